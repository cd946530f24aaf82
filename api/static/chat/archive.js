// What the archive holds: counts, span, freshness, sources, and questions that it can answer.

import { button, element } from "../page.js";
import { hideRatings } from "../answer/actions.js";
import { clip } from "../answer/quote.js";
import { ago, count, day, languageName, problemInWords, sourceName } from "../answer/words.js";
import { offer } from "./filters.js";
import { offerWriting } from "./writing.js";
import { needsKey, read } from "./server.js";

const PATIENCE = 30; // seconds at most between two attempts while the server starts
const LATER = 3; // seconds until it is asked again for questions to begin with

const about = document.getElementById("about");
const details = document.getElementById("holdings");
const examples = document.getElementById("examples");

/**
 * Show what the archive holds; while the server starts, try again when it asks to.
 *
 * @param {(question: string) => void} ask - called with an example question that was chosen
 * @param {(problem: object) => void} onKey - called where the server asks for a key, with what it says
 */
export async function describe(ask, onKey) {
  try {
    const archive = await load();
    offer(archive);
    offerWriting(archive);
    if (archive.feedback === false) hideRatings();
    showArchive(archive, ask);
  } catch (problem) {
    if (needsKey(problem)) onKey(problem);
    about.textContent = needsKey(problem) ? "" : problem.kind === "busy" ? "The archive is being opened …" : problemInWords(problem);
    if (problem.kind === "busy") setTimeout(() => describe(ask, onKey), Math.min(problem.seconds || 2, PATIENCE) * 1_000);
  }
}

async function load() {
  const nothing = { passages: 0, stored: null, sources: [], sources_total: 0, languages: [], questions: [] };
  try {
    return { ...nothing, ...(await read("/archive")) };
  } catch (problem) {
    if (problem.kind !== "unknown") throw problem;
    const { counts, oldest, newest, generator } = await read("/index"); // a server without that call
    return { ...nothing, articles: counts.articles, passages: counts.passages, oldest, newest, generator };
  }
}

function showArchive(archive, ask) {
  const { articles, oldest, newest, sources_total: known, questions } = archive;
  if (!articles) {
    about.textContent = "The archive holds no articles yet. Add some with “dateline ingest”, then ask.";
    return;
  }
  const from = known ? ` from ${count(known, "source")}` : "";
  about.textContent = `${count(articles, "article")}${from}, ${day(oldest)} to ${day(newest)}.`;
  showHoldings(archive);
  showExamples(questions, ask);
}

// Show questions to begin with. The server names those alone that it has found an answer to, so the first may come later.
function showExamples(questions, ask, attempts = 5) {
  examples.replaceChildren(...questions.slice(0, 6).map((question) =>
    element("li", {}, button(clip(question), () => ask(question), { dir: "auto" }))));
  document.getElementById("try").hidden = !questions.length;
  if (questions.length || !attempts) return;
  setTimeout(() => load().then((archive) => showExamples(archive.questions, ask, attempts - 1), () => {}), LATER * 1_000);
}

function showHoldings({ articles, passages, oldest, newest, stored, sources, sources_total: known, languages }) {
  const terms = [["Articles", articles.toLocaleString("en-GB")], ["Passages", passages.toLocaleString("en-GB")],
    ["Oldest", day(oldest)], ["Newest", `${day(newest)}, ${ago(newest)}`]];
  if (stored) terms.push(["Last change", ago(stored)]);
  const codes = languages.map(({ code }) => code).filter(Boolean);
  if (codes.length) terms.push(["Languages", codes.map(languageName).join(", ")]);
  const names = sources.map(({ name, articles: number }) =>
    element("li", {}, element("bdi", {}, clip(sourceName(name), 80)), ` ${number.toLocaleString("en-GB")}`));
  if (known > sources.length) names.push(element("li", {}, `and ${count(known - sources.length, "other")}`));
  document.getElementById("holdings-list").replaceChildren(
    ...terms.flatMap(([term, words]) => [element("dt", {}, term), element("dd", {}, words)]),
    ...(names.length ? [element("dt", {}, "Sources"), element("dd", {}, element("ul", {}, ...names))] : []));
  details.hidden = false;
}
