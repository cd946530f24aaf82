// An answer as text to be pasted elsewhere, with its citations.

import { clean, safeUrl } from "../page.js";
import { addressOf } from "./citation.js";
import { day, DISAGREEMENT, doubt, newestFirst, sourceName } from "./words.js";

/**
 * Return an answer as Markdown: the words of articles are escaped, each citation is a numbered link.
 *
 * @param {object} answer
 * @returns {string}
 */
export function asMarkdown(answer) {
  const addresses = new Map(answer.citations.map((citation) => [citation.n, addressFor(citation)]));
  const markers = (numbers) => numbers.map((n) => ` [[${n}]](${addresses.get(n)})`).join("");
  const sources = answer.citations.map((one) =>
    `${one.n}. [${escape(one.title)}](${addresses.get(one.n)}), ${escape(sourceName(one.source))}, ${day(one.published)}${said(one, escape)}`);
  return paragraphs(answer, { escape, markers, strong: (text) => `**${text}**` }, sources);
}

/**
 * Return an answer as plain text, with `[1]` in the text and the sources below it.
 *
 * @param {object} answer
 * @returns {string}
 */
export function asText(answer) {
  const markers = (numbers) => numbers.map((n) => ` [${n}]`).join("");
  const sources = answer.citations.map((one) =>
    `[${one.n}] ${line(one.title)}, ${line(sourceName(one.source))}, ${day(one.published)}${said(one, line)} ${addressFor(one)}`);
  return paragraphs(answer, { escape: line, markers, strong: (text) => text }, sources);
}

/**
 * Copy a text to the clipboard; return whether that worked.
 *
 * @param {string} text
 * @returns {Promise<boolean>}
 */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelecting(text); // no clipboard without HTTPS, except on this machine
  }
}

// Return the quote of a citation and the rights note of its article, each where it has one.
function said({ quote, rights }, write) {
  return `${quote ? `: “${write(quote)}”` : ""}${rights ? ` ${write(rights)}` : ""}`;
}

function paragraphs(answer, { escape: quote, markers, strong }, sources) {
  const asked = strong(quote(answer.asked ?? answer.question));
  if (answer.status === "declined") return `${asked}\n\n${quote(answer.message ?? "")}\n`;
  const disagree = answer.agreement === "disagree";
  const findings = (disagree ? newestFirst(answer) : answer.findings).map(({ text, confidence, citations }) =>
    `${disagree ? "" : doubt(confidence)}${quote(text)}${markers(citations)}`);
  const short = findings.length > 1 ? findings.map((text) => `- ${text}`).join("\n") : findings.join("");
  const differ = disagree ? [DISAGREEMENT] : [];
  const text = answer.sentences.map((one) => `${quote(one.text)}${markers(one.citations)}`).join(" ");
  return `${[asked, ...differ, short, text, sources.join("\n")].filter(Boolean).join("\n\n")}\n`;
}

// Return the address of a citation: of the original, or of the article in this server where it has none.
function addressFor(citation) {
  const address = safeUrl(citation.link ?? citation.url) ?? new URL(addressOf(citation), location.origin).href;
  return address.replace(/[()\s<>]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
}

function line(text) {
  return clean(text).replace(/\s+/g, " ").trim();
}

function escape(text) {
  return line(text).replace(/[\\`*_[\]<>#|~&!]/g, "\\$&").replace(/^(\d+)([.)])/, "$1\\$2").replace(/^([-+])/, "\\$1");
}

function copyBySelecting(text) {
  const place = document.createElement("textarea");
  place.value = text;
  place.className = "hidden";
  (document.querySelector("dialog[open]") ?? document.body).append(place);
  const focused = document.activeElement;
  place.select();
  const copied = document.execCommand("copy");
  place.remove();
  focused?.focus();
  return copied;
}
