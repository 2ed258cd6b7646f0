import type { EventLog } from "../../core/ports/event-log.ts";
import { foldRun } from "../../core/reduce/reduce.ts";
import type { RunState } from "../../core/run/state.ts";
import type { Frozen } from "../../core/stage/programme.ts";
import { toAudienceState } from "../audience/view.ts";
import { shareText } from "../follow/state-text.ts";

/** The picture that the audience keeps while it is frozen, for those who join meanwhile: read from the log once. */
export class FrozenPictures {
  readonly #log: Pick<EventLog, "readSnapshot" | "read">;
  #kept: { readonly key: string; readonly picture: Promise<RunState | null> } | null = null;

  constructor(log: Pick<EventLog, "readSnapshot" | "read">) {
    this.#log = log;
  }

  /** The picture is in memory when it freezes, so that it needs no database. */
  keep(runId: string, { seq }: Frozen, state: RunState): void {
    this.#kept = { key: `${runId} ${seq}`, picture: Promise.resolve(state) };
  }

  /** null for an unknown run. Rejects when the log cannot be read. */
  find(runId: string, { seq }: Frozen): Promise<RunState | null> {
    const key = `${runId} ${seq}`;
    if (this.#kept?.key === key) return this.#kept.picture;
    const picture = this.#read(runId, seq);
    this.#kept = { key, picture };
    picture.catch(() => (this.#kept = this.#kept?.picture === picture ? null : this.#kept));
    return picture;
  }

  async #read(runId: string, seq: number): Promise<RunState | null> {
    const before = await this.#log.readSnapshot(runId, seq);
    const later = await this.#log.read(runId, before?.lastSeq ?? 0);
    const state = foldRun(
      later.filter((event) => event.seq <= seq),
      before,
    );
    return state === null ? null : shareText(toAudienceState(state));
  }
}
