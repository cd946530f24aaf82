// Whether a language model writes, and how: a choice that is only offered where the server has a model.

const place = document.getElementById("writing");
const { generator, style } = document.getElementById("ask").elements;

generator.addEventListener("change", show);

/**
 * Offer the choice if the server has a language model.
 *
 * @param {{generator?: string|null}} archive - as `GET /archive` returns it
 */
export function offerWriting({ generator: model }) {
  place.hidden = !model;
  show();
}

/**
 * Return what was chosen as a request has it; what is the server's default is left out.
 *
 * @returns {{generator?: string, style?: string}}
 */
export function readWriting() {
  if (place.hidden) return {};
  if (generator.value === "none") return { generator: "none" };
  return style.value === "brief" ? {} : { style: style.value };
}

/** Return whether a language model is to write the next answer. */
export function isWritten() {
  return !place.hidden && generator.value !== "none";
}

// Quotes have no style.
function show() {
  style.closest("label").hidden = generator.value === "none";
}
