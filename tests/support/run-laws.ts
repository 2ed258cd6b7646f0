import { isDeepStrictEqual } from "node:util";
import type { RunDetail } from "../../lib/api/schemas.ts";
import type { RunEvent } from "../../lib/core/run/events.ts";
import { gateItem, planGates, type Gate } from "../../lib/core/gates/gates.ts";
import { foldRun } from "../../lib/core/reduce/reduce.ts";
import { toRunDetail } from "../../lib/api/run-documents.ts";

type Progress = Map<string, number>;

/** Violated invariants of a finished run's facts and document, one line each. */
export function findBrokenLaws(document: RunDetail, events: readonly RunEvent[]): string[] {
  const [queued] = events;
  if (queued?.type !== "run.queued") return ["the facts do not begin with run.queued"];
  const { spec } = queued;
  const gates = spec.sync === "free-running" ? [] : planGates(spec);
  const sizes = new Map(spec.scenarios.map(({ id, items }) => [id, items]));
  return [
    ...findGaps(events),
    ...findPastGates(gates, sizes, events),
    ...findWaits(document, events),
    ...findDifferences(document, events),
  ];
}

function findGaps(events: readonly RunEvent[]): string[] {
  const gap = events.findIndex(({ seq }, index) => seq !== index + 1);
  const back = events.findIndex(({ atMs }, index) => atMs < (events[index - 1]?.atMs ?? 0));
  return [
    ...(gap === -1 ? [] : [`fact ${gap + 1} has another number`]),
    ...(back === -1 ? [] : [`time runs back at fact ${back + 1}`]),
  ];
}

/** No scenario works past a closed gate, and a gate opens only when all scenarios have arrived or ended. */
function findPastGates(
  gates: readonly Gate[],
  sizes: ReadonlyMap<string, number>,
  events: readonly RunEvent[],
): string[] {
  const broken: string[] = [];
  const done: Progress = new Map([...sizes.keys()].map((id) => [id, 0]));
  const ended = new Set<string>();
  let open = 0;
  for (const event of events) {
    if ("totals" in event) done.set(event.scenarioId, event.totals.itemsDone);
    if (event.type === "scenario.completed" || event.type === "scenario.failed" || event.type === "scenario.cancelled")
      ended.add(event.scenarioId);
    const gate = gates[open];
    for (const [id, items] of sizes) {
      if (gate !== undefined && (done.get(id) ?? 0) > gateItem(gate, items))
        broken.push(`${id} is past gate ${open} at fact ${event.seq}`);
    }
    if (gate === undefined || !opens(event, gate)) continue;
    if (event.reason === "all-arrived") {
      const missing = [...sizes].filter(
        ([id, items]) => !ended.has(id) && !isAt(gate, items, done.get(id) ?? 0, event, id, events),
      );
      for (const [id] of missing) broken.push(`gate ${open} opens before ${id} arrives at fact ${event.seq}`);
    }
    open += 1;
  }
  return open === gates.length ? broken : [...broken, `${open} of ${gates.length} gates opened`];
}

function opens(
  event: RunEvent,
  gate: Gate,
): event is Extract<RunEvent, { type: "step.released" | "milestone.released" }> {
  if (gate.percent !== null) return event.type === "milestone.released" && event.percent === gate.percent;
  return event.type === "step.released" && event.step === gate.step;
}

/** Progress is sampled: between two samples the pause at the gate shows that the scenario has arrived. */
function isAt(
  gate: Gate,
  items: number,
  done: number,
  { seq }: RunEvent,
  id: string,
  events: readonly RunEvent[],
): boolean {
  if (done >= gateItem(gate, items)) return true;
  return events.some(
    (event) =>
      event.seq < seq &&
      event.type === "scenario.paused" &&
      event.scenarioId === id &&
      event.step === gate.step &&
      event.percent === gate.percent,
  );
}

function findWaits({ sync, milestonePercents, releases }: RunDetail, events: readonly RunEvent[]): string[] {
  const waits = events.filter((event) => event.type === "scenario.paused").length;
  if (sync === "free-running") return waits + releases.length === 0 ? [] : ["a scenario waited in a free-running run"];
  const opened = releases.map(({ percent }) => percent).join();
  return opened === milestonePercents.join()
    ? []
    : [`milestones ${milestonePercents.join()} were released as ${opened}`];
}

/** The document equals the fold of the facts, and its counts equal those of each scenario's last fact. */
function findDifferences(document: RunDetail, events: readonly RunEvent[]): string[] {
  const broken: string[] = [];
  const folded = foldRun(events, null);
  if (folded === null || !isDeepStrictEqual(toRunDetail(folded), document))
    broken.push("the document is not the fold of the facts");
  if (document.lastSeq !== events.length) broken.push(`${document.lastSeq} of ${events.length} facts are counted`);
  for (const { id, status, items, itemsDone, itemsOk, itemsFailed, completionRate, milestones } of document.scenarios) {
    const end = events.find((event) => event.type === "scenario.completed" && event.scenarioId === id);
    const counted = end?.type === "scenario.completed" ? end.totals.itemsDone : 0;
    if (status !== "complete" || itemsDone !== items || counted !== items || completionRate !== 1)
      broken.push(`${id}: ${status}, ${itemsDone} of ${items}, ${counted} counted`);
    if (itemsOk + itemsFailed !== itemsDone) broken.push(`${id}: ${itemsOk} + ${itemsFailed} is not ${itemsDone}`);
    if (milestones.map(({ percent }) => percent).join() !== document.milestonePercents.join())
      broken.push(`${id} reached ${JSON.stringify(milestones)}`);
    const reached = events.filter((event) => event.type === "milestone.reached" && event.scenarioId === id);
    for (const event of reached) {
      if (event.type === "milestone.reached" && event.totals.itemsDone < Math.ceil((event.percent * items) / 100))
        broken.push(`${id} is reported at ${event.percent} % too early`);
    }
  }
  return broken;
}
