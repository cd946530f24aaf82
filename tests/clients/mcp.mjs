// Calls the tools at /mcp as desktop clients and editors do, and prints what they would get, as JSON.
// usage: node mcp.mjs URL [QUESTION that is cancelled once it is being answered]
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const [url, cancelled] = process.argv.slice(2);
const client = new Client({ name: "a client", version: "1" });
const transport = new StreamableHTTPClientTransport(new URL(`${url}/mcp`));
await client.connect(transport);

const said = { server: client.getServerVersion(), capabilities: client.getServerCapabilities() };
if (cancelled) {
  const controller = new AbortController();
  setTimeout(() => controller.abort("not wanted"), 500);
  const call = { name: "ask", arguments: { question: cancelled } };
  said.cancelled = await client
    .callTool(call, undefined, { signal: controller.signal })
    .then(() => false, (error) => String(error));
  said.next = await client.callTool({ name: "ask", arguments: { question: "Has it stopped?" } });
} else {
  said.tools = (await client.listTools()).tools;
  said.answer = await client.callTool({ name: "ask", arguments: { question: "Who liberated Kobane?" } });
  said.declined = await client.callTool({ name: "ask", arguments: { question: "Who painted the Mona Lisa?" } });
  said.wrong = await client.callTool({ name: "ask", arguments: { q: 1 } });
  said.unknown = await client.callTool({ name: "translate", arguments: {} }).then(() => false, (error) => error.message);
  said.article = await client.readResource({ uri: "dateline://article/ferry:1" });
}
// The server is called once more with what is left of the session, as after a restart.
said.after = (await client.callTool({ name: "get_article", arguments: { id: "ferry:1" } })).structuredContent.title;
await transport.terminateSession();
await client.close();
console.log(JSON.stringify(said));
