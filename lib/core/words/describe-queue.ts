import type { QueueWait } from "../run/queue-wait.ts";
import { formatQuantity } from "./format.ts";

type WaitHeadline = { readonly tone: "wait"; readonly title: string; readonly detail: string };

/** Why a queued run waits, for its presenter. null: not known yet. */
export function describeQueueWait(wait: QueueWait | null): WaitHeadline {
  const position = wait === null || wait.position === 1 ? [] : [`position ${wait.position} in the queue`];
  switch (wait?.reason) {
    case "no-runner":
      return toHeadline("No runner is running", ["the run starts as soon as one does", ...position]);
    case "no-slot":
      return toHeadline("Waiting for a free slot", [`position ${wait.position} in the queue`, "all runners are busy"]);
    case "starting":
      return toHeadline("Starting", ["a runner is about to take the run"]);
    case "unknown":
    case undefined:
      return toHeadline("Waiting for a runner", ["the run starts as soon as one is free", ...position]);
  }
}

const RUNS = { one: "run", many: "runs" };

/** The same for the audience, without runners. */
export function describeQueueWaitToAudience(wait: QueueWait | null): WaitHeadline {
  if (wait?.reason === "starting") return toHeadline("Starting", ["just a moment"]);
  if (wait?.reason === "no-slot" && wait.position > 1)
    return toHeadline("Starting soon", [`${formatQuantity(wait.position - 1, RUNS)} first, then this one`]);
  return toHeadline("Starting soon", ["the run appears here as soon as it begins"]);
}

function toHeadline(title: string, parts: readonly string[]): WaitHeadline {
  return { tone: "wait", title, detail: parts.join("; ") };
}
