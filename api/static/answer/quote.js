// Texts of articles: answers highlighted, long ones folded, offsets of code points.

import { button, element } from "../page.js";

const SHOWN = 420; // characters of a folded text
const BEFORE = 160; // of them, how many come before what is highlighted

/**
 * Return a text as strings and <mark> elements around the answers in it.
 *
 * @param {string} text
 * @param {string[]} answers
 * @returns {(string|HTMLElement)[]}
 */
export function highlight(text, answers) {
  const pieces = [];
  let done = 0;
  for (const [start, end] of placesIn(text, answers)) {
    if (start < done) continue;
    pieces.push(text.slice(done, start), element("mark", {}, text.slice(start, end)));
    done = end;
  }
  return [...pieces, text.slice(done)];
}

/**
 * Return an element with a text; a long one is folded around its first answer, with a button that shows all of it.
 *
 * @param {string} text
 * @param {string[]} [answers] - to be highlighted
 * @param {number} [shown] - how many characters are shown of a long text
 * @returns {HTMLElement}
 */
export function folded(text, answers = [], shown = SHOWN) {
  const properties = { className: "text", dir: "auto" };
  if (text.length <= shown * 1.5) return element("span", properties, ...highlight(text, answers));
  const excerpt = cut(text, placesIn(text, answers)[0]?.[0] ?? 0, shown);
  const words = element("span");
  const toggle = button("", () => show(toggle.ariaExpanded !== "true"), { className: "fold" });
  const show = (whole) => {
    words.replaceChildren(element("span", {}, ...highlight(whole ? text : excerpt, answers)));
    toggle.textContent = whole ? "Show less" : `Show all ${text.length.toLocaleString("en-GB")} characters`;
    toggle.ariaExpanded = String(whole);
  };
  show(false);
  return element("span", properties, words, " ", toggle);
}

/**
 * Return the beginning of a text that is too long for one line or two.
 *
 * @param {string} text
 * @param {number} [most] - characters
 * @returns {string}
 */
export function clip(text, most = 160) {
  const letters = Array.from(text.slice(0, 2 * most + 2));
  return letters.length > most ? `${letters.slice(0, most).join("").trimEnd()} …` : text;
}

/**
 * Return the place of a code point of a text in its UTF-16, as JavaScript counts.
 *
 * @param {string} text
 * @param {number} codePoints
 * @returns {number}
 */
export function offsetOf(text, codePoints) {
  let place = 0;
  for (let passed = 0; passed < codePoints && place < text.length; passed += 1) {
    place += text.codePointAt(place) > 0xffff ? 2 : 1;
  }
  return place;
}

// Return an excerpt of a text around a place, cut between words where there are any.
function cut(text, place, shown) {
  let start = Math.max(0, Math.min(place - BEFORE, text.length - shown));
  let end = Math.min(text.length, start + shown);
  if (start) start = between(text, start, start + 40) ?? start;
  if (end < text.length) end = between(text, end - 40, end) ?? end;
  const inner = text.slice(start, end).replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, "");
  return `${start ? "… " : ""}${inner.trim()}${end < text.length ? " …" : ""}`;
}

function between(text, from, to) {
  const found = text.slice(from, to).search(/\s/);
  return found < 0 ? null : from + found;
}

function placesIn(text, answers) {
  return answers.filter(Boolean).flatMap((answer) => placesOf(answer, text)).sort(([a], [b]) => a - b);
}

// Return where an answer occurs in a text: as whole words (not "art" in "party" or "12" in "12.5"), else anywhere.
function placesOf(answer, text) {
  const escaped = answer.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  const letter = "[\\p{L}\\p{N}_]";
  const whole = new RegExp(`(?<!${letter})(?<!\\d[.,])${escaped}(?!${letter})(?![.,]\\d)`, "gu");
  const found = [...text.matchAll(whole)];
  const places = found.length ? found : [...text.matchAll(new RegExp(escaped, "gu"))];
  return places.map(({ index }) => [index, index + answer.length]);
}
