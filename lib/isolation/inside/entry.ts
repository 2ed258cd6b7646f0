/** The program inside a skill's process: `node entry.ts <URL of a module that exports skillRegistry> [argument for that module]`. */
import type { SkillRegistry } from "../../skills/registry.ts";
import { redirectPrinting, toMessageText, writeMessage } from "./output.ts";
import { createEntrySession } from "./session.ts";
import { createLineReader } from "../host/lines.ts";
import { HostMessage, MAX_LINE_BYTES } from "../protocol.ts";

redirectPrinting();

/** shorter than the host's grace period, so that a slow skill still exits on its own */
const CLOSE_LIMIT_MS = 400;

let closing = false;

async function main(registryUrl: string): Promise<void> {
  const { skillRegistry } = (await import(registryUrl)) as { skillRegistry: SkillRegistry };
  const session = createEntrySession(skillRegistry);

  async function close(): Promise<void> {
    if (closing) return;
    closing = true;
    setTimeout(() => process.exit(0), CLOSE_LIMIT_MS);
    await session.close();
    process.exit(0);
  }

  function handle(message: HostMessage): Promise<void> | void {
    if (message.type === "input") return session.addRows(message.rows);
    if (message.type === "open") return session.open(message);
    if (message.type === "batch") return session.runBatch(message);
    if (message.type === "cancel") return session.cancel();
    return close();
  }

  const lines = createLineReader({
    maxBytes: MAX_LINE_BYTES,
    onLine: (line) => void handle(HostMessage.parse(JSON.parse(line))),
  });
  process.stdin.on("data", (chunk: Buffer) => lines.push(chunk));
  // stdin closes only when the host ends
  process.stdin.on("end", () => void close());
  process.on("SIGTERM", () => void close());
}

process.on("uncaughtException", (error) => {
  if (!closing) writeMessage({ type: "log", level: "error", text: toMessageText(error, 2_000) });
  process.exit(closing ? 0 : 1);
});

const [registryUrl] = process.argv.slice(2);
if (registryUrl === undefined) throw new Error("The skill entry needs the URL of a skill registry");
await main(registryUrl);
