import type { ItemResult } from "../../core/ports/event-log.ts";
import { DEFAULT_STALL_LIMIT_MS } from "../../core/inputs/defaults.ts";
import type { Check } from "../../core/ports/skill-checker.ts";
import type { Subject, Trial } from "./check.ts";
import { selectItemTimeout } from "../definition/kind-defaults.ts";
import { runTrial, toRequest } from "./run-trial.ts";

/** Kinds whose answers may differ from one call to the next. */
const MAY_DIFFER = ["model", "agent", "mcp", "graph", "http"];

/** The same items again, in batches of another size: a retry and a resume must give the same results. */
export async function checkDeterminism(subject: Subject, first: Trial): Promise<Check> {
  const again = await runTrial(subject, { batchSize: Math.ceil(first.count / 2) });
  const before = new Map(first.items.map((item) => [item.index, item]));
  const different = again.items.find((item) => !isSame(item, before.get(item.index)));
  if (again.outcome.ok && different === undefined)
    return {
      id: "determinism",
      status: "pass",
      message: "The same seed gives the same results, also in other batches.",
    };
  const kind = subject.skill.folder?.definition.invoke.kind ?? "bundled";
  const was = before.get(different?.index ?? 0)?.outcome ?? "";
  const what = again.outcome.ok
    ? `Item ${(different?.index ?? 0) + 1} gave ${JSON.stringify(was)} and then ${JSON.stringify(different?.outcome ?? "")}.`
    : `The second time the batch failed: ${again.outcome.message}`;
  return MAY_DIFFER.includes(kind) && again.outcome.ok
    ? { id: "determinism", status: "note", message: `${what} Runs of it cannot be repeated exactly.` }
    : {
        id: "determinism",
        status: "fail",
        message: `${what} Draw chance from the seed and the item's index alone, and keep nothing from one item to the next.`,
      };
}

function isSame(item: ItemResult, other: ItemResult | undefined): boolean {
  if (other === undefined || item.ok !== other.ok || item.outcome !== other.outcome) return false;
  const names = new Set([...Object.keys(item.values), ...Object.keys(other.values)]);
  return [...names].every((name) => item.values[name] === other.values[name]);
}

/**
 * An item whose columns are all empty must fail or be answered, and must not take the others with it. Null where uploaded rows are
 * checked for that before.
 */
export async function checkEmptyItem(subject: Subject): Promise<Check | null> {
  const { input } = subject.skill.manifest;
  const row = input?.row.safeParse(Object.fromEntries(input.columns.map(({ name }) => [name, null])));
  if (row?.success !== true) return null;
  const { outcome, items } = await runTrial(subject, { batchSize: 1, rows: [row.data] });
  const [item] = items;
  if (!outcome.ok)
    return {
      id: "empty-item",
      status: "fail",
      message: `An item without values ended the whole batch: ${outcome.message} Report such an item as failed, with "ok": false and an error.`,
    };
  const how = item?.ok === true ? "was answered" : `failed alone: ${item?.error ?? ""}`;
  return { id: "empty-item", status: "pass", message: `An item without values ${how}`.slice(0, 300) };
}

/** How soon a worker ends in the middle of a batch. */
export async function checkCancel(subject: Subject): Promise<Check> {
  const { host, nowMs, rows, plan } = subject;
  const toItem = plan.isRepeated ? (rows?.length ?? plan.items) : 1;
  const worker = await host.start(toRequest(subject, rows), { onLog: () => {} });
  const begun = Promise.withResolvers<void>();
  const outcome = worker.runBatch(
    { fromItem: 0, toItem },
    { onLog: () => {}, onItem: () => begun.resolve(), onProgress: () => begun.resolve() },
  );
  await Promise.race([begun.promise, outcome, new Promise((resolve) => setTimeout(resolve, BEGIN_MS))]);
  const startedAtMs = nowMs();
  await worker.end();
  const tookMs = Math.round(nowMs() - startedAtMs);
  return worker.wasKilled
    ? {
        id: "cancel",
        status: "fail",
        message: `It did not end within 1 s of cancel, close and SIGTERM, and was killed. End on SIGTERM, and stop work when a cancel arrives.`,
      }
    : { id: "cancel", status: "pass", message: `Ended ${tookMs} ms after a cancel.` };
}

/** A skill that takes longer for its first item is cancelled while it works on it. */
const BEGIN_MS = 300;

/** How close the items came to the limits. */
export function checkLimits({ skill }: Subject, { tookMs, items, memoryMb }: Trial, memoryLimitMb: number): Check {
  const msPerItem = Math.round(tookMs / Math.max(1, items.length));
  const stallMs =
    skill.folder === undefined ? DEFAULT_STALL_LIMIT_MS : selectItemTimeout(skill.folder.definition) * 1_000;
  const memory = memoryMb === null ? "" : `, ${Math.round(memoryMb)} of ${memoryLimitMb} MB`;
  const isTight = msPerItem > stallMs / 2 || (memoryMb ?? 0) > 0.8 * memoryLimitMb;
  return {
    id: "limits",
    status: isTight ? "note" : "pass",
    message: `${msPerItem} ms per item of at most ${stallMs / 1_000} s${memory}.${isTight ? " That is close: raise limits.itemTimeoutSeconds or scenarios.simple.memoryLimitMb." : ""}`,
  };
}
