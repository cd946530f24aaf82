// Chats with /api/chat as `useChat` does, and prints the messages and data parts that the page would hold, as JSON.
// usage: node ai_sdk.mjs URL '{"questions": […], "body": {…}, "files": […], "abortOn": "text-delta"}'
import { AbstractChat, DefaultChatTransport, readUIMessageStream, uiMessageChunkSchema } from "ai";

const [url, given] = process.argv.slice(2);
const { questions, body = {}, files = [], abortOn } = JSON.parse(given);

class State {
  status = "ready";
  error = undefined;
  messages = [];
  pushMessage = (message) => (this.messages = [...this.messages, message]);
  popMessage = () => (this.messages = this.messages.slice(0, -1));
  replaceMessage = (index, message) => (this.messages = this.messages.with(index, message));
  snapshot = (value) => structuredClone(value);
}
class Chat extends AbstractChat {
  constructor(options) {
    super({ ...options, state: new State() });
  }
}

const chunks = [];
const invalid = [];
const schema = uiMessageChunkSchema();
class Watched extends DefaultChatTransport {
  async sendMessages(options) {
    const stream = await super.sendMessages(options);
    return stream.pipeThrough(
      new TransformStream({
        async transform(chunk, controller) {
          chunks.push(chunk);
          const checked = await schema.validate(chunk);
          if (!checked.success) invalid.push(String(checked.error));
          controller.enqueue(chunk);
          if (chunk.type === abortOn) chat.stop();
        },
      }),
    );
  }
}

const data = [];
const statuses = [];
const transport = new Watched({ api: `${url}/api/chat`, body });
const chat = new Chat({
  transport,
  onData: (part) => data.push(part),
  onFinish: ({ isAbort, isError }) => statuses.push({ isAbort, isError }),
});
for (const text of questions) await chat.sendMessage({ text, files });

// The same once more without a chat, from the stream alone.
let read;
if (!abortOn && !chat.error) {
  const options = { chatId: "c", messages: chat.messages.slice(0, -1), trigger: "regenerate-message" };
  const stream = await new DefaultChatTransport({ api: `${url}/api/chat`, body }).sendMessages(options);
  for await (const message of readUIMessageStream({ stream, terminateOnError: true })) read = message;
}
const { messages, status, error } = chat;
console.log(JSON.stringify({ messages, status, error: error?.message, statuses, data, chunks, invalid, read }));
