// The chat page: the form, the conversation, the keyboard, and what the address asks for.

import { announce } from "../page.js";
import { clip } from "../answer/quote.js";
import { problemInWords } from "../answer/words.js";
import { followAddress } from "./article.js";
import { describe } from "./archive.js";
import { closeFilters, flaw, readFilters } from "./filters.js";
import { offerHistory, recall } from "./history.js";
import { fetchTurn, missing, showStanding } from "./permalink.js";
import { needsKey, setKey, stream } from "./server.js";
import * as storage from "./storage.js";
import { asksBack, Turn } from "./turn.js";
import { readWriting } from "./writing.js";

const TURNS = 10; // how many earlier turns a follow-up refers to

const form = document.getElementById("ask");
const input = document.getElementById("question");
const send = document.getElementById("send");
const stop = document.getElementById("stop");
const flawed = document.getElementById("flaw");
const turnList = document.getElementById("turns");
const start = document.getElementById("start");
const fresh = document.getElementById("new");
const standing = document.getElementById("standing");
const keyForm = document.getElementById("key");
const keyTrouble = document.getElementById("key-trouble");

const on = { ask: submit, again: run, edit, whole, remember };
let conversation = empty();
let turns = [];
let running = null; // what stops the answer that is being read
let following = false; // whether the page scrolls with the answer; not once a person scrolls

form.addEventListener("submit", (event) => {
  event.preventDefault();
  submit(input.value.trim());
});
stop.addEventListener("click", () => running?.abort());
fresh.addEventListener("click", () => {
  leaveAddress();
  reset();
  input.focus();
});
keyForm.addEventListener("submit", (event) => {
  event.preventDefault();
  setKey(keyForm.elements.key.value.trim());
  keyForm.hidden = true;
  begin();
  const failed = turns.findLast(({ kept }) => needsKey(kept.problem));
  const { answer } = Object.fromEntries(new URLSearchParams(location.search));
  if (failed) run(failed);
  else if (answer) openAnswer(answer);
});
document.addEventListener("keydown", (event) => {
  if (["PageUp", "PageDown"].includes(event.key)) following = false;
  const typing = event.target.closest?.("input, textarea, select, dialog");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    input.focus();
  } else if (event.key === "Escape" && running && !document.querySelector("dialog[open]")) running.abort();
});
for (const event of ["wheel", "touchmove", "pointerdown"]) addEventListener(event, () => (following = false), { passive: true });
new ResizeObserver(() => {
  document.documentElement.style.scrollPaddingBottom = `${form.offsetHeight + 8}px`;
}).observe(form);

function submit(question) {
  const wrong = flaw();
  flawed.textContent = wrong ?? "";
  flawed.hidden = !wrong;
  if (wrong) return announce(wrong);
  if (!question) return input.focus();
  if (running) return announce("The last question is still being answered. Escape stops it.");
  if (!turns.length) standing.hidden = true; // that an answer is gone
  const turn = add({ question, filters: readFilters(), writing: readWriting() });
  input.value = "";
  closeFilters();
  leaveAddress();
  return run(turn);
}

async function run(turn) {
  if (running) return announce("The last question is still being answered. Escape stops it.");
  running = new AbortController();
  setBusy(true);
  following = true;
  turn.begin();
  follow(turn);
  try {
    const answer = await stream(requestOf(turn), running.signal, (name, data) => {
      turn.hear(name, data);
      follow(turn);
    });
    turn.finish(answer);
  } catch (problem) {
    turn.fail(problem);
    if (needsKey(problem)) askForKey(null); // the turn says why
  }
  follow(turn);
  running = null;
  setBusy(false);
  return remember();
}

