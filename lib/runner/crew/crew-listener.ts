import type { WorkerListener } from "../../core/ports/skill-host.ts";

/** What a crew reports while its scenario runs. */
export type CrewListener = {
  /** something to decide about may have changed */
  readonly onChange: () => void;
  readonly onLog: WorkerListener["onLog"];
  /** the runner's own remarks about the crew: nothing that a skill prints keeps them out of the log */
  readonly onNote: (text: string) => void;
};
