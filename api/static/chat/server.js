// Calls to the server, and what can go wrong with them.

import { attempt } from "./storage.js";

const KEY = "dateline.key";
let used = null; // the key, also where the browser keeps nothing
const KINDS = { 401: "key", 403: "forbidden", 404: "unknown", 405: "unknown", 429: "limited", 503: "busy" };

/** A call that failed; `kind` says how, in one of the words of `problemInWords`. */
export class Problem extends Error {
  /**
   * @param {string} kind
   * @param {{detail?: string, seconds?: number}} [more] - the server's own sentence; when to try again
   */
  constructor(kind, { detail = "", seconds = 0 } = {}) {
    super(detail || kind);
    Object.assign(this, { kind, detail, seconds });
  }
}

/**
 * Use an API key for further calls, until the tab is closed; an empty one is forgotten.
 *
 * @param {string} key
 */
export function setKey(key) {
  used = key;
  attempt(() => (key ? sessionStorage.setItem(KEY, key) : sessionStorage.removeItem(KEY)));
}

/**
 * Return whether a key, or another one, would solve a problem.
 *
 * @param {{kind: string}|null} problem
 * @returns {boolean}
 */
export function needsKey(problem) {
  return ["key", "wrong key"].includes(problem?.kind);
}

/**
 * Call the server and return its response.
 *
 * @param {string} path
 * @param {{method?: string, body?: object, signal?: AbortSignal}} [options]
 * @returns {Promise<Response>}
 * @throws {Problem} the server cannot be reached, or responds with an error
 */
export async function call(path, { method = "GET", body, signal } = {}) {
  const key = used ?? attempt(() => sessionStorage.getItem(KEY));
  const headers = key ? { Authorization: `Bearer ${key}` } : {};
  if (body) headers["Content-Type"] = "application/json";
  const response = await fetch(path, { method, headers, body: body && JSON.stringify(body), signal })
    .catch((error) => { throw new Problem(error.name === "AbortError" ? "stopped" : "unreachable"); });
  if (!response.ok) throw await problemOf(response, Boolean(key));
  return response;
}

/**
 * Return the JSON at a path.
 *
 * @param {string} path
 * @returns {Promise<object>}
 * @throws {Problem}
 */
export async function read(path) {
  const response = await call(path);
  return response.json().catch(() => { throw new Problem("lost"); });
}

/**
 * Ask a question and pass on each event of its answer; return the answer.
 *
 * @param {object} request - the body of `/ask/stream`
 * @param {AbortSignal} signal - stops the work
 * @param {(name: string, data: object) => void} onEvent - called with `sources` and each `sentence`
 * @returns {Promise<object>}
 * @throws {Problem}
 */
export async function stream(request, signal, onEvent) {
  const response = await call("/ask/stream", { method: "POST", body: request, signal });
  for await (const { name, data } of eventsOf(response, signal)) {
    if (name === "answer") return data;
    if (name === "error") throw new Problem(data.type === "unavailable" ? "busy" : "broken", { detail: trim(data.message) });
    onEvent(name, data);
  }
  throw new Problem("lost");
}

async function* eventsOf(response, signal) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read()
      .catch(() => { throw new Problem(signal.aborted ? "stopped" : "lost"); });
    if (done) return;
    const blocks = (text + value).split(/\r?\n\r?\n/);
    text = blocks.pop();
    yield* blocks.map(parse).filter(({ name }) => name);
  }
}

function parse(block) {
  const lines = block.split(/\r?\n/);
  const of = (field) => lines.filter((line) => line.startsWith(field)).map((line) => line.slice(field.length).trimStart());
  const [name] = of("event:");
  return { name, data: name && JSON.parse(of("data:").join("\n")) };
}

async function problemOf(response, keyed) {
  const { status, headers } = response;
  const detail = await response.json().then((body) => trim(body.error.message), () => "");
  if (status === 401 && keyed) return new Problem("wrong key", { detail });
  const kind = KINDS[status] ?? (detail && status < 500 ? "refused" : "broken");
  return new Problem(kind, { detail, seconds: Number(headers.get("Retry-After")) || 0 });
}

// Return a sentence of the server without its full stop, so that it can end a sentence of the page.
function trim(sentence) {
  return String(sentence ?? "").replace(/\.$/, "");
}