function requestOf(turn) {
  const before = turns.slice(0, turns.indexOf(turn)).filter(({ kept }) => kept.answer).slice(-TURNS);
  const cut = (text, most) => (text ? Array.from(text).slice(0, most).join("") : null);
  const earlier = before.map(({ kept: { question, answer } }) => ({
    question,
    text: cut(answer.text || answer.message, 20_000),
    short: cut(answer.short, 1_000),
    confidence: answer.confidence,
    agreement: answer.agreement,
    published: answer.citations?.find(({ note }) => note !== "retracted")?.published ?? null,
  }));
  const { question: asked, filters, writing } = turn.kept;
  return { question: asked, ...filters, ...writing, ...(earlier.length ? { conversation: earlier } : {}) };
}

function follow(turn) {
  if (following) turn.reveal();
}

function setBusy(busy) {
  const focused = [send, stop].includes(document.activeElement);
  send.hidden = busy;
  stop.hidden = !busy;
  if (focused) input.focus();
}

function add(kept) {
  const turn = new Turn(kept, on);
  turns.push(turn);
  turnList.append(turn.place);
  start.hidden = true;
  fresh.hidden = false;
  return turn;
}

function edit(question) {
  input.value = question;
  input.focus();
}

// Return the last whole question before a turn, or the turn's own where there is none.
function whole(turn) {
  const earlier = turns.includes(turn) ? turns.slice(0, turns.indexOf(turn)) : turns; // it is shown before it is added
  const asked = earlier.map(({ kept: { question, answer } }) => !asksBack(answer) && (answer?.asked ?? question));
  return asked.findLast(Boolean) ?? turn.kept.question;
}

function remember() {
  conversation.turns = turns.map(({ kept }) => kept);
  storage.keep(conversation);
  storage.setCurrent(conversation.id);
}

function empty() {
  return { id: String(Date.now()) + String(Math.random()).slice(2, 8), at: new Date().toISOString(), turns: [] };
}

function reset() {
  running?.abort();
  conversation = empty();
  turns = [];
  turnList.replaceChildren();
  start.hidden = false;
  fresh.hidden = standing.hidden = true;
  storage.setCurrent(null);
}

// The address named a question or an answer that is no longer what the page shows.
function leaveAddress() {
  document.title = "Dateline";
  if (location.search) history.replaceState(null, "", "/");
}

function open(kept) {
  reset();
  conversation = kept;
  for (const turn of kept.turns) {
    try {
      add(turn);
    } catch {
      add({ question: turn.question, filters: {}, problem: { kind: "unreadable" } }); // of another version of this page
    }
  }
  storage.setCurrent(kept.id);
  turns.at(-1)?.reveal();
  input.focus({ preventScroll: true });
}

// Show the field for a key, and why one is needed unless that stands on the page already.
function askForKey(problem) {
  const said = !problem || !standing.hidden || turns.some(({ kept }) => needsKey(kept.problem));
  keyTrouble.textContent = said ? "" : problemInWords(problem);
  keyTrouble.hidden = said;
  keyForm.hidden = false;
  keyForm.elements.key.focus();
}

async function openAnswer(id) {
  start.hidden = true;
  standing.textContent = "Opening the answer …";
  standing.hidden = false;
  try {
    const kept = await fetchTurn(id);
    add(kept);
    document.title = `${clip(kept.question, 80)} · Dateline`;
    await showStanding(standing, id, kept);
  } catch (problem) {
    start.hidden = false;
    standing.textContent = missing(problem);
    if (needsKey(problem)) askForKey(null);
  }
  announce(standing.textContent);
}

function begin() {
  describe(submit, askForKey);
}

// Show what the address asks for: a question to be asked at once, an answer, or else what this tab showed last.
function arrive() {
  const { q, answer } = Object.fromEntries(new URLSearchParams(location.search));
  const last = storage.current();
  if (q) submit(q.trim());
  else if (answer) openAnswer(answer);
  else if (last) open(last);
}

offerHistory({
  open: (kept) => {
    leaveAddress();
    open(kept);
  },
  cleared: () => {
    leaveAddress();
    reset();
  },
});
recall(input);
begin();
arrive();
followAddress();
