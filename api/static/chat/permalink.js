// An answer at an address of its own, and whether its quotes still hold.

import { element } from "../page.js";
import { dayAndTime, problemInWords } from "../answer/words.js";
import { Problem, read } from "./server.js";
import { turnOf } from "./storage.js";

const VERDICTS = {
  holds: "All quotes are still in their articles.",
  changed: "Some of the quotes have changed in their articles since.",
  retracted: "An article that it cites has been retracted since.",
  deleted: "An article that it cites has been deleted since.",
};

/**
 * Return the turn of an answer, from the server or else from this browser.
 *
 * @param {string} id - of the answer
 * @returns {Promise<object>}
 * @throws {Problem}
 */
export async function fetchTurn(id) {
  const path = `/answers/${encodeURIComponent(id)}`;
  try {
    const kept = await read(path);
    const answer = kept.answer ?? (await fromQuotes(kept));
    return { question: kept.question, filters: {}, answer, rating: kept.feedback?.rating ?? null, at: kept.asked, note: kept.note };
  } catch (problem) {
    const turn = turnOf(id);
    if (turn) return turn;
    throw problem.kind === "unknown" ? new Problem("unknown") : problem;
  }
}

/**
 * Show above an answer when it was given, and whether its quotes still hold.
 *
 * @param {HTMLElement} place
 * @param {string} id
 * @param {{at?: string, note?: string}} kept
 */
export async function showStanding(place, id, { at, note }) {
  const given = at ? `This answer was given on ${dayAndTime(at)}.` : "This is an earlier answer.";
  place.textContent = [given, note].filter(Boolean).join(" ");
  place.hidden = false;
  const checked = await read(`/answers/${encodeURIComponent(id)}/recheck`).catch(() => null);
  if (checked?.citations.length) place.append(" ", element("strong", {}, VERDICTS[checked.verdict] ?? ""));
}

/**
 * Return what is said where an answer cannot be read.
 *
 * @param {{kind: string}} problem
 * @returns {string}
 */
export function missing(problem) {
  return problem.kind === "unknown" ? "There is no answer at this address, or it is no longer kept." : problemInWords(problem);
}

// Return an answer of which an earlier server kept only the quotes; their articles tell the rest.
async function fromQuotes({ id, question, citations }) {
  const left = citations.filter(({ quote }) => quote !== null);
  const heads = await Promise.all(left.map(({ article, version }) =>
    read(`/articles/${encodeURIComponent(article)}?version=${version}`)));
  return {
    id, question, status: "answered", agreement: "unknown", findings: [], near: [],
    sentences: left.map(({ quote, n }) => ({ text: quote, citations: [n] })),
    citations: left.map((citation, place) => ({ ...heads[place], ...citation })),
  };
}
