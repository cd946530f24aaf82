// The filters of a question: what the form holds, the slider of the as-of day, and the list of those that apply.

import { announce, button, element } from "../page.js";
import { day, filtersInWords, languageName, sourceName } from "../answer/words.js";

const DAY = 86_400_000;
const DATES = ["as_of", "since", "until"];

const form = document.getElementById("ask");
const slider = document.getElementById("slider");
const applied = document.getElementById("applied");
const fields = form.elements;
let oldest = null; // milliseconds since 1970, at midnight

for (const name of [...DATES, "source", "language"]) fields[name].addEventListener("input", show);
slider.addEventListener("input", () => {
  const off = slider.value === slider.max;
  fields.as_of.value = off ? "" : new Date(oldest + Number(slider.value) * DAY).toISOString().slice(0, 10);
  show();
});

/**
 * Return the filters of the form as a request has them.
 *
 * @returns {object}
 */
export function readFilters() {
  const filters = Object.fromEntries(DATES.filter((name) => fields[name].value).map((name) => [name, fields[name].value]));
  if (fields.source.value.trim()) filters.sources = [fields.source.value.trim()];
  if (fields.language.value) filters.languages = [fields.language.value];
  return filters;
}

/**
 * Return what is wrong with the form, or null: half a date would otherwise be left out in silence.
 *
 * @returns {string|null}
 */
export function flaw() {
  const name = DATES.find((one) => fields[one].validity.badInput);
  if (name) return `The date in “${fields[name].labels[0].textContent.trim()}” is not complete.`;
  const { since, until } = readFilters();
  return since && until && since > until ? "“Since” is after “Until”, so nothing can be found." : null;
}

/**
 * Offer what an archive holds: the slider over its span, its sources, and its languages.
 *
 * @param {object} archive - as `GET /archive` returns it
 */
export function offer({ oldest: first, newest: last, sources, languages }) {
  if (first && last) {
    oldest = Math.floor(Date.parse(first) / DAY) * DAY;
    slider.max = Math.floor((Date.parse(last) - oldest) / DAY) + 1; // the right end is "now"
    slider.closest("label").hidden = false;
  }
  const options = sources.map(({ name, articles }) => element("option", { value: name, label: `${sourceName(name)} (${articles})` }));
  document.getElementById("sources").replaceChildren(...options);
  const codes = languages.map(({ code }) => code).filter(Boolean);
  const choices = codes.map((code) => element("option", { value: code }, languageName(code)));
  fields.language.replaceChildren(element("option", { value: "" }, "any"), ...choices);
  fields.language.closest("label").hidden = codes.length < 2;
  show();
}

/** Close the filters, so that they do not cover the answer. */
export function closeFilters() {
  form.querySelector("details").open = false;
}

function show() {
  const found = filtersInWords(readFilters());
  applied.replaceChildren(...found.map(({ name, words }) => element("li", {}, remover(name, words))));
  applied.hidden = !found.length;
  const asOf = fields.as_of.value;
  const place = asOf ? Math.round((Date.parse(asOf) - oldest) / DAY) : Number(slider.max);
  slider.value = place;
  slider.ariaValueText = asOf ? day(asOf) : "now";
  document.getElementById("slid").textContent = slider.ariaValueText;
}

function remover(name, words) {
  const cross = element("span", { ariaHidden: "true" }, " ×");
  const made = button("", () => {
    fields[name].value = "";
    show();
    announce(`Filter removed: ${words}.`);
    fields.question.focus();
  }, { ariaLabel: `${words}: remove this filter` });
  made.append(words, cross);
  return made;
}
