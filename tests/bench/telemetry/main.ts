import { median, quantile } from "simple-statistics";
import { judgeGoal } from "../../../bin/goals.ts";
import { startTestApp, type TestApp } from "../../support/test-app.ts";
import { answerAfter, type Fault, HOSTILE_ANSWERS, silence } from "../../telemetry/support/receiver-faults.ts";
import { INSPECTABLE, openInspector, type Inspector } from "../inspector.ts";
import { startReceiver, type Behaviour } from "./receiver.ts";
import { runOnce, watchLoop, WORKLOADS, writeWaitingSkill, type Ran, type Workload } from "./runs.ts";
import { findSender, forgetPeak, readPeakMb, restartSender, untilAllSent } from "../../telemetry/support/sender.ts";

/**
 * Runs of the product beside receivers of every kind, against the same runs of a product that sends nothing, in alternating
 * pairs: duration, facts, the runner's event loop, memory of the process that sends, its stop and what it catches up with.
 * `npm run bench:telemetry [pairs]`, about 8 minutes for 5. Exits with 1 when a goal is missed beyond the noise.
 */
const PAIRS = Number(process.argv[2] ?? "5");
const MAX_RATIO = 1.02;
const MAX_STOP_MS = 6_000;
const MAX_GROWTH_MB = 64;
const MAX_LOOP_DELAY_MS = 5;

let turn = 0;
const everyHostility: Fault = (response) => {
  const faults: Fault[] = Object.values(HOSTILE_ANSWERS);
  faults[turn++ % faults.length]?.(response);
};
const CASES: readonly (readonly [name: string, behaviour: Behaviour])[] = [
  ["good", "good"],
  ["dead: refuses connections", "refused"],
  ["silent: never answers", silence],
  ["slow: answers after 30 s", answerAfter(30_000, (response) => response.writeHead(200).end())],
  ["hostile: answers of 10 MB", HOSTILE_ANSWERS["10 MB"]],
  ["hostile: every kind in turn", everyHostility],
];

type Side = { readonly app: TestApp; readonly runner: Inspector };
type Pair = { readonly without: Ran; readonly beside: Ran };
type Measured = {
  readonly pairs: readonly Pair[];
  readonly peakMb: number;
  readonly stopMs: number;
  readonly caughtUpMs: number;
};

const skills = writeWaitingSkill();
const receiver = await startReceiver();
const sending = {
  OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
  LANGFUSE_PUBLIC_KEY: "pk-lf-bench",
  LANGFUSE_SECRET_KEY: "sk-lf-bench",
  LANGFUSE_BASE_URL: receiver.url,
};
const apps: TestApp[] = [];
try {
  const without = await startSide({});
  const beside = await startSide(sending);
  for (const workload of WORKLOADS) await benchWorkload(workload, without, beside);
} finally {
  for (const app of apps) await app.stop();
  await receiver.close();
  skills.remove();
}

async function startSide(env: Readonly<Record<string, string>>): Promise<Side> {
  const app = await startTestApp({ env: { ...INSPECTABLE, SKILLS_DIR: skills.skillsDir, ...env } });
  apps.push(app);
  const runner = await openInspector(app.pidOf("runner"), app.said);
  await watchLoop(runner);
  return { app, runner };
}

async function benchWorkload(workload: Workload, without: Side, beside: Side): Promise<void> {
  // the first runs pay for what is loaded once
  for (const { app, runner } of [without, beside]) await runOnce(app, runner, workload);
  let goodMb = 0;
  for (const [at, [name, behaviour]] of CASES.entries()) {
    const measured = await measure(workload, behaviour, without, beside);
    if (at === 0) {
      goodMb = measured.peakMb;
      const durations = measured.pairs.map((pair) => pair.without.durationMs);
      console.log(`\n${workload.name}, median ${median(durations).toFixed(0)} ms, ${PAIRS} pairs each`);
    }
    report(name, measured, goodMb);
  }
}

async function measure(workload: Workload, behaviour: Behaviour, without: Side, beside: Side): Promise<Measured> {
  await receiver.behave(behaviour);
  const sender = findSender(beside.app);
  forgetPeak(sender);
  const pairs: Pair[] = [];
  for (let at = 0; at < PAIRS; at++) {
    // each is first in turn
    const first = at % 2 === 0 ? await runOnce(without.app, without.runner, workload) : null;
    const ran = await runOnce(beside.app, beside.runner, workload);
    pairs.push({ without: first ?? (await runOnce(without.app, without.runner, workload)), beside: ran });
  }
  const peakMb = readPeakMb(sender);
  const stopMs = await restartSender(beside.app);
  await receiver.behave("good");
  return { pairs, peakMb, stopMs, caughtUpMs: await untilAllSent(beside.app) };
}

function report(name: string, { pairs, peakMb, stopMs, caughtUpMs }: Measured, goodMb: number): void {
  const ratios = pairs.map(({ without, beside }) => beside.durationMs / without.durationMs);
  const ratio = median(ratios);
  // half the width of a notch: an interval of about 95 % for a median (McGill, Tukey and Larsen 1978)
  const noise = (1.57 * (quantile(ratios, 0.75) - quantile(ratios, 0.25))) / Math.sqrt(ratios.length);
  const expected = pairs[0]?.without.content;
  const differing = pairs
    .flatMap(({ without, beside }) => [without, beside])
    .filter(({ content }) => content !== expected);
  const delayOf = (side: keyof Pair) => median(pairs.map((pair) => pair[side].loopDelayMs));
  const [delayWithout, delayBeside] = [delayOf("without"), delayOf("beside")];
  const lines = [
    ["duration", `× ${ratio.toFixed(4)} ± ${noise.toFixed(4)}`, `≤ ${MAX_RATIO}`, ratio - noise <= MAX_RATIO],
    ["runs whose facts differ", `${differing.length} of ${2 * pairs.length}`, "0", differing.length === 0],
    [
      "runner's event loop, p99",
      `${delayWithout.toFixed(1)} → ${delayBeside.toFixed(1)} ms`,
      `≤ +${MAX_LOOP_DELAY_MS} ms`,
      delayBeside - delayWithout <= MAX_LOOP_DELAY_MS,
    ],
    [
      "memory of the sender",
      `${peakMb.toFixed(0)} MB`,
      `≤ good + ${MAX_GROWTH_MB} MB`,
      peakMb <= goodMb + MAX_GROWTH_MB,
    ],
    ["its stop", `${stopMs.toFixed(0)} ms`, `≤ ${MAX_STOP_MS} ms`, stopMs <= MAX_STOP_MS],
    ["everything sent after that", `${caughtUpMs.toFixed(0)} ms`, "", true],
  ] as const;
  console.log(`  ${name}`);
  for (const [what, value, goal, isMet] of lines)
    console.log(`    ${what.padEnd(28)}${value.padEnd(22)}${goal.padEnd(18)}${goal === "" ? "" : judgeGoal(isMet)}`);
  for (const { content } of differing.slice(0, 1)) console.log(`    expected ${expected}\n    found    ${content}`);
}
