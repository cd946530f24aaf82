// What both pages need.

// Characters that are not seen and reorder what is: embeddings, overrides, isolates, invisible operators.
const REORDERING = /[\u202a-\u202e\u2060-\u206f]/gu;

// Return an element with properties and children; a string among them becomes text, never HTML.
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.map((child) => (typeof child === "string" ? child.replace(REORDERING, "") : child)));
  return made;
}

// Return the address if it leads to a web page, else null: an article may say that it is at `javascript:`.
export function safeUrl(address) {
  const url = address && URL.canParse(address) ? new URL(address) : null;
  return url && ["http:", "https:"].includes(url.protocol) ? url.href : null;
}
