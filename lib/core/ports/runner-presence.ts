import type { RunnerFigures } from "./process-figures.ts";

/** What a runner announces each second, and when its number of free slots changes. */
export type RunnerNotice = {
  readonly runnerId: string;
  /** number of free slots; null: the runner has stopped */
  readonly free: number | null;
  /** with the announcement of each second */
  readonly figures?: RunnerFigures | undefined;
};

/** Announcements of the runners, so that the pages can state why a run waits. Hints, delivered at most once. */
export interface RunnerPresence {
  announce(notice: RunnerNotice): Promise<void>;
  subscribe(listener: (notice: RunnerNotice) => void): Promise<() => Promise<void>>;
}
