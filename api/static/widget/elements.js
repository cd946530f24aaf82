// Elements and words of the widget.

// Texts of articles are untrusted: they are text nodes, without the invisible characters that reorder text.
function element(name, properties = {}, ...children) {
  const { part, role, label, ...rest } = properties;
  const made = Object.assign(document.createElement(name), rest);
  for (const [attribute, value] of Object.entries({ part, role, "aria-label": label })) if (value) made.setAttribute(attribute, value);
  made.append(...children.map((child) => (typeof child === "string" ? child.replace(/[\u202a-\u202e\u2060-\u206f]/gu, "") : child)));
  return made;
}

function button(text, action, properties = {}) {
  const made = element("button", { type: "button", ...properties }, ...(text ? [text] : []));
  made.addEventListener("click", action);
  return made;
}

const paragraph = (className, ...children) => element("p", { className }, ...children);
const count = (number, noun) => `${number.toLocaleString("en-GB")} ${noun}${number === 1 ? "" : "s"}`;
const day = (moment, style = { dateStyle: "long" }) => new Date(moment).toLocaleDateString("en-GB", { ...style, timeZone: "UTC" });
const percent = (probability) => `${Math.round(probability * 100)}%`;
const sourceName = (source) => clip(source.toLowerCase() === "unknown" ? "unknown source" : source, 80);
const cut = (text, most) => (text ? Array.from(text).slice(0, most).join("") : null);

function clip(text, most) {
  const start = cut(text.slice(0, 2 * most + 2), most) ?? "";
  return start.length < text.length ? `${start.trimEnd()} \u2026` : text;
}

// Return a text of an article; a long one is folded, with a button that shows all of it.
function folded(text, most = 500) {
  const words = element("span", { dir: "auto" }, text.length > most * 1.5 ? clip(text, most) : text);
  if (text.length <= most * 1.5) return [words];
  const whole = element("span", { dir: "auto" }, text);
  return [words, " ", button(`Show all ${count(text.length, "character")}`, (event) => {
    words.replaceWith(whole);
    event.target.remove();
    whole.tabIndex = -1;
    whole.focus({ preventScroll: true });
  }, { className: "plain" })];
}

// Return a URL that a browser may open: the URL of an article can be `javascript:`.
function safeUrl(address) {
  try {
    const url = new URL(address);
    return ["http:", "https:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
