// Quotes in which what answers is marked.

import { element } from "./page.js";

// Return a quote in pieces, with what is said in it marked.
export function highlight(quote, said) {
  const pieces = [];
  let done = 0;
  for (const [start, end] of said.flatMap((text) => placesOf(text, quote)).sort(([a], [b]) => a - b)) {
    if (start < done) continue;
    pieces.push(quote.slice(done, start), element("mark", {}, quote.slice(start, end)));
    done = end;
  }
  return [...pieces, quote.slice(done)];
}

// Return where a text stands in a quote: as whole words, neither "art" in "party" nor "12" in "12.5", or else at all.
function placesOf(text, quote) {
  const escaped = text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  const letter = "[\\p{L}\\p{N}_]";
  const whole = new RegExp(`(?<!${letter})(?<!\\d[.,])${escaped}(?!${letter})(?![.,]\\d)`, "gu");
  const found = [...quote.matchAll(whole)];
  const places = found.length ? found : [...quote.matchAll(new RegExp(escaped, "gu"))];
  return places.map(({ index }) => [index, index + text.length]);
}
