import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join as joinPath } from "node:path";
import { build, type Histogram } from "hdr-histogram-js";
import { judgeGoal } from "../../bin/goals.ts";
import { connect, join, type LiveClient } from "../support/live-client.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";
import { openHeapMeter, type HeapMeter } from "./heap-meter.ts";
import { INSPECTABLE } from "./inspector.ts";

/**
 * An audience on loopback: many sockets follow a run on stage, alone and beside stalled and greedy sockets. Measures the
 * delivery delay, the CPU cost and the memory of the web process. `npm run bench:audience [sockets]`. The sockets share this
 * machine's cores with the run, with web and with the disturbers. Exits with 1 when a goal is missed.
 */
const SOCKETS = Number(process.argv[2] ?? "300");
const STALLED = 5;
const GREEDY = 25;
const ROUNDS = 2;
const RUN = { skill: "data-transformation", sync: "milestone", items: [400, 800, 1_200], seed: 9, onStage: true };
const TICKS_PER_SECOND = 100;
/** 1 MB each */
const MAX_STALLED_MB = STALLED;
const MAX_P99_RATIO = 1.5;
/** Below this a ratio says nothing: a frame may wait 50 ms for the next one. */
const MIN_P99_MS = 100;

type Round = {
  readonly delays: Histogram;
  /** why phones did not follow the run to its end */
  readonly lost: string[];
  frames: number;
  seconds: number;
  cpuSeconds: number;
  peakMb: number;
};

const app = await startTestApp({ env: INSPECTABLE });
try {
  await bench(app);
} finally {
  await app.stop();
}

async function bench(target: TestApp): Promise<void> {
  const [alone, disturbed] = [newRound(), newRound()];
  await measure(target, newRound()); // the first run pays for what is loaded once
  for (let round = 0; round < ROUNDS; round += 1) {
    await measure(target, alone);
    const stops = [disturb(target, "stalled", STALLED), disturb(target, "greedy", GREEDY)];
    try {
      await measure(target, disturbed);
    } finally {
      for (const stop of stops) await stop();
    }
  }
  report(`${SOCKETS} sockets alone`, alone);
  report(`beside ${STALLED} stalled and ${GREEDY} greedy ones`, disturbed);
  const [before, after] = [alone, disturbed].map(({ delays }) => delays.getValueAtPercentile(99)) as [number, number];
  const ratio = after / Math.max(before, MIN_P99_MS);
  const p99 = `p99 of the others: ${before} ms alone, ${after} ms disturbed; ratio ${ratio.toFixed(2)}`;
  console.log(`${p99} (goal ≤${MAX_P99_RATIO})   ${judgeGoal(ratio <= MAX_P99_RATIO)}`);
  const lost = `lost: ${alone.lost.length} alone, ${disturbed.lost.length} disturbed (goal: no more than alone)`;
  console.log(`${lost}   ${judgeGoal(disturbed.lost.length <= alone.lost.length)}`);
  const heldMb = await measureStalled(target);
  const held = `${STALLED} stalled sockets hold ${heldMb.toFixed(1)} MB of web`;
  console.log(`${held} (goal ≤${MAX_STALLED_MB} MB)   ${judgeGoal(heldMb <= MAX_STALLED_MB)}`);
}

function newRound(): Round {
  return {
    delays: build({ numberOfSignificantValueDigits: 3 }),
    frames: 0,
    seconds: 0,
    cpuSeconds: 0,
    peakMb: 0,
    lost: [],
  };
}

function report(who: string, { delays, lost, frames, seconds, cpuSeconds, peakMb }: Round): void {
  const [p50, p95, p99] = [50, 95, 99].map((percentile) => delays.getValueAtPercentile(percentile));
  console.log(
    `${who}: ${Math.round(frames / seconds)} deliveries a second; a fact is ${p50} / ${p95} / ${p99} ms old on arrival (p50 / p95 / p99)`,
  );
  console.log(
    `  web took ${((cpuSeconds / seconds) * 100).toFixed(0)} % of a core and at most ${peakMb.toFixed(0)} MB`,
  );
  if (lost.length > 0) console.log(`  ${lost.length} phones were lost: ${[...new Set(lost)].join("; ")}`);
}

