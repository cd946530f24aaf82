// Asks by OpenAI's own package and by the AI SDK's provider for OpenAI, and prints what each made of it, as JSON.
// usage: node openai.mjs URL QUESTION
import { createOpenAI } from "@ai-sdk/openai";
import { generateText, stepCountIs, streamText } from "ai";
import OpenAI from "openai";

const [url, question] = process.argv.slice(2);
const baseURL = `${url}/v1`;
const messages = [{ role: "user", content: question }];

async function askByPackage() {
  const client = new OpenAI({ baseURL, apiKey: "any", maxRetries: 0 });
  const whole = await client.chat.completions.create({ model: "dateline", messages });
  const { content, annotations } = whole.choices[0].message;
  let streamed = "";
  const stream = await client.chat.completions.create({ model: "dateline", messages, stream: true });
  for await (const chunk of stream) streamed += chunk.choices[0]?.delta?.content ?? "";
  const events = [];
  for await (const event of await client.responses.create({ model: "dateline", input: question, stream: true }))
    events.push(event.type);
  const response = await client.responses.create({ model: "dateline", input: question });
  const failed = await client.chat.completions.create({ model: "gpt-5", messages }).catch((error) => error);
  return {
    content,
    streamed,
    events,
    responded: response.output_text,
    // What JavaScript cuts out of the text by either unit.
    markers: annotations.map(({ url_citation: at }) => content.slice(at.start_utf16, at.end_utf16)),
    byCodePoints: annotations.map(({ url_citation: at }) =>
      [...content].slice(at.start_index, at.end_index).join(""),
    ),
    error: { status: failed.status, code: failed.code, param: failed.param, name: failed.constructor.name },
  };
}

async function askByProvider(model, more = {}) {
  const kinds = [];
  const sources = [];
  let text = "";
  const result = streamText({ model, prompt: question, onError: () => {}, ...more });
  for await (const part of result.fullStream) {
    kinds.push(part.invalid ? `invalid ${part.type}` : part.type);
    if (part.type === "text-delta") text += part.text;
    if (part.type === "source") sources.push(part);
  }
  const whole = await generateText({ model, prompt: question, ...more });
  return { kinds, sources, text, finish: await result.finishReason, whole: whole.text, cited: whole.sources.length };
}

const openai = createOpenAI({ baseURL, apiKey: "any" });
const tools = { file_search: openai.tools.fileSearch({ vectorStoreIds: ["any"] }) };
console.log(
  JSON.stringify({
    package: await askByPackage(),
    responses: await askByProvider(openai("dateline")),
    chat: await askByProvider(openai.chat("dateline")),
    search: await askByProvider(openai("dateline"), { tools, stopWhen: stepCountIs(1) }),
  }),
);
