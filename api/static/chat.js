// The chat page. Articles are untrusted: everything is inserted as text, nothing as HTML.

import { element, safeUrl } from "./page.js";
import { highlight } from "./quote.js";

const REASONS = {
  nothing_found: "Nothing in the archive matches this question.",
  weak_evidence: "Nothing in the archive answers this question with enough certainty.",
  out_of_range: "The archive contains nothing from that period or source.",
  nothing_verified: "No sentence of the answer could be verified, so none is shown.",
  model_declined: "The language model found no answer in the archive.",
  model_unavailable: "The language model could not be reached. Please try again later.",
};

const form = document.getElementById("ask");
const input = document.getElementById("question");
const button = document.getElementById("send");
const turns = document.getElementById("turns");
let running = null;

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (running) return running.abort();
  const question = input.value.trim();
  if (!question) return;
  const turn = addTurn(question);
  input.value = "";
  await run(turn, question);
  input.focus();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && running) running.abort();
});

async function run(turn, question) {
  running = new AbortController();
  button.textContent = "Stop";
  turn.answer.setAttribute("aria-busy", "true");
  turn.status.textContent = "Searching …";
  try {
    await ask(requestFor(question), running.signal, (name, data) => show(turn, name, data));
  } catch (error) {
    fail(turn, error.name === "AbortError" ? "Stopped." : error.message);
  } finally {
    running = null;
    button.textContent = "Ask";
    turn.answer.removeAttribute("aria-busy");
  }
}

function requestFor(question) {
  const fields = new FormData(form);
  const request = { question };
  for (const name of ["as_of", "since", "until"]) if (fields.get(name)) request[name] = fields.get(name);
  if (fields.get("source").trim()) request.sources = [fields.get("source").trim()];
  return request;
}

async function ask(request, signal, onEvent) {
  const response = await fetch("/ask/stream", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(request),
    signal,
  });
  if (!response.ok) throw new Error(await messageOf(response));
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  let last = null;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const blocks = (text + value).split("\n\n");
    text = blocks.pop();
    for (const block of blocks) last = emit(block, onEvent) ?? last;
  }
  if (last !== "answer" && last !== "error") throw new Error("The connection was lost. Please ask again.");
}

function emit(block, onEvent) {
  const lines = block.split("\n");
  const name = lines.find((line) => line.startsWith("event: "))?.slice(7);
  const data = lines.filter((line) => line.startsWith("data: ")).map((line) => line.slice(6)).join("\n");
  if (name) onEvent(name, JSON.parse(data));
  return name;
}

async function messageOf(response) {
  try {
    return (await response.json()).error.message;
  } catch {
    return `The server answered with status ${response.status}.`;
  }
}

function addTurn(question) {
  const status = element("p", { className: "status", role: "status" });
  const answer = element("div", { className: "answer", ariaLive: "polite" });
  const sources = element("ol", { className: "sources" });
  const place = element("li", {}, element("h2", {}, question), status, answer, sources);
  turns.append(place);
  place.scrollIntoView({ block: "start" });
  return { number: turns.children.length, status, answer, sources };
}

function show(turn, name, data) {
  if (name === "sources") turn.status.textContent = data.hits.length ? "Reading …" : "Searching …";
  else if (name === "sentence") showSentence(turn, data);
  else if (name === "answer") showAnswer(turn, data);
  else if (name === "error") fail(turn, data.message);
}

function showSentence(turn, { text, citations }) {
  turn.status.textContent = "";
  turn.answer.append(element("p", {}, text, ...markers(turn, citations.map(({ n }) => n))));
  for (const citation of citations) addSource(turn, citation, []);
}

function showAnswer(turn, answer) {
  turn.status.textContent = "";
  turn.answer.replaceChildren();
  turn.sources.replaceChildren();
  turn.answer.append(...corrections(answer));
  if (answer.status === "declined") return showDeclined(turn, answer);
  const byNumber = new Map(answer.citations.map((citation) => [citation.n, citation]));
  turn.answer.append(...shortAnswers(turn, answer, byNumber));
  for (const { text, citations } of answer.sentences) {
    showSentence(turn, { text, citations: citations.map((n) => byNumber.get(n)) });
  }
  turn.answer.append(...cutShort(answer));
  turn.sources.replaceChildren();
  for (const citation of answer.citations) {
    const cited = answer.findings.filter(({ citations }) => citations.includes(citation.n));
    addSource(turn, citation, cited.map(({ text }) => text));
  }
}

