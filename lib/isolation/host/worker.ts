import type { JsonObject } from "../../core/kit/json.ts";
import type { BatchItems, BatchOutcome, SkillWorker, WorkerHarm, WorkerListener } from "../../core/ports/skill-host.ts";
import { createExitReason, type ExitReason, type WorkerLoss } from "./exit-reason.ts";
import { sendInput } from "./send-input.ts";
import type { SkillProcess } from "../process/launch.ts";
import { createDisturbance, type Disturbance } from "../harm/disturbance.ts";
import { openCpuWait, type CpuWaitReader } from "../process/cpu-wait.ts";
import { watchMemory, type MemoryWatch } from "./memory-watch.ts";
import { startSteadyTimer } from "./steady-timer.ts";
import { createOutputBudget } from "./output-budget.ts";
import type { Opening, WorkerOptions } from "./worker-options.ts";
import { readSkillOutput } from "./skill-output.ts";
import type { Guard } from "../process/process-census.ts";
import { endProcessGroup, killTree } from "../process/process-group.ts";
import type { HostMessage, SkillMessage } from "../protocol.ts";

type OpenBatch = {
  readonly id: number;
  readonly fromItem: number;
  readonly seen: Uint8Array;
  readonly listener: WorkerListener;
  readonly settle: (outcome: BatchOutcome) => void;
};

/** the process has ended, so its last lines are already in the pipe */
const DRAIN_LIMIT_MS = 2_000;
/** an ending process closes its output first */
const SILENT_LIMIT_MS = 1_000;
const MAX_LOG_TEXT = 2_000;

