// An answer, or a declined question, as elements.

import { element } from "../page.js";
import { chips, nearest, sentence, sourcesOf } from "./citation.js";
import { clip } from "./quote.js";
import { timeline } from "./timeline.js";
import { count, day, DISAGREEMENT, doubt, FALLBACK, holding, holdingOfDeclined, newestFirst, percent, POLARITY, rightness, sourceName } from "./words.js";

/**
 * Return an answer as elements: the short answer, the sentences, how certain they are, and the sources.
 *
 * @param {object} answer - as `/ask` returns it
 * @returns {HTMLElement[]}
 */
export function showAnswer(answer) {
  if (answer.status === "declined") return [...corrections(answer), ...showDeclined(answer)];
  const byNumber = new Map(answer.citations.map((citation) => [citation.n, citation]));
  const cited = (numbers) => numbers.map((n) => byNumber.get(n)).filter(Boolean);
  const found = answer.findings.map(({ text }) => text);
  return [
    ...corrections(answer),
    ...polarity(answer),
    ...shortAnswers(answer, cited),
    ...answer.sentences.map(({ text, citations }) => sentence(text, cited(citations), found)),
    ...certainty(answer),
    ...cutShort(answer),
    ...writer(answer),
    ...dropped(answer),
    ...timeline(answer.citations),
    ...sourcesOf(answer),
  ];
}

/**
 * Return the sentence that a screen reader says once an answer is complete.
 *
 * @param {object} answer
 * @returns {string}
 */
export function sayAnswer({ status, message, findings, sentences, citations, near, perhaps, polarity }) {
  if (status === "declined") return `${message ?? DECLINED} ${perhaps ? `${CLOSEST} ${perhaps.text} ` : ""}${near.length ? `${count(near.length, "passage")} shown.` : ""}`;
  const unsure = findings.length === 1 ? doubt(findings[0].confidence) : "";
  const said = POLARITY[polarity] && sentences.length ? `${POLARITY[polarity]} ${sentences[0].text}` : findings.length ? findings.map(({ text }) => text).join("; ") : sentences.map(({ text }) => text).join(" ");
  return `Answer: ${unsure}${said}. ${count(citations.length, "source")}.`;
}

const DECLINED = "This question was not answered.";
const CLOSEST = "The closest sentence, which may not answer it:"; // as in api/wire/refusals.py
const UNWEIGHED = ["not_a_question", "ambiguous", "out_of_range", "model_unavailable", "premise_not_found"];

function showDeclined(answer) {
  const { message, reason, evidence, near } = answer;
  const parts = [element("p", { className: "declined" }, message ?? DECLINED)];
  if (near.length && !UNWEIGHED.includes(reason)) {
    parts.push(element("p", { className: "certainty" }, holdingOfDeclined(evidence)));
  }
  return [...parts, ...closest(answer), ...cutShort(answer), ...nearest(near)];
}

// Return the sentence that comes closest to an answer, and a chip that opens its article.
function closest({ perhaps }) {
  if (!perhaps) return [];
  return [element("p", { className: "certainty" }, CLOSEST), sentence(perhaps.text, [perhaps.citation], [])];
}

// Return a line for each word of the question whose spelling was corrected.
function corrections({ corrected }) {
  return (corrected ?? []).map(({ from, to }) => element("p", { className: "asked corrected" },
    "Searched for '", element("bdi", {}, clip(to, 60)), "' instead of '", element("bdi", {}, clip(from, 60)), "'."));
}

// Return what the articles say to a question for yes or no, and the parts of a question that have no answer.
function polarity({ polarity: said, unanswered = [] }) {
  const lines = POLARITY[said] ? [element("p", { className: "short" }, element("strong", {}, POLARITY[said]))] : [];
  return [...lines, ...unanswered.map((part) => element("p", { className: "declined" }, "Not answered: ", element("bdi", {}, part)))];
}

// Return the short answers: one line, a list of several, or a list of contradicting ones with their sources.
function shortAnswers(answer, cited) {
  const { agreement, findings } = answer;
  if (!findings.length) return [];
  if (agreement === "single" || agreement === "unknown") {
    return [element("p", { className: "short" }, ...shortAnswer(findings[0], cited))];
  }
  const differ = agreement === "disagree";
  const items = (differ ? newestFirst(answer) : findings).map((finding) =>
    element("li", {}, ...(differ ? rival(finding, cited) : shortAnswer(finding, cited))));
  const list = element("ul", { className: "short" }, ...items);
  return differ ? [element("p", { className: "differ" }, DISAGREEMENT), list] : [list];
}

function shortAnswer({ text, resolved, confidence, citations }, cited) {
  return [doubt(confidence), element("strong", { dir: "auto" }, text), meaning(resolved), ...chips(cited(citations), { named: false })];
}

function rival({ text, resolved, citations }, cited) {
  const sources = cited(citations);
  const verb = new Set(sources.map(({ source }) => source)).size > 1 ? "say" : "says";
  const between = (place) => (place === sources.length - 1 ? " and " : ", ");
  const said = sources.flatMap((citation, place) =>
    [place ? between(place) : "", element("bdi", {}, sourceName(citation.source)), ` on ${day(citation.published)}`, ...chips([citation], { named: false })]);
  return [element("strong", { dir: "auto" }, text), element("span", { className: "said" }, `${meaning(resolved)}, ${verb} `, ...said)];
}

// Return the date that a relative date of the article resolves to, such as " (the week of 26 January 2015)".
function meaning(resolved) {
  if (!resolved) return "";
  const { date, precision } = resolved;
  if (precision === "year") return ` (${date.slice(0, 4)})`;
  if (precision === "month") return ` (${day(date, { month: "long", year: "numeric" })})`;
  return precision === "week" ? ` (the week of ${day(date)})` : ` (${day(date)})`;
}

// Return how certain an answer is, in words first.
function certainty({ findings, confidence, evidence, citations, polarity }) {
  if (evidence === undefined || polarity === "unclear") return []; // only its quotes were kept, or they do not say
  const said = [];
  if (findings.length === 1) said.push(`${rightness(confidence)} (confidence ${percent(confidence)}).`);
  said.push(holding(evidence));
  const independent = Math.max(0, ...citations.map(({ family }) => family?.independent ?? 0));
  if (findings.length === 1 && independent > 1) said.push(`${count(independent, "article")} say so independently.`);
  return [element("p", { className: "certainty" }, said.join(" "))];
}

// Return a warning if the time limit ended reading early, since more passages might change the answer.
function cutShort({ read }) {
  if (!read || read.passages >= read.of) return [];
  const said = `Reading was cut short by the time limit: ${read.passages} of ${read.of} passages were read.`;
  return [element("p", { className: "note" }, said)];
}

// Return who wrote the sentences where a language model did, or why it did not.
function writer({ model, fallback }) {
  const why = FALLBACK[fallback];
  if (why) return [element("p", { className: "note" }, `${why}, so the articles are quoted.`)];
  if (!model?.generator) return [];
  const name = clip(model.generator.replace(/\+[0-9a-f]{8}$/, ""), 60); // without the digest of its prompt
  return [element("p", { className: "note" }, "Written by ", element("bdi", {}, name), "; each sentence was checked against the articles it cites.")];
}

function dropped({ dropped: left }) {
  if (!left?.length) return [];
  return [element("p", { className: "note" }, `${count(left.length, "sentence")} of the language model left out: no article proves it.`)];
}
