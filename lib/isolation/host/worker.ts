import type { FailureKind } from "../../core/run/failure-kinds.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { JsonObject } from "../../core/kit/json.ts";
import type {
  BatchItems,
  BatchOutcome,
  SkillWorker,
  WorkerHarm,
  WorkerListener,
  WorkerRequest,
} from "../../core/ports/skill-host.ts";
import { sendInput } from "./send-input.ts";
import type { SkillProcess } from "../process/launch.ts";
import { createDisturbance, type Balloon, type Disturbance } from "../harm/disturbance.ts";
import { readCpuWaitMs } from "../process/cpu-wait.ts";
import { createLineReader } from "./lines.ts";
import { watchMemory, type MemoryWatch } from "./memory-watch.ts";
import { startSteadyTimer } from "./steady-timer.ts";
import { createOutputBudget } from "./output-budget.ts";
import { endProcessGroup, killTree } from "../process/process-group.ts";
import { type HostMessage, MAX_LINE_BYTES, readSkillMessage, type SkillMessage } from "../protocol.ts";

export type WorkerLoss = { readonly kind: FailureKind; readonly message: string };

type OpenBatch = {
  readonly id: number;
  readonly fromItem: number;
  readonly seen: Uint8Array;
  readonly listener: WorkerListener;
  readonly settle: (outcome: BatchOutcome) => void;
};

export type Opening = { readonly onReady: (items: number) => void; readonly onLost: (loss: WorkerLoss) => void };

export type WorkerOptions = {
  readonly child: SkillProcess;
  readonly request: WorkerRequest;
  readonly onLog: WorkerListener["onLog"];
  readonly opening: Opening;
  readonly graceMs: number;
  readonly clock: Pick<Clock, "nowMs">;
  /** starts a process that allocates this much memory */
  readonly launchBalloon: (sizeMb: number) => Balloon;
  /** called once, when the process has ended */
  readonly onGone: () => void;
};

/** the process has ended, so its last lines are already in the pipe */
const DRAIN_LIMIT_MS = 2_000;
const MAX_LOG_TEXT = 2_000;
/** Node's last line, which says nothing about the error */
const RUNTIME_VERSION = /^Node\.js v\d/;
/** V8's message before it aborts; it only counts together with the abort */
const HEAP_EXHAUSTED = /heap out of memory/;

