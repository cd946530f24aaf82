import { useState } from "react";
import { useChat } from "@ai-sdk/react";
import { DefaultChatTransport } from "ai";

const transport = new DefaultChatTransport({
  api: "http://127.0.0.1:8000/api/chat",
  // headers: { Authorization: "Bearer dl_YOUR_PUBLIC_KEY" }, // if the server needs a key
  body: { citation_style: "markers" }, // plain text with [1], [2]
});

export default function Chat() {
  const [input, setInput] = useState("");
  const { messages, sendMessage, status, error, stop } = useChat({ transport });

  function ask(event) {
    event.preventDefault();
    if (!input.trim() || status === "streaming" || status === "submitted") return;
    sendMessage({ text: input });
    setInput("");
  }

  return (
    <main>
      {messages.map(({ id, role, parts }) => (
        <article key={id} className={role}>
          {parts.filter(({ type }) => type === "text").map(({ text }, at) => <p key={at}>{text}</p>)}
          <Sources parts={parts} />
        </article>
      ))}
      {error && <p role="alert">The question could not be answered. Please ask again.</p>}
      <form onSubmit={ask}>
        <input aria-label="Your question" value={input} onChange={(event) => setInput(event.target.value)} />
        <button>Ask</button>
        <button type="button" onClick={stop}>Stop</button>
      </form>
    </main>
  );
}

// Each source-url part is an article opened at the quote; the data-citation part of the same sourceId has the quote.
function Sources({ parts }) {
  const citations = parts.filter(({ type }) => type === "data-citation").map(({ data }) => data);
  const links = parts.filter(({ type }) => type === "source-url");
  return (
    <ol>
      {links.map(({ sourceId, url, title }) => {
        const cited = citations.find((one) => one.sourceId === sourceId);
        return (
          <li key={sourceId} value={cited?.n}>
            <a href={url}>{title}</a>
            {cited && <blockquote>{cited.quote} ({cited.source}, {cited.published.slice(0, 10)})</blockquote>}
          </li>
        );
      })}
    </ol>
  );
}
