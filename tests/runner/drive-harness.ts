import type { CommandType } from "../../lib/core/run/commands.ts";
import type { RunEvent, RunEventOf, RunEventType, Suspension } from "../../lib/core/run/events.ts";
import type { RunCommand } from "../../lib/core/run/commands.ts";
import type { Clock } from "../../lib/core/ports/clock.ts";
import type { SkillHost } from "../../lib/core/ports/skill-host.ts";
import { RunDrive, type DriveEnd } from "../../lib/runner/drive/drive-run.ts";
import type { TraceparentOf } from "../../lib/runner/drive/open-crews.ts";
import type { SmokeLimits } from "../../lib/runner/smoke/smoke-run.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import type { Stores } from "../../lib/store/stores.ts";
import { createFakeSkillHost, type FakeBehaviour } from "../support/fake-skill-host.ts";
import { testRunSpec, type TestRunSpec } from "../support/run-spec.ts";
import { skillRegistry } from "../support/skills/registry.ts";

const presenter = { role: "presenter", name: "test" } as const;
const owner = { runnerId: "runner_test", machineId: "here", processSpace: "boot", pid: 1, processStartedAt: "0" };

/** A run with in-memory stores and a fake host, driven by the real drive. */
export async function startDrive(
  spec: TestRunSpec = {},
  behaviour: FakeBehaviour = {},
  realHost?: SkillHost,
  realClock: Clock = { nowMs: () => performance.now(), wallTime: () => new Date() },
  smokeLimits: SmokeLimits = { prepareMs: 100, togetherMs: 20, aloneMs: 20, patienceMs: 100 },
  stores: Stores = createMemoryStores(),
  traceparentOf?: TraceparentOf,
) {
  const fake = createFakeSkillHost(behaviour);
  let passedMs = 0;
  const clock: Clock = { ...realClock, nowMs: () => realClock.nowMs() + passedMs };
  const runId = "run_test";
  await stores.runs.create({ id: runId, spec: testRunSpec(spec), actor: presenter, at: new Date().toISOString() });
  const deps = {
    ...stores,
    host: realHost ?? fake.host,
    skills: skillRegistry,
    clock,
    runnerId: owner.runnerId,
    smokeLimits,
    traceparentOf,
  };
  let drive: RunDrive | null = null;

  /** `crashes`: number of runner crashes counted before this claim. */
  async function claimAndDrive(crashes = 0): Promise<DriveEnd> {
    const claim = await stores.ownership.claim(runId, owner);
    if (claim === null) throw new Error("the run cannot be claimed");
    drive = new RunDrive(deps, { ...claim, crashes: claim.crashes + crashes });
    try {
      return await drive.run();
    } finally {
      await stores.ownership.release(claim);
    }
  }

  /** Drives until the promise resolves, then loses the runner like `kill -9`: its claim is not released and counts as a crash. */
  async function driveUntilKilled(reached: () => Promise<unknown>): Promise<void> {
    const claim = await stores.ownership.claim(runId, owner);
    if (claim === null) throw new Error("the run cannot be claimed");
    drive = new RunDrive(deps, claim);
    const ended = drive.run();
    await reached();
    drive.abandon(new Error("killed"));
    await ended;
    await stores.ownership.endLeasesOfDeadProcesses(owner, () => false);
  }

  async function send(type: CommandType, more: Partial<RunCommand> = {}): Promise<void> {
    const id = more.id ?? `cmd_${Math.random()}`;
    await stores.commands.add({
      id,
      runId,
      type,
      scenarioId: null,
      percent: null,
      force: false,
      fault: null,
      actor: presenter,
      ...more,
    });
    drive?.noticeCommand();
  }

  /** Resolves with the first matching event, past or future. */
  function seen(matches: (event: RunEvent) => boolean): Promise<RunEvent> {
    return new Promise((resolve, reject) => {
      const look = async () => {
        const match = (await stores.log.read(runId, 0)).find(matches);
        if (match === undefined) return;
        resolve(match);
        await (
          await subscribed
        )();
      };
      const subscribed = stores.log.subscribe(() => void look().catch(reject));
      subscribed.then(look).catch(reject);
    });
  }

  async function eventsOf<Type extends RunEventType>(type: Type): Promise<RunEventOf<Type>[]> {
    const events = await stores.log.read(runId, 0);
    return events.filter((event): event is RunEventOf<Type> => event.type === type);
  }

  return {
    ...fake,
    stores,
    runId,
    claimAndDrive,
    driveUntilKilled,
    send,
    seen,
    eventsOf,
    /** The clock goes on by this much at once. */
    pass(ms: number): void {
      passedMs += ms;
      drive?.noticeCommand();
    },
    stop: () => drive?.stop(),
    noteSuspension: (suspension: Suspension) => drive?.noteSuspension(suspension),
    abandon: () => drive?.abandon(new Error("taken over")),
    state: async () => {
      const state = await stores.log.readState(runId);
      if (state === null) throw new Error("no such run");
      return state;
    },
  };
}
