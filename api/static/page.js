// Functions shared by the pages. Articles are untrusted: everything is inserted as text, nothing as HTML.

// Invisible characters that reorder text: embeddings, overrides, isolates, invisible operators.
const REORDERING = /[\u202a-\u202e\u2060-\u206f]/gu;

/**
 * Return an element with properties and children; strings become text nodes, never HTML.
 *
 * @param {string} name - name of the element
 * @param {object} [properties] - properties to set, such as `className`
 * @param {...(string|Node)} children
 * @returns {HTMLElement}
 */
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.map((child) => (typeof child === "string" ? clean(child) : child)));
  return made;
}

/**
 * Return a text without the invisible characters that reorder it.
 *
 * @param {string} text
 * @returns {string}
 */
export function clean(text) {
  return text.replace(REORDERING, "");
}

/**
 * Return a button that submits no form.
 *
 * @param {string} label
 * @param {() => void} action - called when it is pressed
 * @param {object} [properties]
 * @returns {HTMLButtonElement}
 */
export function button(label, action, properties = {}) {
  const made = element("button", { type: "button", ...properties }, label);
  made.addEventListener("click", action);
  return made;
}

/**
 * Return a URL if its scheme is http or https, else null: the URL of an article may be `javascript:`.
 *
 * @param {string|null} address
 * @returns {string|null}
 */
export function safeUrl(address) {
  const url = address && URL.canParse(address) ? new URL(address) : null;
  return url && ["http:", "https:"].includes(url.protocol) ? url.href : null;
}

/**
 * Let a screen reader say a sentence, without moving the focus.
 *
 * @param {string} sentence
 */
export function announce(sentence) {
  const region = document.getElementById("live");
  region.textContent = "";
  // A region that gets the same text again is not read again, so it is emptied first.
  setTimeout(() => (region.textContent = clean(sentence)), 50);
}
