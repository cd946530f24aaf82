// One question and its answer on the page.

import { announce, button, element } from "../page.js";
import { actions } from "../answer/actions.js";
import { sayAnswer, showAnswer } from "../answer/answer.js";
import { sentence } from "../answer/citation.js";
import { clip } from "../answer/quote.js";
import { count, filtersInWords, problemInWords, sourceName } from "../answer/words.js";
import { isWritten } from "./writing.js";

const SLOW = 8_000; // milliseconds after which a person is told that it takes long
const WRITTEN = "The language model takes long. Escape stops it; the articles’ words, under Filters, need no model.";
let made = 0;

/** A question on the page: while it is asked, once it is answered, or after it failed. */
export class Turn {
  /**
   * @param {{question: string, filters: object, writing?: object, answer?: object, problem?: object, rating?: string}} kept - as kept in the browser
   * @param {{ask: (question: string) => void, again: (turn: Turn) => void, edit: (question: string) => void, whole: (turn: Turn) => string, remember: () => void}} on
   */
  constructor(kept, on) {
    kept.filters ??= {};
    Object.assign(this, { kept, on });
    const id = `question-${(made += 1)}`;
    this.asked = element("p", { className: "asked", hidden: true });
    this.filters = element("p", { className: "filters", hidden: true });
    this.status = element("p", { className: "status" });
    this.body = element("div", { className: "answer" });
    const heading = element("h2", { id, dir: "auto" }, kept.question);
    const article = element("article", {}, heading, this.asked, this.filters, this.status, this.body);
    article.setAttribute("aria-labelledby", id);
    this.place = element("li", {}, article);
    if (kept.answer) this.#showAnswer(kept.answer);
    else if (kept.problem) this.#showProblem(kept.problem);
  }

  /** Show that the question is being asked. */
  begin() {
    this.kept.problem = null;
    this.body.replaceChildren();
    this.#tell("Searching …");
    this.#showFilters(this.kept.filters);
    this.place.firstChild.ariaBusy = "true";
    const waits = isWritten() ? WRITTEN : "This takes longer than usual. Escape stops it.";
    this.slow = setTimeout(() => this.#tell(waits), SLOW);
    announce("Searching.");
  }

  /**
   * Show an event of the answer while it comes.
   *
   * @param {string} name
   * @param {object} data
   */
  hear(name, data) {
    if (data.asked) this.#showAsked(data.asked);
    if (name === "sources" && data.hits.length) {
      const sources = [...new Set(data.hits.map(({ source }) => clip(sourceName(source), 40)))];
      const more = sources.length > 3 ? ` and ${count(sources.length - 3, "other")}` : "";
      this.#tell(`Reading ${count(data.hits.length, "passage")} from ${sources.slice(0, 3).join(", ")}${more} …`);
    } else if (name === "sentence") {
      this.body.append(sentence(data.text, data.citations, []));
    }
  }

  /**
   * Show the whole answer.
   *
   * @param {object} answer
   */
  finish(answer) {
    this.#end();
    this.kept.answer = answer;
    this.#showAnswer(answer);
    announce(sayAnswer(answer));
  }

  /**
   * Show why there is no answer; the question stays, to be asked again.
   *
   * @param {{kind: string, detail?: string, seconds?: number}} problem
   */
  fail({ kind, detail, seconds }) {
    this.#end();
    this.kept.problem = { kind, detail, seconds };
    this.#showProblem(this.kept.problem);
    announce(problemInWords(this.kept.problem));
  }

  /** Scroll so that the question is at the top, or as near as the page is long. */
  reveal() {
    this.place.scrollIntoView({ block: "start" });
  }

  #end() {
    clearTimeout(this.slow);
    this.#tell("");
    this.place.firstChild.ariaBusy = null;
  }

  #tell(words) {
    this.status.textContent = words;
  }

  #showAnswer(answer) {
    const { ask, remember } = this.on;
    this.#showAsked(answer.asked);
    this.#showFilters(answer.filters ?? {});
    this.body.replaceChildren(...showAnswer(answer), ...suggestions(answer, ask), ...this.#offerToEdit(answer),
      ...(asksBack(answer) ? [] : [actions(answer, this.kept, remember)])); // there is nothing to copy or to rate yet
  }

  // Return the last whole question as a button that puts it into the field, where nothing else is offered.
  #offerToEdit({ reason, suggestions: choices }) {
    if (reason !== "ambiguous" || choices?.length) return [];
    const whole = this.on.whole(this);
    const offer = button(clip(whole), () => this.on.edit(whole), { dir: "auto" });
    return [element("h3", {}, "Change the last question"), element("ul", { className: "questions" }, element("li", {}, offer))];
  }

  #showAsked(asked) {
    this.asked.hidden = !asked || asked === this.kept.question;
    this.asked.replaceChildren("Asked as: ", element("bdi", {}, asked ?? ""));
  }

  #showFilters(filters) {
    const found = filtersInWords(filters).map(({ words }) => words);
    this.filters.hidden = !found.length;
    this.filters.replaceChildren("Filters: ", element("bdi", {}, found.join(", ")));
  }

  #showProblem(problem) {
    const again = button("Try again", () => this.on.again(this), { className: "main" });
    const edit = button("Change the question", () => this.on.edit(this.kept.question));
    const stopped = problem.kind === "stopped";
    this.body.querySelector(".problem")?.remove();
    this.body.append(element("div", { className: stopped ? "problem stopped" : "problem" },
      element("p", {}, problemInWords(problem)), element("div", { className: "actions" }, again, edit)));
  }
}

/**
 * Return whether an answer only asks back, or replies to a message that asks nothing.
 *
 * @param {object} [answer]
 * @returns {boolean}
 */
export function asksBack(answer) {
  return ["not_a_question", "ambiguous"].includes(answer?.reason);
}

// Return the questions that can be asked next, as buttons.
function suggestions({ suggestions: questions, reason }, ask) {
  if (!questions?.length) return [];
  const heading = reason === "ambiguous" ? "Did you mean" : "You can ask";
  const items = questions.map((question) => element("li", {}, button(clip(question), () => ask(question), { dir: "auto" })));
  return [element("h3", {}, heading), element("ul", { className: "questions" }, ...items)];
}
