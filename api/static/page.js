// Functions shared by both pages.

// Invisible characters that reorder text: embeddings, overrides, isolates, invisible operators.
const REORDERING = /[\u202a-\u202e\u2060-\u206f]/gu;

// Return an element with properties and children; strings become text nodes, never HTML.
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.map((child) => (typeof child === "string" ? child.replace(REORDERING, "") : child)));
  return made;
}

// Return a URL if its scheme is http or https, else null: the URL of an article may be `javascript:`.
export function safeUrl(address) {
  const url = address && URL.canParse(address) ? new URL(address) : null;
  return url && ["http:", "https:"].includes(url.protocol) ? url.href : null;
}
