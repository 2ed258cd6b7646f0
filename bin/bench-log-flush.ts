import { median } from "simple-statistics";
import type { Append, ItemResult, ResultSegment, RunWriter, TimedBatch } from "../lib/core/ports/event-log.ts";
import type { NewRunEvent } from "../lib/core/run/events.ts";

/**
 * Where the batches that ended since the last flush are kept: not at all, in the row of its results, or in a fact of their own,
 * the alternative that was not chosen. That fact is a log line here, which is stored as any other fact.
 */
const PLACES = ["nowhere", "segment", "fact"] as const;
type Place = (typeof PLACES)[number];
const WORDS: Readonly<Record<Place, string>> = {
  nowhere: "batches not kept",
  segment: "batches in the row of the results",
  fact: "batches in a fact of their own",
};

const ROUNDS = 15;
const ITEMS = 20;
const BATCH_SIZE = 5;

type Bench = {
  /** what the database has written ahead so far, in bytes: unlike a rate, it does not depend on what else the machine does */
  readonly readWal: () => Promise<number>;
  readonly openWriter: () => Promise<RunWriter>;
  readonly progress: (scenarioId: string, items: number) => Progress;
  /** what is counted per second */
  readonly countDuring: (
    durationMs: number,
    work: (scenarioId: string, isOver: () => boolean, count: (flushes: number) => void) => Promise<void>,
  ) => Promise<number>;
};
type Progress = NewRunEvent & { readonly scenarioId: string };

/** Three scenarios, each awaiting its flushes, by where their batches are kept; another place is first in each round. In lines. */
export async function measureFlushes(bench: Bench, durationMs: number): Promise<string[]> {
  const rounds: Record<Place, Cost>[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const costs: Record<Place, Cost> = { nowhere: NOTHING, segment: NOTHING, fact: NOTHING };
    for (let turn = 0; turn < PLACES.length; turn++) {
      const place = PLACES[(round + turn) % PLACES.length] ?? "nowhere";
      costs[place] = await measurePlace(bench, place, durationMs / ROUNDS);
    }
    rounds.push(costs);
  }
  const lines = PLACES.map((place) => {
    const rate = Math.round(median(rounds.map((costs) => costs[place].perSecond))).toLocaleString("en");
    const ratio = median(rounds.map((costs) => costs[place].perSecond / costs.nowhere.perSecond));
    const walBytes = Math.round(median(rounds.map((costs) => costs[place].walBytes))).toLocaleString("en");
    return `  ${WORDS[place].padEnd(46)}${rate} flushes/s = ${ratio.toFixed(3)}×, ${walBytes} bytes of WAL each`;
  });
  return [`flushes of ${ITEMS} results each, medians of ${ROUNDS} rounds in turns`, ...lines];
}

type Cost = { readonly perSecond: number; readonly walBytes: number };
const NOTHING: Cost = { perSecond: 0, walBytes: 0 };

async function measurePlace(bench: Bench, place: Place, durationMs: number): Promise<Cost> {
  const writer = await bench.openWriter();
  const walBefore = await bench.readWal();
  let flushes = 0;
  const perSecond = await bench.countDuring(durationMs, async (scenarioId, isOver, count) => {
    for (let flush = 0; !isOver(); flush++) {
      await appendFlush(writer, place, bench.progress(scenarioId, flush), flush);
      flushes++;
      count(1);
    }
  });
  return { perSecond, walBytes: ((await bench.readWal()) - walBefore) / flushes };
}

/** A flush as the runner makes it up to ten times a second: a sample of progress, the results that it counts, and their batches. */
function appendFlush(writer: RunWriter, place: Place, progressed: Progress, flush: number): Promise<unknown> {
  const { scenarioId, atMs, at, actor } = progressed;
  const fromItem = flush * ITEMS;
  const batches = buildBatches(fromItem, atMs);
  const segment: ResultSegment = {
    scenarioId,
    attempt: 1,
    fromItem,
    toItem: fromItem + ITEMS,
    durationMs: 100,
    results: Array.from({ length: ITEMS }, (_, offset) => buildResult(fromItem + offset)),
    ...(place === "segment" ? { batches } : {}),
  };
  const text = JSON.stringify(batches);
  const fact: NewRunEvent = { type: "scenario.logged", scenarioId, level: "info", text, atMs, at, actor };
  const append: Append = { events: place === "fact" ? [progressed, fact] : [progressed], segments: [segment] };
  return writer.append(append);
}

function buildBatches(fromItem: number, atMs: number): TimedBatch[] {
  return Array.from({ length: ITEMS / BATCH_SIZE }, (_, at) => {
    const from = fromItem + at * BATCH_SIZE;
    const times = { startMs: atMs + at * 25, endMs: atMs + at * 25 + 24.5 };
    return { fromItem: from, toItem: from + BATCH_SIZE, ...times, pid: 4_242, ending: "done" };
  });
}

function buildResult(index: number): ItemResult {
  return {
    index,
    ok: true,
    error: null,
    values: { tp: 1, fp: 0, fn: 0, comparisons: 1_200 },
    samples: { latency_ms: [4.75] },
    outcome: "linked to Jurassic Park",
  };
}
