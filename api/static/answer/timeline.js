// A strip with the sources of an answer by date.

import { clip } from "./quote.js";
import { articleLink } from "./citation.js";
import { element } from "../page.js";
import { day, sourceName } from "./words.js";

const EDGE = 5; // percent of the width left free on each side
const APART = 7; // percent between two dots of one row: 24 pixels on a phone
const ROW = 28; // pixels
const ROWS = 4;

/**
 * Return the strip of some citations, or nothing where all are of one day.
 *
 * @param {object[]} citations
 * @returns {HTMLElement[]}
 */
export function timeline(citations) {
  const days = citations.map(({ published }) => Date.parse(published));
  const first = Math.min(...days);
  const last = Math.max(...days);
  if (citations.length < 2 || last - first < 86_400_000) return [];
  const sorted = [...citations].sort((a, b) => Date.parse(a.published) - Date.parse(b.published));
  const dots = arrange(sorted.map(({ published }) => EDGE + ((100 - 2 * EDGE) * (Date.parse(published) - first)) / (last - first)));
  const height = (Math.max(...dots.map(({ row }) => row)) + 1) * ROW;
  const strip = element("div", { className: "strip", role: "group", ariaLabel: "The sources by date" },
    ...sorted.map((citation, place) => dot(citation, dots[place])));
  strip.style.height = `${height}px`;
  const ends = element("p", { className: "ends" }, element("span", {}, day(new Date(first).toISOString())),
    element("span", {}, day(new Date(last).toISOString())));
  return [element("div", { className: "timeline" }, strip, ends)];
}

// Return the place of each dot, and its row: one that would cover another moves up.
function arrange(places) {
  const ends = [];
  return places.map((x) => {
    let row = ends.findIndex((end) => x - end >= APART);
    if (row < 0) row = ends.length < ROWS ? ends.length : ROWS - 1;
    ends[row] = x;
    return { x, row };
  });
}

// Return the link of a source: its number at its place; in words to a screen reader, and where a mouse rests on it.
function dot(citation, { x, row }) {
  const said = `${citation.n}: ${clip(sourceName(citation.source), 40)}, ${day(citation.published)}`;
  const link = articleLink(citation, { className: "dot", title: said, ariaLabel: `Source ${said}` }, String(citation.n));
  link.style.left = `${x}%`;
  link.style.bottom = `${row * ROW}px`;
  return link;
}
