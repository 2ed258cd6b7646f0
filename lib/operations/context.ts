import type { Actor } from "../core/run/actor.ts";
import type { Clock, NewId } from "../core/ports/clock.ts";
import type { CommandInbox } from "../core/ports/command-inbox.ts";
import type { Experiments } from "../core/ports/experiments.ts";
import type { ExportPlaces } from "../core/ports/export-places.ts";
import type { EventLog } from "../core/ports/event-log.ts";
import type { InputStore } from "../core/ports/input-store.ts";
import type { PriceSource } from "../core/ports/price-source.ts";
import type { SkillChecker } from "../core/ports/skill-checker.ts";
import type { RunQueue } from "../core/ports/run-ownership.ts";
import type { DemoStore, GrantStore, RunStore } from "../core/ports/run-store.ts";
import type { StageStore } from "../core/ports/stage-store.ts";
import type { Storage } from "../core/ports/storage.ts";
import type { FreeSlots } from "../core/run/queue-wait.ts";
import type { Receiver } from "../telemetry-settings.ts";
import type { InstalledSkills } from "../skills/sources/installed-skill.ts";
import type { FolderProblem } from "../skills/sources/open-skills.ts";

/** The dependencies of an operation, and the actor on whose behalf it runs. */
export type OperationContext = {
  readonly actor: Actor;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly runs: RunStore;
  readonly log: EventLog;
  readonly commands: CommandInbox;
  readonly queue: Pick<RunQueue, "send">;
  readonly demos: DemoStore;
  readonly stages: StageStore;
  readonly grants: GrantStore;
  readonly inputs: InputStore;
  readonly storage: Pick<Storage, "measure">;
  readonly prices: PriceSource;
  readonly skills: InstalledSkills;
  /** folders of skills that cannot be used, and why; missing where the skills are fixed */
  readonly skillProblems?: () => readonly FolderProblem[];
  /** missing in processes that check no skills */
  readonly checker?: SkillChecker;
  /** where runs are sent to, and how far they are; missing where nothing is configured */
  readonly telemetry?: TelemetryAccess;
  /** free slots of the living runners; missing in processes that do not follow runners */
  readonly freeSlots?: () => FreeSlots;
};

export type TelemetryAccess = {
  /** whether what skills and items say is sent as well */
  readonly content: boolean;
  /** at least one */
  readonly receivers: readonly Receiver[];
  readonly exports: Pick<ExportPlaces, "listExporters" | "listOfRun">;
  readonly experiments: Pick<Experiments, "find" | "request">;
};

/** An error that a caller can handle: `code` is stable, `message` says what to do. */
export type OperationError = {
  readonly code:
    | "forbidden"
    | "unauthenticated"
    | "invalid-input"
    | "not-found"
    | "conflict"
    | "click-id-reused"
    | "unavailable";
  readonly message: string;
};
