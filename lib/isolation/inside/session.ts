import type { JsonObject } from "../../core/kit/json.ts";
import { listItems } from "../../core/kit/ranges.ts";
import type { BatchContext, Skill, SkillSession } from "../../skills/contract/contract.ts";
import type { SkillRegistry } from "../../skills/registry.ts";
import { toMessageText, writeMessage } from "./output.ts";
import { limitOwnItem } from "../item-message.ts";
import { PROTOCOL_VERSION, type HostMessage, type SkillMessage } from "../protocol.ts";

type OpenMessage = Extract<HostMessage, { type: "open" }>;
type BatchMessage = Extract<HostMessage, { type: "batch" }>;

/** A skill working on one scenario, driven by the host's messages. */
export type EntrySession = {
  /** uploaded rows; they arrive before `open` */
  addRows(rows: readonly JsonObject[]): void;
  open(message: OpenMessage): Promise<void>;
  runBatch(message: BatchMessage): Promise<void>;
  cancel(): void;
  close(): Promise<void>;
};

export function createEntrySession(registry: SkillRegistry): EntrySession {
  let session: SkillSession | null = null;
  let running: AbortController | null = null;
  const rows: JsonObject[] = [];

  return {
    addRows(more) {
      rows.push(...more);
    },
    async open(message) {
      try {
        const skill = requireSkill(registry, message.skillId);
        const options = skill.manifest.options.parse(message.options);
        session = await skill.open({ ...message, options, input: requireRows(rows, message.inputRows) });
        writeMessage({ type: "ready", protocol: PROTOCOL_VERSION, items: session.items.length });
      } catch (error) {
        writeMessage({
          type: "open-failed",
          message: `${message.skillId} did not open. ${toMessageText(error, 3_800)}`,
        });
      }
    },
    async runBatch({ batchId, fromItem, toItem, skip, traceparent }) {
      const startedAtMs = performance.now();
      const abort = new AbortController();
      running = abort;
      try {
        if (session === null) throw new Error("A batch was requested before the skill was open");
        const { items } = session;
        const indices = listItems([fromItem, toItem], skip);
        await session.invokeBatch(
          indices.map((index) => items[index]),
          {
            indices,
            traceparent,
            signal: abort.signal,
            log,
            progress: (text) => writeProgress(batchId, text),
            report: (result) => {
              if (running !== abort)
                return log("warn", `Item ${result.index} was reported after its batch had ended and does not count.`);
              writeMessage(toItemMessage(batchId, result));
            },
          },
        );
        writeMessage({ type: "batch-done", batchId, workerMs: performance.now() - startedAtMs });
      } catch (error) {
        writeMessage({ type: "batch-failed", batchId, kind: "exception", message: toMessageText(error, 4_000) });
      } finally {
        running = null;
      }
    },
    cancel() {
      running?.abort();
    },
    async close() {
      running?.abort();
      await session?.close?.();
    },
  };
}

function log(level: "info" | "warn" | "error", text: string): void {
  writeMessage({ type: "log", level, text: text.slice(0, 2_000) });
}

function writeProgress(batchId: number, text: string): void {
  writeMessage({ type: "progress", batchId, text: text.slice(0, 200) });
}

function toItemMessage(batchId: number, result: Parameters<BatchContext["report"]>[0]): SkillMessage {
  const { index, ok, error = null, values, samples = {}, outcome = "" } = result;
  return limitOwnItem({
    type: "item",
    batchId,
    index,
    ok,
    error: error?.slice(0, 2_000) ?? null,
    values: { ...values },
    samples: toMutableSamples(samples),
    outcome: outcome.slice(0, 500),
  });
}

function requireRows(rows: readonly JsonObject[], announced: number | null): readonly JsonObject[] | null {
  if (announced === null) return null;
  if (rows.length !== announced) throw new Error(`${announced} rows were announced but ${rows.length} were received`);
  return rows;
}

function requireSkill(registry: SkillRegistry, skillId: string): Skill {
  const skill = registry.get(skillId);
  if (skill === undefined) throw new Error(`No skill ${skillId}; known skills: ${[...registry.keys()].join(", ")}`);
  return skill;
}

function toMutableSamples(samples: { readonly [name: string]: readonly number[] }): Record<string, number[]> {
  return Object.fromEntries(Object.entries(samples).map(([name, values]) => [name, [...values]]));
}
