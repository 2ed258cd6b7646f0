import { expect, test } from "vitest";
import { listServers } from "../../../lib/skills/definition/list-servers.ts";
import { readDefinition } from "../../../lib/skills/definition/read-definition.ts";

function serversOf(invoke: string, judge: string) {
  const read = readDefinition(`invoke: ${invoke}\nitem: { columns: { text: {} } }\n${judge}`);
  return read.ok ? listServers(read.value) : JSON.stringify(read.error);
}

const MODEL =
  'kind: model, provider: openai-compatible, baseUrl: "https://models.example/v1", model: m, prompt: "{{text}}"';
const JUDGE =
  'judge: { provider: openai-compatible, baseUrl: "https://judges.example/v1", model: m, question: "Is it right?" }';

test.each<[string, string, string, readonly string[], boolean?]>([
  [
    "a service",
    '{ kind: http, url: "https://api.example:8443/classify/{{text}}?k=1" }',
    "",
    ["https://api.example:8443"],
  ],
  ["a model", `{ ${MODEL} }`, "", ["https://models.example"]],
  ["a model and its judge", `{ ${MODEL} }`, JUDGE, ["https://models.example", "https://judges.example"]],
  ["kept answers", `{ ${MODEL}, answers: replay }`, JUDGE, ["https://models.example", "https://judges.example"], true],
  [
    "a tool of a server",
    '{ kind: mcp, server: { url: "https://tools.example/mcp" }, tool: t }',
    "",
    ["https://tools.example"],
  ],
  ["a program", "{ kind: command, command: python3 classify.py }", "", []],
])("[O2] the servers that a skill names: %s", (_, invoke, judge, origins, onlyLive = false) => {
  expect(serversOf(invoke, judge)).toEqual({ origins, onlyLive });
});
