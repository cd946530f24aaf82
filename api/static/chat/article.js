// The view of an article: its headline, its versions and their status, and the text with a quote highlighted.

import { element, safeUrl } from "../page.js";
import { articleLink } from "../answer/citation.js";
import { folded, offsetOf } from "../answer/quote.js";
import { day, dayAndTime, problemInWords, sourceName } from "../answer/words.js";
import { read } from "./server.js";

const dialog = document.getElementById("article");
const content = document.getElementById("article-content");
let wanted = null; // the place that was opened last, so that an earlier one that comes later is not shown
let quoted = null; // the words that were quoted, to be found again in another version

/** Open the article that the address of the page names, and follow the address from now on. */
export function followAddress() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.opens-article");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    visit(new URL(link.getAttribute("href"), location.origin).searchParams);
  });
  document.getElementById("close-article").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close()); // beside the panel
  dialog.addEventListener("close", leave);
  addEventListener("popstate", sync);
  sync();
}

// Show an article under an address of its own, so that "back" closes it.
function visit(place) {
  const here = new URLSearchParams(location.search);
  for (const name of ["article", "version", "start", "end"]) {
    if (place.has(name)) here.set(name, place.get(name));
    else here.delete(name);
  }
  const address = `/?${here}`;
  if (dialog.open) history.replaceState(history.state, "", address);
  else history.pushState({ opened: true }, "", address);
  sync();
}

function leave() {
  wanted = quoted = null;
  const here = new URLSearchParams(location.search);
  if (!here.has("article")) return;
  if (history.state?.opened) return history.back();
  for (const name of ["article", "version", "start", "end"]) here.delete(name);
  history.replaceState(null, "", here.size ? `/?${here}` : "/");
}

function sync() {
  const here = new URLSearchParams(location.search);
  if (!here.has("article")) return dialog.open && dialog.close();
  const number = (name) => (/^\d{1,9}$/.test(here.get(name) ?? "") ? Number(here.get(name)) : undefined);
  open({ article: here.get("article"), version: number("version"), start: number("start"), end: number("end") });
}

async function open(place) {
  wanted = place;
  content.replaceChildren(element("h2", { id: "article-title" }, "Opening the article …"));
  if (!dialog.open) dialog.showModal();
  const path = `/articles/${encodeURIComponent(place.article)}`;
  try {
    const [article, { versions }] = await Promise.all(
      [read(place.version ? `${path}?version=${place.version}` : path), read(`${path}/versions`)]);
    if (wanted === place) show(article, versions, place);
  } catch (problem) {
    if (wanted === place) showProblem(problem);
  }
}

function showProblem(problem) {
  const said = problem.kind === "unknown" ? "The archive no longer holds this article or version." : problemInWords(problem);
  content.replaceChildren(element("h2", { id: "article-title" }, "No article"), element("p", { className: "problem", role: "alert" }, said));
}

function show(article, versions, place) {
  const marked = spanOf(article, place);
  content.lang = article.language ?? "";
  content.replaceChildren(
    element("h2", { id: "article-title" }, folded(article.title, [], 300)),
    dateline(article),
    ...notes(article, marked),
    ...switcher(article, versions),
    ...paragraphs(article.text, marked),
    ...(article.rights ? [element("p", { className: "dateline", dir: "auto" }, article.rights)] : []),
  );
  const mark = content.querySelector("mark");
  if (!mark) return dialog.scrollTo(0, 0);
  mark.focus({ preventScroll: true });
  mark.scrollIntoView({ block: "center" });
}

function dateline({ source, published, published_assumed: assumed, authors, url }) {
  const by = authors.length ? [", by ", element("bdi", {}, authors.join(", "))] : [];
  const address = safeUrl(url);
  const original = address ? [" · ", element("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, "Read the original")] : [];
  const time = element("time", { dateTime: published }, dayAndTime(published));
  return element("p", { className: "dateline" }, element("bdi", {}, sourceName(source)), ", ", time, assumed ? " (assumed)" : "", ...by, ...original);
}

// Return the place of the quote: as the address says, or where another version has the same words; null where it has not.
function spanOf({ id, text }, { start, end }) {
  if (start < end) {
    const span = [offsetOf(text, start), offsetOf(text, end)];
    quoted = { article: id, words: text.slice(...span) };
    return span;
  }
  const place = quoted?.article === id ? text.indexOf(quoted.words) : -1;
  return place < 0 ? null : [place, place + quoted.words.length];
}

function notes({ id, retracted_at: retracted, retraction_reason: reason, valid_to: until, modified, published }, marked) {
  const said = [];
  if (!marked && quoted?.article === id) said.push("This version does not have the quoted words.");
  if (retracted) said.push(`Retracted on ${day(retracted)}, and no longer cited.${reason ? ` The reason given: ${reason}` : ""}`);
  else if (until) said.push(`An earlier version, valid until ${dayAndTime(until)}.`);
  if (modified && modified !== published) said.push(`Changed by its source on ${dayAndTime(modified)}.`);
  return said.map((words) => element("p", { className: "note", dir: "auto" }, words));
}

function switcher({ id, version }, versions) {
  if (versions.length < 2) return [];
  const items = versions.map((one) => {
    const words = `Version ${one.version}, from ${day(one.valid_from)}`;
    const link = articleLink({ article: id, version: one.version }, {}, words);
    if (one.version === version) link.ariaCurrent = "true";
    return element("li", {}, link);
  });
  return [element("nav", { ariaLabel: "Versions of this article" }, element("ul", { className: "versions" }, ...items))];
}

function paragraphs(text, marked) {
  let place = 0;
  return text.split(/(?<=\n)/).map((line) => {
    const [start, end] = (marked ?? [0, 0]).map((offset) => Math.min(Math.max(offset - place, 0), line.length));
    place += line.length;
    const quoted = start < end ? [element("mark", { tabIndex: -1 }, line.slice(start, end))] : [];
    return element("p", { dir: "auto" }, line.slice(0, start), ...quoted, line.slice(end));
  }).filter((paragraph) => paragraph.textContent.trim());
}
