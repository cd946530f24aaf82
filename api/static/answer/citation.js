// Citations: chips in the text, and the list of sources below it. Each opens its article at the quote.

import { element, safeUrl } from "../page.js";
import { clip, folded, highlight } from "./quote.js";
import { count, day, sourceName } from "./words.js";

/**
 * Return the address at which this page shows an article with a span highlighted.
 *
 * @param {{article: string, version?: number, start?: number, end?: number}} place
 * @returns {string}
 */
export function addressOf({ article, version, start, end }) {
  const given = Object.entries({ article, version, start, end }).filter(([, value]) => value !== undefined);
  return `/?${new URLSearchParams(given)}`;
}

/**
 * Return a link that opens an article in this page.
 *
 * @param {object} place - as for `addressOf`
 * @param {object} properties
 * @param {...(string|Node)} children
 * @returns {HTMLAnchorElement}
 */
export function articleLink(place, properties, ...children) {
  const link = element("a", { href: addressOf(place), ...properties }, ...children);
  link.classList.add("opens-article");
  return link;
}

/**
 * Return the chips of some citations, each after a space: the number, and the source unless it is named already.
 *
 * @param {object[]} citations
 * @param {{named?: boolean}} [options] - whether the sources are shown
 * @returns {(string|Node)[]}
 */
export function chips(citations, { named = true } = {}) {
  return citations.flatMap((citation) => {
    const said = `, ${day(citation.published)}: ${clip(citation.title, 80)}`;
    return [" ", articleLink(citation, { className: "chip" },
      element("span", { className: "hidden" }, "Source "), named ? `${citation.n} ` : String(citation.n),
      element("bdi", { className: named ? "outlet" : "hidden" }, clip(sourceName(citation.source), 40)),
      element("span", { className: "hidden" }, said))];
  });
}

/**
 * Return the list of the sources of an answer; a quote that the answer repeats word for word is not shown again, unless
 * the article is cited more than once, so that its entries can be told apart.
 *
 * @param {object} answer
 * @returns {HTMLElement[]}
 */
export function sourcesOf({ citations, sentences, findings }) {
  if (!citations.length) return [];
  const said = new Set(sentences.map(({ text }) => text));
  const alone = ({ article }) => citations.filter((other) => other.article === article).length === 1;
  const items = citations.map((citation) => {
    const answers = findings.filter((finding) => finding.citations.includes(citation.n)).map(({ text }) => text);
    const item = card(citation, said.has(citation.quote) && alone(citation) ? "" : citation.quote, answers);
    item.value = citation.n;
    return item;
  });
  return [element("h3", {}, "Sources"), element("ol", { className: "sources" }, ...items)];
}

/**
 * Return the list of the passages that are nearest to a question that was declined.
 *
 * @param {object[]} hits
 * @returns {HTMLElement[]}
 */
export function nearest(hits) {
  if (!hits.length) return [];
  return [element("h3", {}, "The nearest passages"),
    element("ul", { className: "sources near" }, ...oneEach(hits).map((hit) => card(hit, hit.text, [])))];
}

/**
 * Return a sentence with its answers highlighted and the chips of its citations; a long one is folded.
 *
 * @param {string} text
 * @param {object[]} citations
 * @param {string[]} answers
 * @returns {HTMLElement}
 */
export function sentence(text, citations, answers) {
  const body = text.length > 700 ? folded(text, answers) : element("span", {}, ...highlight(text, answers));
  return element("p", { className: "sentence", dir: "auto" }, body, ...chips(citations));
}

function card(cited, quote, answers) {
  const parts = [
    element("h4", {}, articleLink(cited, { dir: "auto" }, clip(cited.title))),
    element("p", { className: "dateline" }, element("bdi", {}, clip(sourceName(cited.source), 80)), `, ${day(cited.published)}${cited.published_assumed ? " (assumed)" : ""}`, ...original(cited)),
  ];
  if (quote) parts.push(element("blockquote", {}, folded(quote, answers)));
  parts.push(...notes(cited).map((note) => element("p", { className: "note" }, note)));
  return element("li", { className: "source" }, ...parts);
}

function original({ link, url, title }) {
  const address = safeUrl(link ?? url);
  if (!address) return [];
  const said = element("span", { className: "hidden" }, ` of ${clip(title, 80)}`);
  return [" · ", element("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, "Original", said)];
}

const NOTES = {
  corrected: "This article has since been corrected.",
  superseded: "Another version has since replaced this one.",
  retracted: "This article has since been retracted.",
};

// Return the best passage of each article.
function oneEach(hits) {
  return hits.filter(({ article }, place) => hits.findIndex((hit) => hit.article === article) === place);
}

// Return what a reader must know of a cited version.
function notes({ note, family, rights }) {
  const copies = family?.copies ? [`${count(family.copies, "more article")} with the same text.`] : [];
  const owned = rights ? [clip(rights, 300)] : [];
  return note ? [NOTES[note] ?? `This article has since been ${note}.`, ...copies, ...owned] : [...copies, ...owned];
}
