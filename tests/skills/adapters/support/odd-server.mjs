/** An MCP server whose tools do what well-behaved servers do not. Notes what it hears of cancellation on stderr. */
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "odd", version: "1" }, { capabilities: { logging: {} } });
const text = (value) => ({ content: [{ type: "text", text: value }] });

server.registerTool("work", { description: "answers at once" }, () => text(String(process.pid)));
server.registerTool("context", { description: "answers with the trace context" }, ({ _meta }) =>
  text(String(_meta.traceparent)),
);
server.registerTool("hang", { description: "never answers" }, async (extra) => {
  const { signal, requestId, sendNotification, _meta } = extra;
  await sendNotification({
    method: "notifications/progress",
    params: { progressToken: _meta.progressToken, progress: 1, message: "hanging" },
  });
  await new Promise((resolve) => signal.addEventListener("abort", resolve));
  console.error(`cancelled ${requestId}`);
  return text("cancelled");
});
let met = [];
const meeting = {
  description: "answers once `of` calls are open, the last one first",
  inputSchema: { name: z.string(), of: z.number() },
};
server.registerTool("meet", meeting, async ({ name, of }) => {
  await new Promise((resolve) => {
    met.push(resolve);
    if (met.length < of) return;
    for (const answer of met.toReversed()) answer();
    met = [];
  });
  return text(name);
});
server.registerTool("die", { description: "ends" }, () => {
  console.error("out of luck");
  process.exit(3);
});
server.registerTool("spin", { description: "blocks" }, () => {
  for (;;);
});
const choice = { description: "blocks or answers", inputSchema: { blocks: z.boolean() } };
server.registerTool("choose", choice, ({ blocks }) => {
  while (blocks);
  return text("answered");
});
server.registerTool("fail", { description: "reports an error" }, () => ({ ...text("no such city"), isError: true }));
server.registerTool("ask", { description: "asks the user" }, async () => {
  try {
    await server.server.request({ method: "roots/list" }, { parse: (given) => given });
    return text("answered");
  } catch (error) {
    return text(error.message);
  }
});
server.registerTool("slow-pattern", { inputSchema: { code: z.string().regex(/^(a+)+$/) } }, ({ code }) => text(code));
server.registerTool("log", { description: "logs" }, async () => {
  await server.server.notification({ method: "notifications/message", params: { level: "warning", data: "low disk" } });
  return text("logged");
});

await server.connect(new StdioServerTransport());
