import { spawn, type ChildProcess } from "node:child_process";
import { afterEach, expect, test } from "vitest";
import { openHeapMeter } from "../bench/heap-meter.ts";
import { INSPECTABLE } from "../bench/inspector.ts";
import { until } from "../support/processes.ts";

/** Makes garbage on SIGCONT and keeps 20 MB on SIGWINCH. */
const PROGRAM = `
const kept = [];
let garbage = null;
process.on("SIGCONT", () => { garbage = Buffer.alloc(60_000_000, 1); garbage = null; console.log("garbage"); });
process.on("SIGWINCH", () => { kept.push(Buffer.alloc(20 * 1_048_576, 1)); console.log("kept"); });
setInterval(() => undefined, 1_000);
console.log("ready");`;

let child: ChildProcess | null = null;
afterEach(() => void child?.kill("SIGKILL"));

test("[F4] the benchmark's measure of memory counts what a process keeps and no garbage", async () => {
  const chunks: string[] = [];
  const program = spawn(process.execPath, ["-e", PROGRAM], { env: { ...process.env, ...INSPECTABLE } });
  child = program;
  for (const stream of [program.stdout, program.stderr])
    stream.on("data", (data: Buffer) => chunks.push(data.toString()));
  const said = () => chunks.join("");
  await until("the program runs", () => said().includes("ready"));
  const meter = await openHeapMeter({ pidOf: () => program.pid ?? null, said });
  const before = await meter.readHeldMb();
  program.kill("SIGCONT");
  await until("it has made garbage", () => said().includes("garbage"));
  expect(Math.abs((await meter.readHeldMb()) - before)).toBeLessThan(1);
  program.kill("SIGWINCH");
  await until("it keeps a buffer", () => said().includes("kept"));
  const held = (await meter.readHeldMb()) - before;
  meter.close();
  expect(held).toBeGreaterThan(19);
  expect(held).toBeLessThan(21);
});
