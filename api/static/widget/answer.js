// An answer, or a declined question, as elements.

const POLARITY = { yes: "Yes.", no: "No.", unclear: "The articles neither clearly affirm nor clearly deny it." }; // as in qa/types.py
const CLOSEST = "The closest sentence, which may not answer it:"; // as in api/wire/refusals.py
const PERHAPS = 0.4; // as in api/wire/words.py: below it, a short answer is not stated as a fact
const UNLIKELY = 0.2; // likewise
const UNWEIGHED = ["not_a_question", "ambiguous", "out_of_range", "model_unavailable", "premise_not_found"]; // as on the page

// Return an answer, or a declined question, as elements; `open` tells whether the list of sources is unfolded.
function showAnswer(answer, open, ask) {
  const { asked, filters, status, message, sentences, citations, suggestions = [], corrected = [], polarity, unanswered = [] } = answer;
  const near = answer.near.filter(({ article }, place, all) => all.findIndex((hit) => hit.article === article) === place);
  const said = new Set(sentences.map(({ text }) => text));
  const alone = ({ article }) => citations.filter((other) => other.article === article).length === 1;
  const cards = new Map(citations.map((one) => [one.n, card(one, said.has(one.quote) && alone(one) ? "" : one.quote)]));
  const chips = (numbers) => numbers.filter((n) => cards.has(n)).flatMap((n) => [" ", chip(n, cards.get(n))]);
  const restricted = inWords(filters);
  return [
    ...(asked ? [paragraph("soft", "Asked as: ", element("bdi", {}, asked))] : []),
    ...corrected.map(({ from, to }) => paragraph("soft", "Searched for '", element("bdi", {}, to), "' instead of '", element("bdi", {}, from), "'.")),
    ...(restricted ? [paragraph("soft", `Filters: ${restricted}`)] : []),
    ...(status === "declined" ? [paragraph("", message || "This question was not answered.")] : shortAnswers(answer, chips)),
    ...(status !== "declined" && POLARITY[polarity] ? [paragraph("short", POLARITY[polarity])] : []),
    ...unanswered.map((part) => paragraph("soft", "Not answered: ", element("bdi", {}, part))),
    ...sentences.map(({ text, citations: numbers }) => paragraph("sentence", ...folded(text), ...chips(numbers))),
    ...(status === "declined" ? certainty(answer) : []),
    ...(answer.perhaps ? [paragraph("soft", CLOSEST), element("ol", {}, card({ ...answer.perhaps.citation, n: null }, answer.perhaps.text))] : []),
    ...(status === "declined" ? [] : certainty(answer)),
    ...(near.length ? list(`The nearest passages (${near.length})`, near.map((hit) => card(hit, hit.text)), open) : []),
    ...(citations.length ? list(`Sources (${citations.length})`, [...cards.values()], open) : []),
    ...suggestions.map((question) => choice(question, ask)),
  ];
}

function shortAnswers({ agreement, findings, citations }, chips) {
  if (!findings.length) return [];
  const found = (one) => element("strong", { dir: "auto" }, clip(one.text, 300));
  const unsure = ({ confidence }) => (confidence === null || confidence >= PERHAPS ? "" : confidence >= UNLIKELY ? "Perhaps: " : "Unlikely: ");
  const newest = (one) => Math.max(...citations.filter(({ n }) => one.citations.includes(n)).map(({ published }) => Date.parse(published)));
  const ordered = agreement === "disagree" ? [...findings].sort((a, b) => newest(b) - newest(a)) : findings;
  const lines = ordered.map((one) => {
    const source = agreement === "disagree" && citations.find(({ n }) => one.citations.includes(n));
    const says = source
      ? [element("span", { className: "soft" }, ", says ", element("bdi", {}, sourceName(source.source)), ` on ${day(source.published)}`)] : [];
    return [source ? "" : unsure(one), found(one), meaning(one.resolved), ...says, ...chips(one.citations)];
  });
  if (lines.length === 1) return [element("p", { className: "short", part: "short" }, ...lines[0])];
  const all = element("ul", { className: "short", part: "short" }, ...lines.map((line) => element("li", {}, ...line)));
  return agreement === "disagree" ? [paragraph("", "The articles give different answers:"), all] : [all];
}

