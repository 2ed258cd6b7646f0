/** What a runner announces each second, and when its free places change. */
export type RunnerNotice = {
  readonly runnerId: string;
  /** places for runs that begin; null: the runner has stopped */
  readonly free: number | null;
};

/** Announcements of the runners, so that a waiting run can say why it waits. They are hints, delivered at most once. */
export interface RunnerPresence {
  announce(notice: RunnerNotice): Promise<void>;
  subscribe(listener: (notice: RunnerNotice) => void): Promise<() => Promise<void>>;
}
