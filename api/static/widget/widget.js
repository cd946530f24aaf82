// The widget: <script src="SERVER/widget.js" data-title="Ask the archive" defer></script>
//
// A custom element in a shadow DOM. Texts are inserted as text nodes and styles by a constructed style sheet, so it works
// under a strict Content-Security-Policy and under Trusted Types: the policy of the page needs the server in script-src
// and connect-src, and nothing else. It stores nothing and sets no cookie. docs/embedding.md lists the attributes.
//
// The server sends the files of this folder as one, inside one function (api/routes/widget.py). They are ASCII, so that
// they are read alike in every encoding that a page may declare.

const ATTRIBUTES = ["server", "title", "key", "mode", "placeholder", "citations", "theme", "sources", "languages", "as-of", "since", "until"];
const RENAMED = { title: "heading", key: "api-key" }; // as attributes of an element, these mean something else
const TURNS = 10; // how many earlier turns a follow-up refers to
const own = document.currentScript;
const home = own?.src ? new URL(".", own.src).href : document.baseURI;

const SILENCE = 60_000; // milliseconds without a sign of life, which the server gives every 15 seconds

class DatelineWidget extends HTMLElement {
  #turns = [];
  #running = null;
  #failed = null;
  #greeting; #log; #input; #send; #live; #panel; #launcher; #opener;

