// What can be done with an answer: copy it, link to it, rate it.

import { announce, button, element } from "../page.js";
import { call } from "../chat/server.js";
import { asMarkdown, asText, copy } from "./copy.js";
import { problemInWords } from "./words.js";

let rated = true; // whether the server keeps ratings

/**
 * Return the row of buttons below an answer.
 *
 * @param {object} answer
 * @param {{rating?: string|null}} kept - the turn as it is kept in this browser; its rating is set
 * @param {() => void} remember - called when the rating has changed
 * @returns {HTMLElement}
 */
export function actions(answer, kept, remember) {
  const row = element("div", { className: "actions", role: "group", ariaLabel: "What to do with this answer" });
  const link = () => new URL(`/?${new URLSearchParams({ answer: answer.id })}`, location.origin).href;
  row.append(
    copier("Copy as Markdown", () => asMarkdown(answer)),
    copier("Copy as text", () => asText(answer)),
    copier("Copy link", link),
  );
  if (rated) row.append(thumbs(answer, kept, remember));
  return row;
}

/** Show no thumbs from now on: the server keeps no ratings. */
export function hideRatings() {
  rated = false;
  for (const place of document.querySelectorAll(".thumbs")) place.remove();
}

function copier(label, textOf) {
  const made = button(label, async () => {
    const copied = await copy(textOf());
    made.textContent = copied ? "Copied" : "Cannot copy here";
    announce(copied ? "Copied." : "This browser does not allow copying here.");
    setTimeout(() => (made.textContent = label), 2_000);
  });
  return made;
}

function thumbs(answer, kept, remember) {
  const place = element("span", { className: "thumbs" });
  const choices = ["up", "down"].map((rating) => {
    const label = rating === "up" ? "Helpful" : "Not helpful";
    return [rating, button(label, () => rate(kept.rating === rating ? null : rating), { className: rating })];
  });
  const show = () => choices.forEach(([rating, made]) => (made.ariaPressed = String(kept.rating === rating)));
  const trouble = element("span", { className: "note" });
  const send = async (body, thanks) => {
    trouble.textContent = "";
    try {
      await call(`/answers/${encodeURIComponent(answer.id)}/feedback`, { method: "POST", body });
    } catch (problem) {
      trouble.textContent = notKept(problem);
      announce(trouble.textContent);
      if (problem.kind === "unknown") {
        place.replaceWith(trouble);
        hideRatings();
      }
      return false;
    }
    kept.rating = body.rating;
    show();
    remember();
    announce(thanks);
    return true;
  };
  const rate = async (rating) => {
    const thanks = rating ? "Thank you. Your rating is kept with the answer. You can add a comment." : "Your rating is taken back.";
    if (!(await send({ rating }, thanks))) return;
    place.querySelector(".comment")?.remove();
    if (rating) place.append(commenter((comment) => send({ rating, comment }, "Thank you. Your comment is kept with the answer.")));
  };
  show();
  place.append(...choices.map(([, made]) => made), trouble);
  return place;
}

// Return why a rating or a comment is not kept, and what to do.
function notKept(problem) {
  if (problem.kind === "unknown") return "This server keeps no rating of this answer.";
  const why = ["unreachable", "busy"].includes(problem.kind) ? problemInWords(problem) : "Please try again in a moment.";
  return `Your rating could not be kept. ${why}`;
}

// Return a field for a comment on a rating; `send` returns whether the comment is kept.
function commenter(send) {
  const field = element("input", { type: "text", maxLength: 1_000, placeholder: "Comment (optional)", ariaLabel: "Comment on your rating (optional)" });
  const place = element("form", { className: "comment" }, field, element("button", { type: "submit" }, "Send"));
  place.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!field.value.trim() || !(await send(field.value))) return;
    place.replaceChildren(element("span", { tabIndex: -1 }, "Comment kept"));
    place.firstChild.focus();
  });
  return place;
}
