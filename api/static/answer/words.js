// What the page says in words: days, likelihoods, filters, problems.

const LANGUAGE = "en-GB";
const PERHAPS = 0.4; // as in api/wire/words.py
const UNLIKELY = 0.2; // likewise

/**
 * Return a day in words, such as `26 January 2015`.
 *
 * @param {string} moment - ISO 8601; its day in UTC is meant
 * @param {Intl.DateTimeFormatOptions} [style]
 * @returns {string}
 */
export function day(moment, style = { dateStyle: "long" }) {
  return new Date(moment).toLocaleDateString(LANGUAGE, { ...style, timeZone: "UTC" });
}

/**
 * Return a day and its time in words, such as `26 January 2015, 18:50 UTC`.
 *
 * @param {string} moment - ISO 8601
 * @returns {string}
 */
export function dayAndTime(moment) {
  const time = new Date(moment).toLocaleTimeString(LANGUAGE, { timeStyle: "short", timeZone: "UTC" });
  return `${day(moment)}, ${time} UTC`;
}

/**
 * Return how long ago a moment was, such as `3 days ago`.
 *
 * @param {string} moment - ISO 8601
 * @param {number} [now] - milliseconds since 1970
 * @returns {string}
 */
export function ago(moment, now = Date.now()) {
  const days = Math.round((Date.parse(moment) - now) / 86_400_000);
  const words = new Intl.RelativeTimeFormat(LANGUAGE, { numeric: "auto" });
  if (Math.abs(days) < 60) return words.format(days, "day");
  return Math.abs(days) < 730 ? words.format(Math.round(days / 30.4), "month") : words.format(Math.round(days / 365.25), "year");
}

/**
 * Return a number and its noun, such as `1 article` or `1,200 articles`.
 *
 * @param {number} number
 * @param {string} noun - singular; its plural ends in s
 * @returns {string}
 */
export function count(number, noun) {
  return `${number.toLocaleString(LANGUAGE)} ${noun}${number === 1 ? "" : "s"}`;
}

/**
 * Return in words how certain it is that a short answer is right.
 *
 * @param {number} confidence - a probability
 * @returns {string}
 */
export function rightness(confidence) {
  if (confidence >= 0.8) return "Very likely right";
  if (confidence >= 0.65) return "Likely right";
  if (confidence >= 0.5) return "More likely right than not";
  if (confidence >= PERHAPS) return "About as likely right as not";
  return confidence >= UNLIKELY ? "Perhaps right" : "Unlikely to be right";
}

/**
 * Return the word that introduces a short answer which is too uncertain to be stated as a fact, such as `Perhaps: `.
 *
 * @param {number|null} confidence
 * @returns {string} empty if it needs none
 */
export function doubt(confidence) {
  if (confidence === null || confidence >= PERHAPS) return "";
  return confidence >= UNLIKELY ? "Perhaps: " : "Unlikely: ";
}

/**
 * Return in words how certain it is that the archive holds an answer.
 *
 * @param {number} evidence - a probability
 * @returns {string}
 */
export function holding(evidence) {
  const known = `(evidence ${percent(evidence)})`;
  if (evidence < 0.2) return `The archive probably holds no answer ${known}.`;
  const how = evidence >= 0.8 ? "very likely" : evidence >= 0.5 ? "likely" : "perhaps";
  return `The archive ${how} holds an answer ${known}.`;
}

/**
 * Return how likely a declined question has an answer in the archive; it agrees with the refusal before it.
 *
 * @param {number} evidence - a probability
 * @returns {string}
 */
export function holdingOfDeclined(evidence) {
  const unclear = evidence >= 0.5 ? " No sentence that was found is certain enough to be given as one." : "";
  return `How likely it is that the archive holds an answer: ${percent(evidence)}.${unclear}`;
}

/**
 * Return how a source is called; one that is not known is not shown as an outlet of that name.
 *
 * @param {string} source
 * @returns {string}
 */
export function sourceName(source) {
  return source.toLowerCase() === "unknown" ? "unknown source" : source;
}

/** What the articles say to a question for yes or no, as in qa/types.py. */
export const POLARITY = { yes: "Yes.", no: "No.", unclear: "The articles neither clearly affirm nor clearly deny it." };

/** Why a language model that was to write did not. */
export const FALLBACK = {
  model_unavailable: "The language model gave no answer",
  model_declined: "The language model found no answer in the articles",
  nothing_verified: "No sentence of the language model could be proved",
};

/** What introduces the answers of articles that contradict each other; as in api/wire/words.py. */
export const DISAGREEMENT = "The articles give different answers:";

/**
 * Return the short answers, those of the newest articles first.
 *
 * @param {object} answer
 * @returns {object[]}
 */
export function newestFirst({ findings, citations }) {
  const newest = (finding) =>
    Math.max(...citations.filter(({ n }) => finding.citations.includes(n)).map(({ published }) => Date.parse(published)));
  return [...findings].sort((a, b) => newest(b) - newest(a));
}

/**
 * Return a probability as a percentage.
 *
 * @param {number} probability
 * @returns {string}
 */
export function percent(probability) {
  return `${Math.round(probability * 100)}%`;
}

/**
 * Return the filters that apply, each in words, by the name of its field.
 *
 * @param {object} filters - as a request or an answer has them
 * @returns {{name: string, words: string}[]}
 */
export function filtersInWords(filters) {
  const days = { as_of: "as of", since: "since", until: "until" };
  const found = Object.entries(days).filter(([name]) => filters[name])
    .map(([name, words]) => ({ name, words: `${words} ${day(filters[name])}` }));
  for (const source of filters.sources ?? []) found.push({ name: "source", words: `from ${sourceName(source)}` });
  for (const language of filters.languages ?? []) found.push({ name: "language", words: `in ${languageName(language)}` });
  return found;
}

/**
 * Return the English name of a language.
 *
 * @param {string} code - such as `ar`
 * @returns {string}
 */
export function languageName(code) {
  try {
    return new Intl.DisplayNames(LANGUAGE, { type: "language" }).of(code);
  } catch {
    return code; // not a language code
  }
}

const PROBLEMS = {
  stopped: () => "Stopped before the answer was complete.",
  unreachable: () => "The server cannot be reached. Check that it is running and that you are online.",
  lost: () => "The connection was lost before the answer was complete.",
  key: () => "This server answers only with an API key.",
  "wrong key": () => "This server does not accept this API key. It may be mistyped, expired or revoked.",
  forbidden: () => "This server does not answer questions from here, or not with this key.",
  unknown: () => "The server does not have this, or no longer.",
  unreadable: () => "The answer was kept by another version of this page and cannot be shown.",
  busy: ({ seconds }) => `The server cannot answer right now.${wait(seconds)}`,
  limited: ({ seconds }) => `Too many questions have come from this address.${wait(seconds)}`,
  refused: ({ detail }) => `The server did not accept the question: ${detail}.`,
  broken: ({ detail }) => (detail ? `The server failed: ${detail}.` : "The server failed. Its log says why."),
};

/**
 * Return what a problem means to the person who asked.
 *
 * @param {{kind: string, seconds?: number, detail?: string}} problem
 * @returns {string}
 */
export function problemInWords(problem) {
  return (PROBLEMS[problem.kind] ?? PROBLEMS.broken)(problem);
}

function wait(seconds) {
  return ` Please try again ${seconds ? `in ${count(seconds, "second")}` : "in a moment"}.`;
}