// Return the short answers: one line, a list of several, or a list of contradicting ones with their sources.
function shortAnswers(turn, { agreement, findings }, byNumber) {
  if (!findings.length) return [];
  if (agreement === "single" || agreement === "unknown") return [element("p", { className: "short" }, ...shortAnswer(turn, findings[0]))];
  const list = element("ul", { className: "short" });
  if (agreement === "list") {
    list.append(...findings.map((finding) => element("li", {}, ...shortAnswer(turn, finding))));
    return [list];
  }
  list.append(...findings.map((finding) => element("li", {}, ...rival(turn, finding, byNumber))));
  return [element("p", {}, "The articles differ:"), list];
}

function shortAnswer(turn, { text, resolved, citations }) {
  return [element("strong", {}, text), meaning(resolved), ...markers(turn, citations)];
}

function rival(turn, { text, resolved, citations }, byNumber) {
  const cited = citations.map((n) => byNumber.get(n));
  const verb = new Set(cited.map(({ source }) => source)).size > 1 ? "say" : "says";
  const between = (place) => (place === cited.length - 1 ? " and " : ", ");
  const sources = cited.flatMap(({ n, source, published }, place) =>
    [place ? between(place) : "", element("bdi", {}, source), ` on ${day(published)}`, ...markers(turn, [n])]);
  return [element("strong", {}, text), `${meaning(resolved)}, ${verb} `, ...sources];
}

// Return the date that a relative date of the article resolves to, such as ": the week of 26 January 2015".
function meaning(resolved) {
  if (!resolved) return "";
  const { date, precision } = resolved;
  if (precision === "year") return `: ${date.slice(0, 4)}`;
  if (precision === "month") return `: ${day(date, { month: "long", year: "numeric" })}`;
  return precision === "week" ? `: the week of ${day(date)}` : `: ${day(date)}`;
}

// Return a warning if the time limit ended reading early, since more passages might change the answer.
function cutShort({ read: { passages, of } }) {
  if (passages >= of) return [];
  return [element("p", {}, `Reading was cut short by the time limit: ${passages} of ${of} passages were read.`)];
}

// Return a line for each word of the question whose spelling was corrected.
function corrections({ corrected }) {
  return corrected.map(({ from, to }) =>
    element("p", { className: "note" }, "Searched for ", element("bdi", {}, to), " instead of ", element("bdi", {}, from), "."));
}

function showDeclined(turn, { reason, near, read, hint }) {
  turn.answer.append(element("p", { className: "declined" }, REASONS[reason] ?? "This question was not answered."));
  if (hint) turn.answer.append(element("p", {}, hint));
  turn.answer.append(...cutShort({ read }));
  if (near.length) turn.answer.append(element("p", {}, "The nearest passages:"));
  for (const hit of near) turn.sources.append(card(hit, hit.url, hit.text, []));
}

function markers(turn, numbers) {
  return numbers.flatMap((n) =>
    [" ", element("a", { className: "marker", href: `#${idOf(turn, n)}`, ariaLabel: `Source ${n}` }, `[${n}]`)]);
}

function addSource(turn, citation, answers) {
  const id = idOf(turn, citation.n);
  if (document.getElementById(id)) return;
  const source = card(citation, citation.link ?? citation.url, citation.quote, answers);
  source.id = id;
  source.value = citation.n;
  source.tabIndex = -1;
  if (citation.note) source.append(element("p", { className: "note" }, `This article has since been ${citation.note}.`));
  turn.sources.append(source);
}

function card({ title, source, published }, link, quote, answers) {
  const url = safeUrl(link);
  const heading = url ? element("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, title) : title;
  return element("li", { className: "source" },
    element("h3", {}, heading),
    element("p", { className: "outlet" }, element("bdi", {}, source), `, ${day(published)}`),
    element("blockquote", {}, ...highlight(quote, answers)));
}

function day(moment, style = { dateStyle: "long" }) {
  return new Date(moment).toLocaleDateString("en-GB", { ...style, timeZone: "UTC" });
}

function fail(turn, message) {
  turn.status.textContent = "";
  turn.answer.append(element("p", { className: "error", role: "alert" }, message));
}

function idOf(turn, n) {
  return `source-${turn.number}-${n}`;
}

async function describe() {
  const response = await fetch("/index");
  const about = document.getElementById("about");
  if (!response.ok) {
    about.textContent = await messageOf(response);
    return;
  }
  const { counts, oldest, newest } = await response.json();
  const years = oldest ? `, published from ${oldest.slice(0, 4)} to ${newest.slice(0, 4)}` : "";
  about.textContent = `The archive contains ${counts.articles.toLocaleString("en-GB")} articles${years}.`;
}

// A link such as /?q=Who+liberated+Kobane asks the question at once.
const linked = new URLSearchParams(location.search).get("q");
if (linked) {
  input.value = linked;
  form.requestSubmit();
}

describe().catch((error) => fail({ status: {}, answer: turns.parentElement }, error.message));
