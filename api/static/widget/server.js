// Asking the server, and what its troubles mean to the person who asked.

const LOST = "The connection was lost before the answer was complete.";
const NOT_FROM_HERE = "The archive does not take questions from this page.";

// An error whose message is shown to the person who asked.
class Problem extends Error {}

// Yield the events of the answer to a question as [name, data].
async function* stream(url, key, body, signal, alive) {
  const headers = { "Content-Type": "application/json", ...(key ? { Authorization: `Bearer ${key}` } : {}) };
  const response = await fetch(url("ask/stream"), { method: "POST", headers, body: JSON.stringify(body), signal })
    .catch(async () => { throw signal.aborted ? signal.reason : await whyUnreachable(url); });
  if (!response.ok) throw await explain(response);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read().catch(() => { throw signal.aborted ? signal.reason : new Problem(LOST); });
    if (done) return;
    alive();
    const blocks = (text + value).split(/\r?\n\r?\n/);
    text = blocks.pop();
    for (const lines of blocks.map((block) => block.split(/\r?\n/))) {
      const of = (field) => lines.filter((line) => line.startsWith(field)).map((line) => line.slice(field.length).trimStart());
      if (of("event:").length) yield [of("event:")[0], JSON.parse(of("data:").join("\n"))];
    }
  }
}

// A browser does not say whether a server is down or refuses the page; every page may load the script, so that tells.
async function whyUnreachable(url) {
  const up = await fetch(url("widget.js"), { method: "HEAD", mode: "no-cors", cache: "no-store" }).then(() => true, () => false);
  if (!up) return new Problem("The archive cannot be reached. Please try again in a moment.");
  console.error(`dateline: ${url("")} refuses pages of ${location.origin}: add it to the setting allowed_origins, or use a key made for it`);
  return new Problem(NOT_FROM_HERE);
}

async function explain(response) {
  const detail = await response.json().then(({ error }) => error.message.replace(/\.$/, ""), () => "");
  const seconds = Number(response.headers.get("Retry-After"));
  const again = `Please try again ${seconds ? `in ${count(seconds, "second")}` : "in a moment"}.`;
  if (response.status === 401) return new Problem("The archive does not take questions from this page: its key is missing or no longer valid.");
  if (response.status === 403) return new Problem(NOT_FROM_HERE);
  if (response.status === 429) return new Problem(`Too many questions have come from this address. ${again}`);
  if ([502, 503, 504].includes(response.status)) return new Problem(`The archive cannot answer right now. ${again}`);
  if (response.status < 500 && detail) return new Problem(`The archive did not accept the question: ${detail}.`);
  return new Problem(`The archive failed (error ${response.status}). Please try again later.`);
}