// Return the date that a relative date of an article resolves to, such as " (the week of 26 January 2015)".
function meaning(resolved) {
  if (!resolved) return "";
  const { date, precision } = resolved;
  if (precision === "year") return ` (${date.slice(0, 4)})`;
  if (precision === "month") return ` (${day(date, { month: "long", year: "numeric" })})`;
  return precision === "week" ? ` (the week of ${day(date)})` : ` (${day(date)})`;
}

// Return in words how certain it is that a short answer is right.
function rightness(confidence) {
  if (confidence >= 0.8) return "Very likely right";
  if (confidence >= 0.65) return "Likely right";
  if (confidence >= 0.5) return "More likely right than not";
  if (confidence >= PERHAPS) return "About as likely right as not";
  return confidence >= UNLIKELY ? "Perhaps right" : "Unlikely to be right";
}

// Return how certain an answer is, in words first; of a declined question, how likely it has one.
function certainty({ status, reason, findings, confidence, evidence, citations, near, read }) {
  const said = [];
  if (status === "declined" && near.length && !UNWEIGHED.includes(reason)) {
    said.push(`How likely it is that the archive holds an answer: ${percent(evidence)}.`);
    if (evidence >= 0.5) said.push("No sentence that was found is certain enough to be given as one.");
  }
  if (status === "answered" && findings.length === 1) {
    said.push(`${rightness(confidence)} (confidence ${percent(confidence)}).`);
    const independent = Math.max(0, ...citations.map(({ family }) => family?.independent ?? 0));
    if (independent > 1) said.push(`${count(independent, "article")} say so independently.`);
  }
  if (read && read.passages < read.of) said.push(`Reading was cut short: ${read.passages} of ${read.of} passages were read.`);
  return said.length ? [paragraph("soft", said.join(" "))] : [];
}

function inWords({ as_of, since, until, sources, languages }) {
  const days = Object.entries({ "as of": as_of, since, until }).filter(([, moment]) => moment).map(([words, moment]) => `${words} ${day(moment)}`);
  return [...days, ...sources.map((source) => `from ${sourceName(source)}`), ...languages.map((language) => `in ${language}`)].join(", ");
}

function list(summary, items, open) {
  return [element("details", { open }, element("summary", {}, summary), element("ol", { part: "citations" }, ...items))];
}

function card({ n, title, source, published, published_assumed: assumed, note, url, link, rights }, quote) {
  const address = safeUrl(link) ?? safeUrl(url);
  const heading = element(address ? "a" : "span", { dir: "auto" }, clip(title, 160));
  if (address) Object.assign(heading, { href: address, target: "_blank", rel: "noopener noreferrer" });
  return element("li", { className: "source", tabIndex: -1, part: "citation" }, n ? `${n}. ` : "", heading,
    element("div", { className: "soft" }, element("bdi", {}, sourceName(source)), `, ${day(published)}${assumed ? " (assumed)" : ""}`),
    ...(quote ? [element("blockquote", {}, ...folded(quote))] : []),
    ...(note ? [paragraph("note", `This article has since been ${note}.`)] : []),
    ...(rights ? [paragraph("note", clip(rights, 300))] : []));
}

function chip(n, target) {
  return button("", () => {
    target.closest("details").open = true;
    target.focus();
  }, { className: "chip", label: `Source ${n}`, textContent: n });
}

const choice = (question, ask) => button(clip(question, 300), () => ask(question), { className: "choice", part: "suggestion", dir: "auto" });

// Return what a screen reader says once an answer is complete.
function spoken({ status, message, findings, sentences, citations }) {
  if (status === "declined") return message || "This question was not answered.";
  const said = findings.length ? findings.map(({ text }) => text).join("; ") : sentences.map(({ text }) => text).join(" ");
  return `Answer: ${clip(said, 600)}. ${count(citations.length, "source")}.`;
}