/** The host's side of one skill process. Whatever the skill does becomes an outcome of the current batch. */
export class ProcessWorker implements SkillWorker {
  readonly pid: number;
  readonly #child: SkillProcess;
  readonly #options: WorkerOptions;
  readonly #memory: MemoryWatch;
  readonly #guard: Guard;
  readonly #cpuWait: CpuWaitReader;
  readonly #budget = createOutputBudget();
  readonly #exitReason: ExitReason;
  readonly #disturbance: Disturbance;
  readonly #gone: Promise<void>;
  #opening: Opening | null;
  #batch: OpenBatch | null = null;
  #nextBatchId = 1;
  /** the reason why no further batch can run */
  #loss: WorkerLoss | null = null;
  #exited = false;
  #ending: Promise<void> | null = null;

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#opening = options.opening;
    this.#child = options.child;
    this.pid = options.child.pid;
    this.#cpuWait = openCpuWait(this.pid);
    const { memoryLimitMb } = options.request;
    this.#exitReason = createExitReason(memoryLimitMb);
    this.#disturbance = createDisturbance(this.pid, () => options.launchBalloon(memoryLimitMb));
    this.#guard = options.census.guard({
      leaderPid: this.pid,
      mark: options.child.mark,
      maxProcesses: options.maxProcesses,
      onOverrun: () => this.#onTooManyProcesses(),
    });
    this.#memory = watchMemory(this.pid, {
      limitMb: memoryLimitMb,
      members: () => this.#guard.members,
      companion: () => this.#disturbance.balloonPid,
      onOverrun: (usedMb, processes) => {
        // many processes are the cause, their memory only follows
        if (processes > options.maxProcesses) return this.#onTooManyProcesses();
        const message = `The skill used ${Math.round(usedMb)} MB; its limit is ${memoryLimitMb} MB.`;
        this.#kill({ kind: "memory", message });
      },
    });
    const swept = new Promise<void>((resolve) => {
      this.#child.once("exit", () => {
        killTree(this.pid);
        this.#limitDraining();
        resolve(this.#guard.sweep());
      });
    });
    const closed = new Promise<void>((resolve) => {
      // "close" fires after the last line of output, so that items finished before the exit still count
      this.#child.once("close", (code, signal) => {
        this.#onClose(code, signal);
        resolve();
      });
    });
    this.#gone = Promise.all([closed, swept]).then(() => undefined);
    this.#readOutput();
  }

  /** A process that left the group may keep our pipes open forever, so waiting for output is limited. */
  #limitDraining(): void {
    const cancelLimit = startSteadyTimer(this.#options.clock, DRAIN_LIMIT_MS, () => {
      this.#child.stdout.destroy();
      this.#child.stderr.destroy();
    });
    this.#child.once("close", cancelLimit);
  }

  get alive(): boolean {
    return this.#loss === null && !this.#exited;
  }

  /** whether it had ignored cancel, close and SIGTERM */
  get wasKilled(): boolean {
    return this.#child.signalCode === "SIGKILL";
  }

  memoryMb(): number | null {
    return this.alive ? this.#memory.lastMb : null;
  }

  cpuWaitMs(): number | null {
    return this.#cpuWait.readMs();
  }

  disturb(harm: WorkerHarm | null): void {
    if (this.alive) this.#disturbance.begin(harm);
  }

  send(message: HostMessage): void {
    if (this.#child.stdin.writable) this.#child.stdin.write(`${JSON.stringify(message)}\n`);
  }

  /** Sends the rows announced by the open message. */
  sendInput(rows: readonly JsonObject[]): Promise<void> {
    return sendInput(this.#child.stdin, rows, this.#gone);
  }

  runBatch({ fromItem, toItem, skip = [], traceparent }: BatchItems, listener: WorkerListener): Promise<BatchOutcome> {
    if (this.#batch !== null)
      throw new Error(`Worker ${this.pid} was given items ${fromItem}–${toItem} while another batch is running`);
    if (this.#loss !== null) return Promise.resolve({ ok: false, ...this.#loss, workerLost: true });
    return new Promise((settle) => {
      const id = this.#nextBatchId;
      this.#nextBatchId += 1;
      this.#budget.reset();
      const seen = new Uint8Array(toItem - fromItem);
      for (const [from, to] of skip) seen.fill(1, from - fromItem, to - fromItem);
      this.#batch = { id, fromItem, seen, listener, settle };
      const ranges = skip.map(([from, to]): [number, number] => [from, to]);
      // JSON leaves out what is undefined
      this.send({ type: "batch", batchId: id, fromItem, toItem, skip: ranges, traceparent });
    });
  }

  end(): Promise<void> {
    this.#ending ??= this.#end();
    return this.#ending;
  }

  async #end(): Promise<void> {
    if (this.#batch !== null) this.send({ type: "cancel", batchId: this.#batch.id });
    this.send({ type: "close" });
    this.#lose({ kind: "exception", message: "The skill was ended while the batch was running." });
    this.#disturbance.stop();
    if (!this.#exited) await endProcessGroup(this.pid, { graceMs: this.#options.graceMs });
    await this.#gone;
  }

  #readOutput(): void {
    const { stdout, stderr } = this.#child;
    readSkillOutput({
      stdout,
      stderr,
      budget: this.#budget,
      redact: this.#options.redact,
      onMessage: (message) => {
        if (this.#loss === null) this.#onMessage(message);
      },
      onErrorLine: (line) => this.#onErrorLine(line),
      onViolation: (what) => this.#onProtocolViolation(what),
    });
    stdout.once("end", () => this.#limitSilence());
  }

  /** Without its output a skill can report nothing, but would keep its batch until a time limit. */
  #limitSilence(): void {
    const message = "The skill closed its output, so it can report nothing any more.";
    const cancelLimit = startSteadyTimer(this.#options.clock, SILENT_LIMIT_MS, () =>
      this.#kill({ kind: "exception", message }),
    );
    this.#child.once("exit", cancelLimit);
  }

  #onErrorLine(line: string): void {
    this.#exitReason.noteErrorLine(line);
    this.#log("warn", line);
  }

  #log(level: "info" | "warn" | "error", text: string): void {
    const onLog = this.#batch?.listener.onLog ?? this.#options.onLog;
    onLog(level, text.slice(0, MAX_LOG_TEXT));
  }

  #onMessage(message: SkillMessage): void {
    switch (message.type) {
      case "ready":
        if (this.#opening === null) return this.#onProtocolViolation("a second ready");
        this.#opening.onReady(message.items);
        this.#opening = null;
        return;
      case "open-failed":
        return this.#kill({ kind: "exception", message: message.message });
      case "log":
        if (message.level === "error") this.#exitReason.noteError(message.text);
        return this.#log(message.level, message.text);
      default:
        return this.#onBatchMessage(message);
    }
  }

  #onBatchMessage(message: Extract<SkillMessage, { batchId: number }>): void {
    const batch = this.#batch;
    if (batch === null || message.batchId !== batch.id)
      return this.#onProtocolViolation(`a message of batch ${message.batchId}, which is not running`);
    if (message.type === "item") {
      const { index, ok, error, values, samples, outcome } = message;
      const position = index - batch.fromItem;
      if (batch.seen[position] !== 0) return this.#onProtocolViolation(`item ${index} twice or outside its batch`);
      batch.seen[position] = 1;
      return batch.listener.onItem({ index, ok, error: error ?? null, values, samples, outcome });
    }
    if (message.type === "progress") {
      batch.listener.onProgress?.();
      return message.text === "" ? undefined : this.#log("info", message.text);
    }
    if (message.type === "batch-done") return this.#settle(toDone(message.workerMs));
    this.#settle({ ok: false, kind: message.kind, message: message.message, workerLost: false });
  }

  #settle(outcome: BatchOutcome): void {
    const batch = this.#batch;
    this.#batch = null;
    batch?.settle(outcome);
  }

  #onTooManyProcesses(): void {
    const message = `The skill started more than ${this.#options.maxProcesses} processes.`;
    this.#kill({ kind: "exception", message });
  }

  #onProtocolViolation(what: string): void {
    this.#kill({ kind: "validation", message: `The skill broke the protocol: it sent ${what}.` });
  }

  #kill(loss: WorkerLoss): void {
    this.#lose(loss);
    this.#disturbance.stop();
    if (!this.#exited) killTree(this.pid);
  }

  /** Keeps the first cause; what follows from it (a kill, an exit) explains nothing. */
  #lose(loss: WorkerLoss): void {
    this.#loss ??= loss;
    this.#settle({ ok: false, ...this.#loss, workerLost: true });
    this.#opening?.onLost(this.#loss);
    this.#opening = null;
  }

  #onClose(code: number | null, signal: NodeJS.Signals | null): void {
    this.#exited = true;
    this.#cpuWait.close();
    this.#memory.stop();
    this.#disturbance.stop();
    this.#lose(this.#exitReason.explain(code, signal));
    this.#options.onGone();
  }
}

function toDone(workerMs: number | undefined): BatchOutcome {
  return workerMs === undefined ? { ok: true } : { ok: true, workerMs };
}
