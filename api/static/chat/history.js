// The list of earlier conversations, and the questions that the arrow keys bring back.

import { announce, button, element } from "../page.js";
import { clip } from "../answer/quote.js";
import { count, day } from "../answer/words.js";
import { clear, list } from "./storage.js";

const dialog = document.getElementById("history");
const place = document.getElementById("conversations");
const eraser = document.getElementById("clear");

/**
 * Let the list be opened.
 *
 * @param {{open: (conversation: object) => void, cleared: () => void}} on
 */
export function offerHistory({ open, cleared }) {
  document.getElementById("show-history").addEventListener("click", () => show(open));
  document.getElementById("close-history").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("keydown", move);
  eraser.addEventListener("click", () => {
    if (!eraser.dataset.sure) return ask(true);
    clear();
    dialog.close();
    cleared();
    announce("Every conversation is deleted from this browser.");
    return undefined;
  });
}

/**
 * Let the arrow keys bring earlier questions back into a field, as in a shell.
 *
 * @param {HTMLInputElement} field
 */
export function recall(field) {
  let back = 0; // how many questions back the field is
  let draft = "";
  field.addEventListener("input", () => (back = 0));
  field.addEventListener("keydown", (event) => {
    if (!["ArrowUp", "ArrowDown"].includes(event.key) || event.isComposing) return;
    const questions = earlier();
    const next = Math.min(Math.max(back + (event.key === "ArrowUp" ? 1 : -1), 0), questions.length);
    if (next === back) return;
    if (!back) draft = field.value;
    back = next;
    field.value = back ? questions[back - 1] : draft;
    event.preventDefault();
  });
  field.form.addEventListener("submit", () => (back = 0));
}

function earlier() {
  const turns = list().flatMap(({ turns: of }) => [...of].reverse());
  return [...new Set(turns.map(({ question }) => question))];
}

function show(open) {
  ask(false);
  const conversations = list();
  const items = conversations.map((conversation) => {
    const { turns, at } = conversation;
    const words = `${day(at)}, ${count(turns.length, "question")}`;
    const opener = button("", () => {
      dialog.close();
      open(conversation);
    });
    opener.append(element("bdi", {}, clip(turns[0].question)), element("span", { className: "when" }, words));
    return element("li", {}, opener);
  });
  place.replaceChildren(...items);
  document.getElementById("no-history").hidden = items.length > 0;
  eraser.hidden = !items.length;
  dialog.showModal();
  place.querySelector("button")?.focus();
}

function ask(sure) {
  eraser.dataset.sure = sure ? "yes" : "";
  eraser.textContent = sure ? "Really delete all of them?" : "Delete all";
}

function move(event) {
  const buttons = [...place.querySelectorAll("button")];
  const here = buttons.indexOf(document.activeElement);
  const ends = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: buttons.length - 1 };
  const next = buttons[ends[event.key]];
  if (here < 0 || !next) return;
  event.preventDefault();
  next.focus();
}
