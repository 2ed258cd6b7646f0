import fc from "fast-check";
import { expect, test } from "vitest";
import { createJoiner } from "../../lib/client/stream/joiner.ts";
import { INITIAL_PROGRAMME } from "../../lib/core/stage/programme.ts";
import type { Stage } from "../../lib/core/ports/stage-store.ts";
import { StageCache } from "../../lib/realtime/follow/stage-cache.ts";
import { LIVE_PROTOCOL, type JoinReply } from "../../lib/realtime/protocol/protocol.ts";
import { join, type JoinDeps } from "../../lib/realtime/sockets/joins.ts";
import type { HubSocket, SocketData } from "../../lib/realtime/sockets/socket-types.ts";
import { StageWatch } from "../../lib/realtime/sockets/stage-watch.ts";
import { buildSpec } from "../support/spec.ts";

const FIRST = "AAAAAA";
const CODES = [FIRST, "BBBBBB", "CCCCCC"];
const RUNS = ["run_1", "run_2", "run_3"];

type Change =
  | { readonly kind: "run"; readonly runId: string }
  | { readonly kind: "code"; readonly code: string }
  | { readonly kind: "join"; readonly code: string };
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant("run" as const), runId: fc.constantFrom(...RUNS) }),
  fc.record({ kind: fc.constant("code" as const), code: fc.constantFrom(...CODES) }),
  fc.record({ kind: fc.constant("join" as const), code: fc.constantFrom(...CODES) }),
);

/** The hub's side of one process, where every answer of the database, every notice and every message takes its own time. */
class Race {
  readonly #scheduler: fc.Scheduler;
  readonly sockets: HubSocket[] = [];
  readonly phones: { readonly code: string; readonly data: SocketData; shows: string | null }[] = [];
  readonly stages: StageCache;
  readonly watch: StageWatch;
  stage: Stage = { id: "stage_1", code: FIRST, runId: null, expiresAt: null, programme: INITIAL_PROGRAMME };
  readonly #opened = new Set<string>();

  constructor(scheduler: fc.Scheduler) {
    this.#scheduler = scheduler;
    this.stages = new StageCache({ findByCode: (code) => this.#find(code) });
    this.watch = new StageWatch({
      stages: this.stages,
      director: { refresh: () => undefined },
      sockets: () => this.sockets,
    });
  }

  apply(next: Change): void {
    if (next.kind === "join") return this.#addPhone(next.code);
    const { kind, ...changed } = next;
    this.stage = { ...this.stage, ...changed };
    void this.#pass(`notice of ${kind}`).then(() => this.watch.onChange());
  }

  #pass(what: string): Promise<unknown> {
    return this.#scheduler.schedule(Promise.resolve(), what);
  }

  async #find(code: string): Promise<Stage | null> {
    await this.#pass("question");
    const { stage } = this;
    await this.#pass("answer");
    return stage.code === code ? stage : null;
  }

  #addPhone(code: string): void {
    const data = { sessionSecret: null, address: "", location: null, joins: 0, replacedCode: null, wrongCodes: 0 };
    const phone = { code, data, shows: "nothing" as string | null };
    const onStage = () => void this.#pass("stage message").then(() => joiner.renew());
    const socket = toSocket({ data, connected: true, join: () => undefined, leave: () => undefined, emit: onStage });
    const joiner = createJoiner({
      ask: async () => {
        await this.#pass("join");
        const reply: JoinReply = await join(this.#deps(), socket, { protocol: LIVE_PROTOCOL, as: "audience", code });
        await this.#pass("reply");
        return reply;
      },
      onJoined: ({ runId }) => void (phone.shows = runId),
      onRefused: (refusal) => void (phone.shows = refusal.code),
      onWaiting: () => void (phone.shows = "waiting"),
      random: () => 0,
    });
    this.sockets.push(socket);
    this.phones.push(phone);
    joiner.restart();
  }

  #deps(): JoinDeps {
    const snapshot = () => ({ state: { spec: buildSpec() }, factSeq: 0, live: { runAtMs: 0, runner: "none" } });
    const watched = (runId: string) => ({ runId, snapshot });
    const runs = {
      find: (runId: string) => (this.#opened.has(runId) ? watched(runId) : undefined),
      watch: async (runId: string) => {
        await this.#pass("opening");
        this.#opened.add(runId);
        return watched(runId);
      },
    };
    const limits = { mayTryCode: async () => true, countWrongCode: async () => undefined };
    const director = { programme: INITIAL_PROGRAMME, programmeOf: () => INITIAL_PROGRAMME };
    return toDeps({ runs, limits, director, stages: this.stages, countViewers: () => 0 });
  }
}

/** Safe: `join` and `StageWatch` use nothing else of these. */
const toSocket = (socket: object) => socket as HubSocket;
const toDeps = (deps: object) => deps as JoinDeps;

test("[G3][F4] however joins and changes of the stage interleave, every phone ends at the stage's current run, or learns that its code is wrong", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 2, maxLength: 12 }), fc.scheduler(), async (changes, scheduler) => {
      const race = new Race(scheduler);
      race.apply({ kind: "join", code: FIRST });
      const acts = changes.map((next) => ({ builder: async () => race.apply(next), label: JSON.stringify(next) }));
      scheduler.scheduleSequence(acts);
      await scheduler.waitIdle();
      const { stage } = race;
      const found = race.phones.map(({ data, shows }) => ({ shows, runId: data.location?.runId }));
      // a renewed code may come back here, as it cannot outside: whoever was refused stays refused until the page is looked at
      const expected = race.phones.map(({ code, shows }) =>
        code === stage.code && shows !== "unknown-code"
          ? { shows: stage.runId, runId: stage.runId }
          : { shows: "unknown-code", runId: undefined },
      );
      expect(found).toEqual(expected);
    }),
    { seed: 8, numRuns: 500 },
  );
});
