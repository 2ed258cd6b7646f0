import { spawn } from "node:child_process";
import { once } from "node:events";
import { createLineReader } from "../../../lib/isolation/host/lines.ts";
import { type HostMessage, readSkillMessage, type SkillMessage } from "../../../lib/isolation/protocol.ts";

/** A program that speaks the line protocol, spoken to by the test itself. Each of its lines must be a message of the protocol. */
export function startConversation([program = "", ...args]: readonly string[], folder: string) {
  const child = spawn(program, args, { cwd: folder, stdio: ["pipe", "pipe", "inherit"] });
  const exited = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
  const received: SkillMessage[] = [];
  /** every line as it was written, with > before those of the host */
  const transcript: string[] = [];
  let notice = (): void => undefined;
  const lines = createLineReader({
    maxBytes: 1_048_576,
    onLine(line) {
      const read = readSkillMessage(line);
      if (!read.ok) throw new Error(`The program sent ${read.error}`);
      received.push(read.value);
      transcript.push(`< ${line}`);
      notice();
    },
  });
  child.stdout.on("data", (chunk: Buffer) => void lines.push(chunk));

  return {
    received,
    transcript,
    exited,
    send(message: HostMessage): void {
      const line = JSON.stringify(message);
      transcript.push(`> ${line}`);
      child.stdin.write(`${line}\n`);
    },
    endInput: () => void child.stdin.end(),
    /** The first message of this type from the given one on; waits for it. */
    async next<Type extends SkillMessage["type"]>(
      type: Type,
      from = 0,
    ): Promise<Extract<SkillMessage, { type: Type }>> {
      for (;;) {
        const found = received.slice(from).find((message) => message.type === type);
        if (found !== undefined) return found as Extract<SkillMessage, { type: Type }>;
        await new Promise<void>((resolve) => {
          notice = resolve;
        });
      }
    },
    async end(): Promise<void> {
      child.kill("SIGKILL");
      await exited;
    },
  };
}

export function openMessage(rest: Partial<Extract<HostMessage, { type: "open" }>> = {}): HostMessage {
  return {
    type: "open",
    protocol: 1,
    skillId: "message-triage",
    scenarioId: "simple",
    seed: 7,
    items: 10,
    distribution: "uniform",
    options: { fallback: "technical" },
    inputRows: null,
    ...rest,
  };
}
