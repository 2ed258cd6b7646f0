import { readFileSync } from "node:fs";
import { build } from "hdr-histogram-js";
import { connect, join, type LiveClient } from "../support/live-client.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";

/**
 * A hall on loopback: so many sockets join one stage during a run; how late they are told, and what it costs the web
 * process. `npm run bench:audience [sockets]`. The sockets share this machine's cores with the run and with web.
 */
const SOCKETS = Number(process.argv[2] ?? "300");
const RUN = { skill: "data-transformation", sync: "milestone", items: [400, 800, 1_200], seed: 9, onStage: true };
const TICKS_PER_SECOND = 100;

const house = await startTestApp();
try {
  await bench(house);
} finally {
  await house.stop();
}

async function bench({ origin, audienceUrl, start, untilRun, pidOf }: TestApp): Promise<void> {
  const code = audienceUrl.split("/").at(-1) ?? "";
  const id = await start(RUN);
  await untilRun(id, "the run is under way", ({ status }) => status === "running" || status === "holding");
  const delays = build({ numberOfSignificantValueDigits: 3 });
  const cpuBefore = readCpuSeconds(pidOf("web"));
  const startedAt = performance.now();
  const viewers = await Promise.all(
    Array.from({ length: SOCKETS }, () => view(origin, code, (ms) => delays.recordValue(Math.max(0, ms)))),
  );
  const joinedMs = performance.now() - startedAt;
  await Promise.all(viewers.map(({ ended }) => ended));
  const seconds = (performance.now() - startedAt) / 1_000;
  const cpu = readCpuSeconds(pidOf("web")) - cpuBefore;
  const frames = viewers.reduce((sum, { countFrames }) => sum + countFrames(), 0);
  for (const { client } of viewers) client.disconnect();
  const p = (percentile: number) => delays.getValueAtPercentile(percentile);
  console.log(
    `${SOCKETS} sockets joined within ${Math.round(joinedMs)} ms, all were told of the end after ${seconds.toFixed(1)} s`,
  );
  console.log(
    `${Math.round(frames / seconds)} deliveries a second; a fact is ${p(50)} / ${p(95)} / ${p(99)} ms old on arrival (p50 / p95 / p99)`,
  );
  console.log(
    `web took ${((cpu / seconds) * 100).toFixed(0)} % of a core, ${((cpu / frames) * 1e6).toFixed(1)} µs a delivery`,
  );
}

/** One phone: joins, and says how old each new fact is when it comes. */
async function view(
  origin: string,
  code: string,
  onDelay: (ms: number) => void,
): Promise<{ client: LiveClient; ended: Promise<void>; countFrames: () => number }> {
  const client = connect(origin);
  const { promise: ended, resolve, reject } = Promise.withResolvers<void>();
  let frames = 0;
  let factSeq = Number.POSITIVE_INFINITY;
  const joined = await join(client, { code }, (frame) => {
    frames += 1;
    for (const fact of frame.facts.filter(({ seq, type }) => seq > factSeq && type !== "scenario.progressed")) {
      onDelay(Date.now() - Date.parse(fact.at));
      if (fact.type === "run.finished") resolve();
    }
    factSeq = Math.max(factSeq, frame.factSeq);
  });
  factSeq = joined.factSeq;
  if (joined.state?.finishedAt !== null) resolve();
  client.once("disconnect", (reason) => reject(new Error(`A socket was cut off: ${reason}`)));
  return { client, ended, countFrames: () => frames };
}

function readCpuSeconds(pid: number | null): number {
  if (pid === null) throw new Error("The web process is gone");
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
