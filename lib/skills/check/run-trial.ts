import type { JsonObject } from "../../core/kit/json.ts";
import type { ItemResult } from "../../core/ports/event-log.ts";
import type { BatchOutcome, WorkerRequest } from "../../core/ports/skill-host.ts";
import { defaultsFor } from "../../core/inputs/defaults.ts";
import type { Subject, Trial } from "./check.ts";

const SEED = 7;
const MAX_LOG_LINES = 50;

type TrialSettings = {
  readonly batchSize: number;
  readonly rows?: readonly JsonObject[] | null;
  readonly onOpened?: (tookMs: number) => void;
};

/** Lets a worker process the items in batches of this size. Rejects with a readable message when it does not open. */
export async function runTrial(
  subject: Subject,
  { batchSize, rows = subject.rows, onOpened }: TrialSettings,
): Promise<Trial> {
  const { host, nowMs } = subject;
  const items: ItemResult[] = [];
  const log: string[] = [];
  const onLog = (level: string, text: string): void =>
    void (log.length < MAX_LOG_LINES && log.push(`${level}: ${text}`));
  const startedAtMs = nowMs();
  const worker = await host.start(toRequest(subject, rows), { onLog });
  const openedMs = nowMs() - startedAtMs;
  onOpened?.(openedMs);
  const count = rows?.length ?? subject.plan.items;
  let outcome: BatchOutcome = { ok: true };
  try {
    for (let fromItem = 0; fromItem < count && outcome.ok; fromItem += batchSize)
      outcome = await worker.runBatch(
        { fromItem, toItem: Math.min(count, fromItem + batchSize) },
        { onLog, onItem: (item) => void items.push(item) },
      );
    const memoryMb = worker.memoryMb();
    return { count, items, outcome, log, tookMs: nowMs() - startedAtMs - openedMs, memoryMb };
  } finally {
    await worker.end();
  }
}

/** A worker as the scenario simple would have it. */
export function toRequest({ skill: { manifest }, plan }: Subject, rows: readonly JsonObject[] | null): WorkerRequest {
  const { memoryLimitMb, distribution } = { ...defaultsFor("simple"), ...manifest.scenarioDefaults["simple"] };
  return {
    skillId: manifest.id,
    scenarioId: "simple",
    seed: SEED,
    items: rows?.length ?? plan.items,
    distribution,
    options: manifest.options.parse({}),
    input: rows,
    memoryLimitMb,
  };
}