/** The host's side of one skill process. Whatever the skill does becomes an outcome of the current batch. */
export class ProcessWorker implements SkillWorker {
  readonly pid: number;
  readonly #child: SkillProcess;
  readonly #options: WorkerOptions;
  readonly #memory: MemoryWatch;
  readonly #budget = createOutputBudget();
  readonly #disturbance: Disturbance;
  readonly #gone: Promise<void>;
  #opening: Opening | null;
  #batch: OpenBatch | null = null;
  #nextBatchId = 1;
  /** the reason why no further batch can run */
  #loss: WorkerLoss | null = null;
  #lastError: string | null = null;
  /** on stderr, where most languages print what has ended them */
  #lastErrorLine: string | null = null;
  /** V8 has reported an exhausted heap, which explains an abort that follows */
  #saysHeapExhausted = false;
  #exited = false;
  #ending: Promise<void> | null = null;

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#opening = options.opening;
    this.#child = options.child;
    this.pid = options.child.pid;
    const { memoryLimitMb } = options.request;
    this.#disturbance = createDisturbance(this.pid, () => options.launchBalloon(memoryLimitMb));
    this.#memory = watchMemory(this.pid, {
      limitMb: memoryLimitMb,
      companion: () => this.#disturbance.balloonPid,
      onOverrun: (usedMb) =>
        this.#kill({
          kind: "memory",
          message: `The skill used ${Math.round(usedMb)} MB; its limit is ${memoryLimitMb} MB.`,
        }),
    });
    this.#gone = new Promise((resolve) => {
      // "close" fires after the last line of output, so that items finished before the exit still count
      this.#child.once("exit", () => {
        killTree(this.pid);
        this.#limitDraining();
      });
      this.#child.once("close", (code, signal) => {
        this.#onClose(code, signal);
        resolve();
      });
    });
    this.#readOutput();
  }

  /** A process that left the group may keep our pipes open forever, so waiting for output is limited. */
  #limitDraining(): void {
    const { stdout, stderr } = this.#child;
    const cancelLimit = startSteadyTimer(this.#options.clock, DRAIN_LIMIT_MS, () => {
      stdout.destroy();
      stderr.destroy();
    });
    this.#child.once("close", cancelLimit);
  }

  get alive(): boolean {
    return this.#loss === null && !this.#exited;
  }

  /** It ended by SIGKILL alone: it had not reacted to cancel, close and SIGTERM. */
  get wasKilled(): boolean {
    return this.#child.signalCode === "SIGKILL";
  }

  memoryMb(): number | null {
    return this.alive ? this.#memory.lastMb : null;
  }

  cpuWaitMs(): number | null {
    return readCpuWaitMs(this.pid);
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

  runBatch({ fromItem, toItem, skip = [] }: BatchItems, listener: WorkerListener): Promise<BatchOutcome> {
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
      this.send({ type: "batch", batchId: id, fromItem, toItem, skip: skip.map(([from, to]) => [from, to]) });
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
    const lines = createLineReader({ maxBytes: MAX_LINE_BYTES, onLine: (line) => this.#onLine(line) });
    const errors = createLineReader({ maxBytes: MAX_LINE_BYTES, onLine: (line) => this.#onErrorLine(line) });
    stdout.on("data", (chunk: Buffer) => {
      if (this.#loss === null && !lines.push(chunk))
        this.#onProtocolViolation(`a line of more than ${MAX_LINE_BYTES} bytes`);
    });
    stderr.on("data", (chunk: Buffer) => {
      if (!errors.push(chunk) || !this.#budget.spend(chunk.length)) this.#onProtocolViolation("endless output");
    });
  }

  #onErrorLine(line: string): void {
    this.#saysHeapExhausted ||= HEAP_EXHAUSTED.test(line);
    if (line.trim() === "") return;
    if (!RUNTIME_VERSION.test(line)) this.#lastErrorLine = line.trim().slice(0, MAX_LOG_TEXT);
    this.#log("warn", line);
  }

  #log(level: "info" | "warn" | "error", text: string): void {
    const onLog = this.#batch?.listener.onLog ?? this.#options.onLog;
    onLog(level, text.slice(0, MAX_LOG_TEXT));
  }

  #onLine(line: string): void {
    if (this.#loss !== null) return;
    const read = readSkillMessage(line);
    if (!read.ok) return this.#onProtocolViolation(read.error);
    const message = read.value;
    switch (message.type) {
      case "ready":
        if (this.#opening === null) return this.#onProtocolViolation("a second ready");
        this.#opening.onReady(message.items);
        this.#opening = null;
        return;
      case "open-failed":
        return this.#kill({ kind: "exception", message: message.message });
      case "log":
        if (message.level === "error") this.#lastError = message.text;
        if (!this.#budget.spend(line.length)) return this.#onProtocolViolation("endless output");
        return this.#log(message.level, message.text);
      default:
        return this.#onBatchMessage(message, line);
    }
  }

  #onBatchMessage(message: Extract<SkillMessage, { batchId: number }>, line: string): void {
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
      if (!this.#budget.spend(line.length)) return this.#onProtocolViolation("endless output");
      batch.listener.onProgress?.();
      return message.text === "" ? undefined : this.#log("info", message.text);
    }
    if (message.type === "batch-done") {
      const { workerMs } = message;
      return this.#settle(workerMs === undefined ? { ok: true } : { ok: true, workerMs });
    }
    const { kind, message: text } = message;
    this.#settle({ ok: false, kind, message: text, workerLost: false });
  }

  #settle(outcome: BatchOutcome): void {
    const batch = this.#batch;
    this.#batch = null;
    batch?.settle(outcome);
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
    this.#memory.stop();
    this.#disturbance.stop();
    this.#lose(this.#explainExit(code, signal));
    this.#options.onGone();
  }

  #explainExit(code: number | null, signal: NodeJS.Signals | null): WorkerLoss {
    // exit code 134: the same abort, reported by a shell
    if (this.#saysHeapExhausted && (signal === "SIGABRT" || code === 134))
      return {
        kind: "memory",
        message: `The skill ran out of its ${this.#options.request.memoryLimitMb} MB of memory.`,
      };
    const how = signal === null ? `exited with code ${code ?? "unknown"}` : `was killed by ${signal}`;
    const reason = this.#lastError ?? this.#lastErrorLine;
    const lastError = reason === null ? "" : ` Its last error: ${reason}`;
    return { kind: "exception", message: `The skill's process ${how}.${lastError}` };
  }
}
