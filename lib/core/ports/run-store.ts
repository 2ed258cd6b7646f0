import type { RunStatus } from "../run/statuses.ts";
import type { Actor } from "../run/actor.ts";
import type { RunSpec, SyncMode } from "../run/spec.ts";

export type RunListItem = {
  readonly id: string;
  readonly title: string;
  readonly skillId: string;
  readonly sync: SyncMode;
  readonly hold: "none" | "presenter";
  readonly status: RunStatus;
  readonly seed: number;
  readonly items: readonly number[];
  readonly itemsDone: readonly number[];
  readonly quality: readonly (number | null)[];
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  /** run time of the last event */
  readonly runMs: number;
  readonly lastSeq: number;
};

/** The latest complete run of a demo. */
export type LastRun = {
  readonly runId: string;
  /** active time of its longest scenario, without holds and pauses */
  readonly activeMs: number;
  /** items per scenario, in display order */
  readonly items: readonly number[];
};

export type RunFilter = {
  readonly skillId?: string;
  readonly sync?: SyncMode;
  readonly status?: RunStatus;
  /** matches title, skill and id */
  readonly search?: string;
  /** ISO 8601, inclusive / exclusive */
  readonly createdFrom?: string;
  readonly createdTo?: string;
};

export type RunHead = { readonly id: string; readonly lastSeq: number };

/** All runs at a glance, and the newest ones of each kind. */
export type RunSurvey = {
  readonly byStatus: { readonly [status in RunStatus]: number };
  /** queued, and no runner has them */
  readonly waitingRuns: number;
  /** for runs that have not ended: stored, and not handled by a runner yet */
  readonly waitingCommands: number;
  /** runs that have not ended, `active` included */
  readonly unended: number;
  /** not ended, newest first */
  readonly active: readonly RunHead[];
  /** ended, newest first by creation */
  readonly ended: readonly RunHead[];
};

export interface RunStore {
  /** Stores the run, its scenarios and its first fact, run.queued, in one statement. */
  create(run: {
    readonly id: string;
    readonly spec: RunSpec;
    readonly actor: Actor;
    readonly at: string;
  }): Promise<void>;
  get(runId: string): Promise<RunListItem | null>;
  /** Deletes an ended run with everything stored for it. "in-use": it has not ended, or a runner has it. */
  remove(runId: string): Promise<"removed" | "in-use" | "unknown">;
  /** Ids of the runs that were queued before this one and have no runner yet, oldest first, at most `limit`. */
  findQueuedBefore(runId: string, limit: number): Promise<string[]>;
  /** Newest first; keyset pages. */
  list(
    filter: RunFilter,
    page: { readonly limit: number; readonly cursor: string | null },
  ): Promise<{ readonly items: RunListItem[]; readonly nextCursor: string | null }>;
  /** One statement. */
  survey(limits: { readonly active: number; readonly ended: number }): Promise<RunSurvey>;
  /**
   * The latest complete run of each demo, by demo id, among the last RECENT_RUNS complete ones of its skill; demos without one
   * are missing. One statement for all demos.
   */
  findLastRuns(
    demos: readonly { readonly id: string; readonly skillId: string }[],
  ): Promise<ReadonlyMap<string, LastRun>>;
}

export const RECENT_RUNS = 50;

export type Demo = {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** a bundled sample, stored at the first start */
  readonly sample: boolean;
  readonly spec: RunSpec;
  readonly createdAt: string;
};

export interface DemoStore {
  list(): Promise<Demo[]>;
  get(id: string): Promise<Demo | null>;
  /** Stores the missing samples in one statement; existing ones are not changed. */
  addMissing(demos: readonly Demo[]): Promise<void>;
}

export type GrantRole = "presenter" | "reviewer";
export type Grant = {
  readonly id: string;
  readonly role: GrantRole;
  readonly label: string;
  readonly kind: "key" | "session";
  readonly expiresAt: string | null;
};

/** Why a grant is no longer valid. `signed-out`: this session was ended by itself; its key is still valid. */
export type GrantEnd = "revoked" | "expired" | "signed-out";

/** Keys and sessions, stored as SHA-256 hashes (128-bit random secrets need no salt). */
export interface GrantStore {
  add(grant: Grant & { readonly secretHash: string; readonly parentId: string | null }): Promise<void>;
  /** The grant, unless it or its parent is expired or revoked; null otherwise. */
  findBySecretHash(secretHash: string): Promise<Grant | null>;
  /** Those that are no longer valid among the given hashes, and why; an unknown hash counts as expired. One statement for all. */
  findEnded(secretHashes: readonly string[]): Promise<ReadonlyMap<string, GrantEnd>>;
  /** Revokes a key and the sessions created from it. */
  revoke(id: string): Promise<void>;
  list(): Promise<Grant[]>;
}
