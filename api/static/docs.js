// Render the endpoints of the OpenAPI document, each with its parameters and examples.

import { element } from "./page.js";

const calls = document.getElementById("calls");

try {
  const spec = await (await fetch("/openapi.json")).json();
  for (const [path, methods] of Object.entries(spec.paths)) {
    for (const [method, call] of Object.entries(methods)) calls.append(showCall(spec, path, method, call));
  }
} catch (error) {
  calls.append(element("p", { className: "problem", role: "alert" }, error.message));
}

function showCall(spec, path, method, call) {
  const heading = element("summary", {},
    element("code", {}, `${method.toUpperCase()} ${path}`), ` ${call.summary ?? ""}`);
  const parts = [element("p", {}, call.description ?? "")];
  if (call.parameters?.length) parts.push(showParameters(spec, call.parameters));
  for (const [type, media] of Object.entries(call.requestBody?.content ?? {})) {
    parts.push(element("h2", {}, `Request, ${type}`), showExample(spec, media));
  }
  for (const [status, response] of Object.entries(call.responses).filter(([status]) => status < 300)) {
    for (const [type, media] of Object.entries(response.content ?? {})) {
      parts.push(element("h2", {}, `${status}, ${type}`), showExample(spec, media));
    }
  }
  return element("details", { className: "call" }, heading, ...parts);
}

function showParameters(spec, parameters) {
  const rows = parameters.map(({ name, required, schema, description, example }) =>
    element("tr", {},
      element("td", {}, element("code", {}, name)),
      element("td", {}, required ? "required" : defaultOf(schema)),
      element("td", {}, description ?? schema.description ?? ""),
      element("td", {}, element("code", {}, JSON.stringify(example ?? schema.examples?.[0] ?? "")))));
  return element("table", {}, element("tbody", {}, ...rows));
}

function defaultOf({ default: value }) {
  return value === undefined || value === null ? "optional" : `default ${JSON.stringify(value)}`;
}

function showExample(spec, media) {
  const value = media.example ?? Object.values(media.examples ?? {})[0]?.value ?? exampleOf(spec, media.schema);
  return element("pre", {}, typeof value === "string" ? value : JSON.stringify(value, null, 2));
}

function exampleOf(spec, schema) {
  const named = schema?.$ref?.split("/").at(-1);
  const found = named ? spec.components.schemas[named] : schema;
  if (found?.examples) return found.examples[0];
  return found?.anyOf ? exampleOf(spec, found.anyOf[0]) : "";
}