  connectedCallback() {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    root.append(this.#build(this.getAttribute("heading") || "Ask the archive", this.getAttribute("mode") === "launcher"));
    root.addEventListener("keydown", (event) => this.#press(event));
    for (const name of ["keypress", "keyup"]) root.addEventListener(name, (event) => event.stopPropagation());
  }

  disconnectedCallback() {
    this.#stop();
  }

  #build(title, launches) {
    this.#greeting = element("div", {}, paragraph("soft", "Answers come from the articles of the archive, and each names its sources."));
    this.#log = element("div", { className: "log", part: "log", role: "region", label: "Questions and answers", tabIndex: 0 }, this.#greeting);
    this.#input = element("input", { autocomplete: "off", dir: "auto", enterKeyHint: "send", label: "Your question", part: "input",
      placeholder: this.getAttribute("placeholder") || "Ask a question \u2026" });
    this.#input.addEventListener("focus", () => this.#greet(), { once: true });
    this.#send = button("Ask", (event) => this.#stop(event), { className: "send", type: "submit", part: "send" });
    this.#live = element("p", { className: "hidden", role: "status" });
    const form = element("form", {}, this.#input, this.#send);
    form.addEventListener("submit", (event) => this.#submit(event));
    const close = button("\u00d7", () => this.close(), { className: "close", label: "Close" });
    this.#panel = element("section", { className: "panel", part: "panel", role: launches ? "dialog" : "region", label: title, hidden: launches },
      element("header", { part: "header" }, element("h2", {}, title), ...(launches ? [close] : [])), this.#log, form, this.#live);
    const root = element("div", { className: "root", lang: "en", dir: "ltr" }, this.#panel);
    this.#opener = button(title, () => this.open(), { className: "launcher", part: "launcher" });
    this.#opener.setAttribute("aria-haspopup", "dialog");
    this.#launcher = element("section", { label: title }, this.#opener);
    if (launches) root.append(this.#launcher);
    return root;
  }

  // Open the panel of a launcher.
  open() {
    this.#panel.hidden = false;
    this.#launcher.hidden = true;
    this.#input.focus();
  }

  // Close the panel of a launcher; an answer that is being read goes on.
  close() {
    if (this.getAttribute("mode") !== "launcher") return;
    this.#panel.hidden = true;
    this.#launcher.hidden = false;
    this.#opener.focus();
  }

  // Ask a question as if it had been typed; resolves once it is answered, or has failed.
  async ask(question) {
    if (this.#running) return;
    const running = (this.#running = new AbortController());
    const place = element("div", { part: "answer" });
    const status = paragraph("soft waiting", "Searching \u2026");
    const turn = element("section", { className: "turn" }, element("h3", { part: "question", dir: "auto" }, clip(question, 1_000)), place, status);
    this.#begin(turn, question);
    let timer;
    const alive = () => {
      clearTimeout(timer);
      timer = setTimeout(() => running.abort(new Problem(LOST)), SILENCE);
    };
    try {
      alive();
      await this.#read(stream((path) => this.#url(path), this.getAttribute("api-key"), this.#body(question), running.signal, alive), place, status);
    } catch (error) {
      this.#fail(turn, question, error);
    } finally {
      clearTimeout(timer);
      status.remove();
      this.#running = null;
      Object.assign(this.#send, { textContent: "Ask", type: "submit" });
      this.#log.scrollTop = turn.firstChild.offsetTop - 10;
    }
  }

  #begin(turn, question) {
    if (this.#failed?.question === question) this.#failed.turn.remove();
    if (this.#log.contains(this.shadowRoot.activeElement)) this.#log.focus({ preventScroll: true }); // what has it may be removed
    this.#failed = null;
    this.#greeting.remove();
    this.#log.append(turn);
    this.#log.scrollTop = this.#log.scrollHeight;
    this.#input.value = "";
    Object.assign(this.#send, { textContent: "Stop", type: "button" });
    this.#live.textContent = "Searching";
  }

  async #read(events, place, status) {
    for await (const [name, data] of events) {
      if (name === "sources") status.textContent = `Reading ${count(data.hits.length, "passage")} \u2026`;
      if (name === "sentence") place.append(paragraph("sentence", ...folded(data.text), data.citations.map(({ n }) => ` [${n}]`).join("")));
      if (name === "error") throw new Problem(`The archive could not finish the answer: ${data.message.replace(/\.$/, "")}.`);
      if (name !== "answer") continue;
      place.replaceChildren(...showAnswer(data, this.getAttribute("citations") !== "folded", (question) => this.ask(question)));
      this.#live.textContent = spoken(data);
      const { question, confidence, agreement, citations } = data;
      const said = { text: cut(data.text || data.message, 20_000), short: cut(data.short, 1_000) };
      this.#turns.push({ question, ...said, confidence, agreement, published: citations.find(({ note }) => note !== "retracted")?.published ?? null });
      return;
    }
    throw new Problem(LOST);
  }

  #fail(turn, question, error) {
    if (!(error instanceof Problem)) console.error(error);
    const message = error instanceof Problem ? error.message : "The answer cannot be shown.";
    turn.append(paragraph("note", message), button("Try again", () => this.ask(question), { className: "plain" }));
    this.#failed = { turn, question };
    this.#live.textContent = message;
    this.#input.value ||= question;
  }

  // Show questions that the archive can answer, where it says some.
  async #greet() {
    const key = this.getAttribute("api-key");
    const about = await fetch(this.#url("archive"), { headers: key ? { Authorization: `Bearer ${key}` } : {} })
      .then((response) => (response.ok ? response.json() : {})).catch(() => ({}));
    this.#greeting.append(...(about.questions ?? []).slice(0, 3).map((question) => choice(question, () => this.ask(question))));
  }

  #url(path) {
    const server = new URL(this.getAttribute("server") || home, document.baseURI).href;
    return new URL(path, server.endsWith("/") ? server : `${server}/`).href;
  }

  // Stop an answer, or close the panel, by Escape; keep what is typed here from the shortcuts of the page.
  #press(event) {
    event.stopPropagation();
    if (event.key !== "Escape" || event.isComposing) return;
    if (this.#running) this.#stop();
    else this.close();
  }

  #stop(event) {
    if (!this.#running) return;
    event?.preventDefault(); // the button becomes one that submits before the browser acts on the click
    this.#running.abort(new Problem("Stopped before the answer was complete."));
  }

  #submit(event) {
    event.preventDefault();
    const question = this.#input.value.trim();
    if (this.#running) this.#live.textContent = "The last question is still being answered.";
    else if (question) this.ask(question);
  }

  #body(question) {
    const given = (name) => (this.getAttribute(name) ?? "").trim();
    const names = (name) => given(name).split(",").map((one) => one.trim()).filter(Boolean);
    const body = { question, conversation: this.#turns.slice(-TURNS), sources: names("sources"), languages: names("languages") };
    for (const name of ["as-of", "since", "until"]) if (given(name)) body[name.replace("-", "_")] = given(name);
    return body;
  }
}

if (!customElements.get("dateline-widget")) customElements.define("dateline-widget", DatelineWidget);

// A script tag places a widget itself, unless it says data-mode="none": then the page places <dateline-widget>.
function place() {
  const { mode = own.dataset.target ? "inline" : "launcher", target, server = home } = own.dataset;
  if (mode === "none") return;
  const widget = document.createElement("dateline-widget");
  for (const name of ATTRIBUTES) if (own.hasAttribute(`data-${name}`)) widget.setAttribute(RENAMED[name] ?? name, own.getAttribute(`data-${name}`));
  widget.setAttribute("mode", mode);
  widget.setAttribute("server", server);
  const launchers = document.querySelectorAll("dateline-widget[mode=launcher]");
  if (mode === "launcher" && [...launchers].some((one) => one.getAttribute("server") === server)) return; // the script is there twice
  const where = target && document.querySelector(target);
  if (where) where.append(widget);
  else if (mode === "inline" && own.closest("body")) own.after(widget);
  else document.body.append(widget);
}
if (own && document.readyState === "loading") document.addEventListener("DOMContentLoaded", place);
else if (own) place();
