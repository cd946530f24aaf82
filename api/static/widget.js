// The widget: <script src="https://ask.example.org/widget.js" data-title="Ask the archive" data-key="dl_…" defer></script>
//
// A custom element in a shadow DOM. Text is inserted as text, styles by constructable style sheets, so it works under
// a Content-Security-Policy without 'unsafe-inline' and under Trusted Types; the page's policy needs the server in
// script-src and connect-src. Nothing is stored and no cookie is set.
(() => {
  "use strict";
  const REORDERING = /[\u202a-\u202e\u2060-\u206f]/gu;
  const TURNS = 10;
  const own = document.currentScript;

  const STYLE = `
    :host { --_accent: var(--dateline-accent, #8a1f2b); --_ground: var(--dateline-background, #fff); --_ink: var(--dateline-text, #1d1d1b);
      --_soft: var(--dateline-muted, #5f5d57); --_line: var(--dateline-border, #dedbd2); --_on: var(--dateline-on-accent, #fff);
      --_radius: var(--dateline-radius, .6rem); font: 16px/1.5 var(--dateline-font, system-ui, sans-serif); color: var(--_ink); }
    @media (prefers-color-scheme: dark) { :host(:not([theme=light])) { --_accent: var(--dateline-accent, #ef8a94); --_ground: var(--dateline-background, #21211f);
      --_ink: var(--dateline-text, #ece9e2); --_soft: var(--dateline-muted, #a6a39b); --_line: var(--dateline-border, #4a4944); --_on: var(--dateline-on-accent, #1d1d1b); } }
    :host([theme=dark]) { --_accent: var(--dateline-accent, #ef8a94); --_ground: var(--dateline-background, #21211f); --_ink: var(--dateline-text, #ece9e2);
      --_soft: var(--dateline-muted, #a6a39b); --_line: var(--dateline-border, #4a4944); --_on: var(--dateline-on-accent, #1d1d1b); }
    :host([hidden]), [hidden] { display: none !important; }
    :host([mode=launcher]) { position: fixed; inset-block-end: 1rem; inset-inline-end: 1rem; z-index: var(--dateline-layer, 2147483000); }
    * { box-sizing: border-box; }
    button, input { font: inherit; color: inherit; border-radius: calc(var(--_radius) * .6); }
    button { cursor: pointer; } a { color: var(--_accent); }
    :focus-visible { outline: 3px solid var(--_accent); outline-offset: 2px; }
    .launcher, .send { background: var(--_accent); color: var(--_on); border: 0; padding: .6rem 1rem; font-weight: 600; }
    .launcher { border-radius: 2rem; box-shadow: 0 2px 10px #0004; }
    .panel { display: flex; flex-direction: column; background: var(--_ground); border: 1px solid var(--_line); border-radius: var(--_radius); overflow: hidden;
      block-size: var(--dateline-height, 32rem); inline-size: 100%; }
    :host([mode=launcher]) .panel { inline-size: min(var(--dateline-width, 24rem), calc(100vw - 2rem)); block-size: min(var(--dateline-height, 36rem), calc(100vh - 2rem));
      box-shadow: 0 6px 30px #0005; }
    header, form { display: flex; gap: .5rem; align-items: center; padding: .6rem .8rem; }
    header { border-block-end: 1px solid var(--_line); } form { border-block-start: 1px solid var(--_line); }
    h2 { margin: 0; font-size: 1.05rem; flex: 1; } .plain { background: none; border: 0; padding: .2rem .5rem; }
    .log { flex: 1; overflow-y: auto; padding: .8rem; overflow-wrap: anywhere; }
    input { flex: 1; min-inline-size: 0; background: var(--_ground); border: 1px solid var(--_soft); padding: .5rem .6rem; }
    .question { margin: 1rem 0 .4rem; font-weight: 700; } .question:first-child { margin-block-start: 0; }
    p { margin: 0 0 .5rem; } .short { font-size: 1.15rem; font-weight: 700; } .soft { color: var(--_soft); font-size: .9rem; }
    .error { border-inline-start: 4px solid var(--_accent); padding-inline-start: .6rem; }
    ol { margin: .4rem 0; padding: 0; list-style: none; } li { border: 1px solid var(--_line); border-radius: calc(var(--_radius) * .6); padding: .4rem .6rem; margin-block-end: .4rem; }
    blockquote { margin: .3rem 0 0; white-space: pre-line; max-block-size: 9rem; overflow-y: auto; }
    .marker { background: none; border: 0; padding: 0 .15rem; color: var(--_accent); font-size: .85em; }
    .choice { display: block; inline-size: 100%; text-align: start; background: none; border: 1px solid var(--_line); padding: .4rem .6rem; margin-block-end: .3rem; }`;

  function element(name, properties = {}, ...children) {
    const { part, role, label, dir, ...rest } = properties;
    const made = Object.assign(document.createElement(name), rest);
    for (const [key, value] of Object.entries({ part, role, dir, "aria-label": label })) if (value) made.setAttribute(key, value);
    made.append(...children.map((child) => (typeof child === "string" ? child.replace(REORDERING, "") : child)));
    return made;
  }

  // Return a URL if a browser may open it: the URL of an article can be `javascript:`.
  function safeUrl(address) {
    const url = address && URL.canParse(address) ? new URL(address) : null;
    return url && ["http:", "https:"].includes(url.protocol) ? url.href : null;
  }

  const day = (moment) => new Date(moment).toLocaleDateString(undefined, { dateStyle: "medium", timeZone: "UTC" });

  // Send a question, and yield the events of the answer as [name, data].
  async function* stream(server, key, body, signal) {
    const headers = { "Content-Type": "application/json", ...(key ? { Authorization: `Bearer ${key}` } : {}) };
    let response;
    try {
      response = await fetch(`${server}/ask/stream`, { method: "POST", headers, body: JSON.stringify(body), signal });
    } catch (error) {
      throw error.name === "AbortError" ? error : new Error("The archive cannot be reached. Your question is kept; try again in a moment.");
    }
    if (!response.ok) throw new Error(await explain(response));
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = "", last = "";
    try {
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        const blocks = (text + part.value).split("\n\n");
        text = blocks.pop();
        for (const block of blocks) {
          const lines = block.split("\n");
          const name = lines.find((line) => line.startsWith("event: "))?.slice(7);
          if (!name) continue;
          last = name;
          yield [name, JSON.parse(lines.filter((line) => line.startsWith("data: ")).map((line) => line.slice(6)).join("\n"))];
        }
      }
    } catch (error) {
      if (error.name === "AbortError") throw error;
    }
    if (last !== "answer" && last !== "error") throw new Error("The connection was lost before the answer was complete. Please ask again.");
  }

  async function explain(response) {
    const wait = Number(response.headers.get("Retry-After"));
    if (response.status === 401) return "This page has no valid key for the archive.";
    if (response.status === 429 || response.status === 503) return `The archive is busy. Please try again in ${wait || 10} seconds.`;
    try {
      return (await response.json()).error.message;
    } catch {
      return `The archive answered with an error (${response.status}). Please try again later.`;
    }
  }

  class DatelineWidget extends HTMLElement {
    #turns = [];
    #running = null;

    connectedCallback() {
      if (this.shadowRoot) return;
      const root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      const title = this.getAttribute("title-text") || "Ask the archive";
      this.launches = this.getAttribute("mode") === "launcher";
      this.log = element("div", { className: "log", part: "log", role: "log", label: "Answers", tabIndex: 0 });
      this.input = element("input", { name: "question", maxLength: 1000, autocomplete: "off", dir: "auto", label: "Your question", part: "input" });
      this.input.placeholder = this.getAttribute("placeholder") || "Ask a question …";
      this.send = element("button", { className: "send", type: "submit", part: "send" }, "Ask");
      this.form = element("form", {}, this.input, this.send);
      const close = element("button", { className: "plain", type: "button", label: "Close" }, "×");
      this.panel = element("section", { className: "panel", part: "panel", role: this.launches ? "dialog" : "region", label: title },
        element("header", { part: "header" }, element("h2", {}, title), ...(this.launches ? [close] : [])), this.log, this.form);
      this.launcher = element("button", { className: "launcher", type: "button", part: "launcher" }, title);
      root.append(this.panel, ...(this.launches ? [this.launcher] : []));
      this.form.addEventListener("submit", (event) => this.#submit(event));
      this.launcher.addEventListener("click", () => this.open());
      close.addEventListener("click", () => this.close());
      this.addEventListener("keydown", (event) => event.key === "Escape" && this.#escape());
      if (this.launches) this.#show(false);
    }

    disconnectedCallback() {
      this.#running?.abort();
    }

    // Open the panel of a launcher.
    open() {
      this.#show(true);
      this.input.focus();
    }

    // Close the panel of a launcher.
    close() {
      this.#show(false);
      this.launcher.focus();
    }

    // Ask a question as if it had been typed; resolves once the answer is shown.
    async ask(question) {
      if (this.#running) return;
      this.#running = new AbortController();
      this.send.textContent = "Stop";
      const answer = element("div", { part: "answer", dir: "auto" });
      const status = element("p", { className: "soft" }, "Searching …");
      this.log.append(element("p", { className: "question", part: "question", dir: "auto" }, question), answer, status);
      status.scrollIntoView({ block: "nearest" });
      this.input.value = "";
      try {
        for await (const [name, data] of stream(this.#server, this.getAttribute("key"), this.#body(question), this.#running.signal)) {
          if (name === "sentence") answer.append(element("p", {}, data.text));
          if (name === "error") throw new Error(data.message);
          if (name === "answer") this.#finish(answer, data);
        }
      } catch (error) {
        answer.append(element("p", { className: "error", role: "alert" }, error.name === "AbortError" ? "Stopped." : error.message));
        if (!this.input.value) this.input.value = question;
      } finally {
        status.remove();
        this.#running = null;
        this.send.textContent = "Ask";
        answer.previousSibling.scrollIntoView({ block: "nearest" });
      }
    }

    get #server() {
      return (this.getAttribute("server") || "").replace(/\/+$/, "");
    }

    #show(open) {
      this.panel.hidden = !open;
      this.launcher.hidden = open;
    }

    #escape() {
      if (this.#running) this.#running.abort();
      else if (this.launches) this.close();
    }

    #submit(event) {
      event.preventDefault();
      const question = this.input.value.trim();
      if (!question && this.#running) this.#running.abort();
      else if (question) this.ask(question);
    }

    #body(question) {
      const names = (attribute) => (this.getAttribute(attribute) || "").split(",").map((name) => name.trim()).filter(Boolean);
      const body = { question, conversation: this.#turns.slice(-TURNS) };
      if (names("sources").length) body.sources = names("sources");
      if (names("languages").length) body.languages = names("languages");
      if (this.getAttribute("as-of")) body.as_of = this.getAttribute("as-of");
      return body;
    }

    #finish(place, answer) {
      this.#turns.push({ question: answer.question, text: answer.text.slice(0, 20_000), short: answer.short });
      place.replaceChildren();
      if (answer.asked) place.append(element("p", { className: "soft" }, `Asked: ${answer.asked}`));
      if (answer.status === "declined") this.#decline(place, answer);
      else this.#affirm(place, answer);
    }

    #affirm(place, answer) {
      if (answer.agreement === "disagree") place.append(element("p", {}, "The articles differ:"));
      for (const { text } of answer.findings) place.append(element("p", { className: "short", part: "short" }, text));
      const cards = new Map(answer.citations.map((one) => [one.n, this.#card(`[${one.n}] `, one, one.link ?? one.url, one.quote)]));
      for (const { text, citations } of answer.sentences) {
        place.append(element("p", {}, text, ...citations.map((n) => this.#marker(n, cards.get(n)))));
      }
      if (answer.confidence < 0.4) place.append(element("p", { className: "soft" }, "This may be wrong: please read the quotes."));
      if (this.getAttribute("citations") === "off") for (const card of cards.values()) card.hidden = true;
      place.append(element("ol", { part: "citations" }, ...cards.values()));
    }

    #decline(place, answer) {
      place.append(element("p", {}, answer.message || "The archive does not answer this."));
      for (const question of answer.suggestions ?? []) {
        const choice = element("button", { className: "choice", type: "button", part: "suggestion", dir: "auto" }, question);
        choice.addEventListener("click", () => this.ask(question));
        place.append(choice);
      }
      const near = answer.near.map((hit) => this.#card("", hit, hit.url, ""));
      if (near.length) place.append(element("p", { className: "soft" }, "The nearest articles:"), element("ol", {}, ...near));
    }

    #marker(n, card) {
      const marker = element("button", { className: "marker", type: "button", label: `Source ${n}` }, `[${n}]`);
      marker.addEventListener("click", () => {
        card.hidden = false;
        card.focus();
        card.scrollIntoView({ block: "nearest" });
      });
      return marker;
    }

    #card(number, { title, source, published, note }, link, quote) {
      const url = safeUrl(link);
      const heading = url ? element("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, title) : title;
      const noted = note ? [element("p", { className: "error" }, `This article has since been ${note}.`)] : [];
      return element("li", { tabIndex: -1, part: "citation", dir: "auto" }, number, heading, element("div", { className: "soft" }, `${source}, ${day(published)}`),
        ...(quote ? [element("blockquote", { dir: "auto" }, quote)] : []), ...noted);
    }
  }

  if (!customElements.get("dateline-widget")) customElements.define("dateline-widget", DatelineWidget);

  // The script tag itself places a widget, unless it says data-mode="none": then the page places <dateline-widget>.
  function place() {
    const { server, title, key, mode = "launcher", target, placeholder, citations, theme, sources, languages, asOf } = own.dataset;
    if (mode === "none") return;
    const widget = document.createElement("dateline-widget");
    const given = { server: server || new URL(own.src).origin, "title-text": title, key, mode, placeholder, citations, theme, sources, languages, "as-of": asOf };
    for (const [name, value] of Object.entries(given)) if (value) widget.setAttribute(name, value);
    const where = target && document.querySelector(target);
    if (where) where.append(widget);
    else if (mode === "inline") own.after(widget);
    else document.body.append(widget);
  }
  if (own) document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", place) : place();
})();
