// The widget's style. It takes nothing from the page but the custom properties --dateline-..., so lengths are in em, never in rem.

const DARK = `color-scheme: dark; --accent: var(--dateline-accent, #ef8a94); --on: var(--dateline-on-accent, #1d1d1b);
  --ground: var(--dateline-background, #21211f); --ink: var(--dateline-text, #ece9e2); --soft: var(--dateline-muted, #a6a39b);
  --line: var(--dateline-border, #4a4944);`;
const STYLE = `
  :host { display: block; }
  :host([hidden]), [hidden] { display: none !important; }
  :host([mode=launcher]) { position: fixed; inset-block-end: 16px; inset-inline-end: 16px; z-index: var(--dateline-layer, 2147483000); }
  .root { all: initial; display: block; color-scheme: light; --accent: var(--dateline-accent, #8a1f2b); --on: var(--dateline-on-accent, #fff);
    --ground: var(--dateline-background, #fff); --ink: var(--dateline-text, #1d1d1b); --soft: var(--dateline-muted, #5f5d57);
    --line: var(--dateline-border, #dedbd2); --radius: var(--dateline-radius, 10px); color: var(--ink); overflow-wrap: anywhere;
    font: var(--dateline-font-size, medium)/1.5 var(--dateline-font, system-ui, sans-serif); }
  @media (prefers-color-scheme: dark) { :host(:not([theme=light])) .root { ${DARK} } }
  :host([theme=dark]) .root { ${DARK} }
  * { box-sizing: border-box; }
  button, input { font: inherit; color: inherit; border-radius: calc(var(--radius) * .6); }
  button, summary { cursor: pointer; } a { color: var(--accent); }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  .launcher, .send { background: var(--accent); color: var(--on); border: 1px solid transparent; padding: .5em 1em; font-weight: 600; }
  .launcher { display: block; margin-inline-start: auto; border-radius: 2em; box-shadow: 0 2px 10px #0004; }
  .send { min-inline-size: 4.5em; }
  .panel { display: flex; flex-direction: column; background: var(--ground); border: 1px solid var(--line); border-radius: var(--radius);
    overflow: hidden; max-block-size: var(--dateline-height, 32em); }
  :host([mode=launcher]) .panel { inline-size: min(var(--dateline-width, 26em), calc(100vw - 32px)); box-shadow: 0 6px 30px #0005;
    max-block-size: min(var(--dateline-height, 38em), calc(100vh - 32px)); max-block-size: min(var(--dateline-height, 38em), calc(100dvh - 32px)); }
  header, form { display: flex; gap: .5em; align-items: center; padding: .6em .8em; }
  header { border-block-end: 1px solid var(--line); } form { border-block-start: 1px solid var(--line); }
  h2 { margin: 0; font-size: 1.05em; flex: 1; } h3 { margin: 0 0 .3em; font-size: 1em; }
  .log { flex: 1; overflow-y: auto; position: relative; padding: .8em; } .log:focus-visible { outline-offset: -3px; }
  .turn { padding-block-end: 1em; } .turn + .turn { border-block-start: 1px solid var(--line); padding-block-start: 1em; }
  input { flex: 1; min-inline-size: 0; background: var(--ground); border: 1px solid var(--soft); padding: .5em .6em; }
  input::placeholder { color: var(--soft); opacity: 1; }
  p, ul, ol, blockquote { margin: 0 0 .5em; padding: 0; } ul, ol { list-style: none; } .short { font-size: 1.15em; }
  .soft { color: var(--soft); font-size: .9em; } .note { border-inline-start: 4px solid var(--accent); padding-inline-start: .6em; }
  .source { border: 1px solid var(--line); border-radius: calc(var(--radius) * .6); padding: .4em .6em; margin-block-end: .4em; }
  blockquote, .sentence { white-space: pre-line; }
  blockquote { margin: .4em 0 .2em; border-inline-start: 3px solid var(--line); padding-inline-start: .6em; }
  summary { margin-block-end: .4em; }
  .plain { background: none; border: 0; padding: 0; color: var(--accent); text-decoration: underline; }
  .close { inline-size: 2em; block-size: 2em; background: none; border: 0; padding: 0; font-size: 1.1em; }
  .chip { min-inline-size: 1.9em; padding: .15em .4em; border: 1px solid var(--line); background: none; color: var(--accent);
    font-size: .8em; line-height: 1.4; }
  .choice { display: block; inline-size: 100%; text-align: start; background: none; border: 1px solid var(--line);
    padding: .4em .6em; margin-block-end: .3em; }
  .hidden { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  @media (prefers-reduced-motion: no-preference) { .waiting { animation: wait 1.6s ease-in-out infinite; } @keyframes wait { 50% { opacity: .5; } } }
  @media print { :host([mode=launcher]) { display: none; } }`;