/** One run with the whole audience; adds to the round. */
async function measure({ origin, audienceUrl, start, untilRun, pidOf }: TestApp, round: Round): Promise<void> {
  const code = codeOf(audienceUrl);
  const id = await start(RUN);
  await untilRun(id, "the run has started", ({ status }) => status === "running" || status === "holding");
  const cpuBefore = readCpuSeconds(pidOf("web"));
  const startedAt = performance.now();
  const watching = setInterval(() => (round.peakMb = Math.max(round.peakMb, readResidentMb(pidOf("web")))), 200);
  const clients = Array.from({ length: SOCKETS }, () => connect(origin));
  const outcomes = await Promise.allSettled(clients.map((client) => watchRun(client, code, id, round)));
  clearInterval(watching);
  round.seconds += (performance.now() - startedAt) / 1_000;
  round.cpuSeconds += readCpuSeconds(pidOf("web")) - cpuBefore;
  round.lost.push(...outcomes.flatMap((outcome) => (outcome.status === "rejected" ? String(outcome.reason) : [])));
  for (const client of clients) client.disconnect();
}

/** What web holds at most during a run that stalled sockets follow, minus the same without them, in MB. */
async function measureStalled(target: TestApp): Promise<number> {
  const meter = await openHeapMeter(target);
  try {
    const without = await readPeakMb(target, meter);
    const stop = disturb(target, "stalled", STALLED);
    const peak = await readPeakMb(target, meter);
    await stop();
    return peak - without;
  } finally {
    meter.close();
  }
}

/** The most that web holds during one run. */
async function readPeakMb({ start, untilRun }: TestApp, meter: HeapMeter): Promise<number> {
  const id = await start(RUN);
  let isOver = false;
  const ending = untilRun(id, "the run has ended", ({ finishedAt }) => finishedAt !== null).then(() => (isOver = true));
  const readings: number[] = [];
  while (!isOver) {
    readings.push(await meter.readHeldMb());
    await Promise.race([ending, new Promise((resolve) => setTimeout(resolve, 500))]);
  }
  return Math.max(...readings);
}

function disturb({ origin, audienceUrl }: TestApp, kind: "stalled" | "greedy", count: number): () => Promise<void> {
  const script = joinPath(import.meta.dirname, "disturbers.ts");
  const args = [script, kind, String(count), origin, codeOf(audienceUrl)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return async () => {
    if (child.exitCode !== null) throw new Error(`The ${kind} sockets ended by themselves`);
    child.kill();
    await ended;
  };
}

function codeOf(audienceUrl: string): string {
  return audienceUrl.split("/").at(-1) ?? "";
}

/** One phone: joins, and reports the age of each new fact on arrival. Rejects when it is cut off before the end of the run. */
async function watchRun(client: LiveClient, code: string, runId: string, round: Round): Promise<void> {
  const { promise: ended, resolve, reject } = Promise.withResolvers<void>();
  client.once("disconnect", (reason) => reject(new Error(reason)));
  let factSeq = Number.POSITIVE_INFINITY;
  const joining = join(client, { code }, (frame) => {
    if (frame.runId !== runId) return;
    round.frames += 1;
    for (const fact of frame.facts.filter(({ seq, type }) => seq > factSeq && type !== "scenario.progressed")) {
      round.delays.recordValue(Math.max(0, Date.now() - Date.parse(fact.at)));
      if (fact.type === "run.finished") resolve();
    }
    factSeq = Math.max(factSeq, frame.factSeq);
  });
  joining.then((joined) => {
    factSeq = joined.factSeq;
    if (joined.state?.finishedAt !== null) resolve();
  }, reject);
  await ended;
}

function readCpuSeconds(pid: number | null): number {
  const fields = readProc(pid, "stat").split(") ").at(-1)?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

function readResidentMb(pid: number | null): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readProc(pid, "status"))?.[1]) / 1_024;
}

function readProc(pid: number | null, file: "stat" | "status"): string {
  if (pid === null) throw new Error("The web process is not running");
  return readFileSync(`/proc/${pid}/${file}`, "latin1");
}
