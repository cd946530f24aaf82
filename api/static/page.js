// What both pages need.

// Return an element with properties and children; a string among them becomes text, never HTML.
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// Return the address if it leads to a web page, else null: an article may say that it is at `javascript:`.
export function safeUrl(address) {
  const url = address && URL.canParse(address) ? new URL(address) : null;
  return url && ["http:", "https:"].includes(url.protocol) ? url.href : null;
}
