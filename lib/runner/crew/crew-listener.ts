import type { WorkerListener } from "../../core/ports/skill-host.ts";

/** What a crew reports while its scenario runs. */
export type CrewListener = {
  /** the state that core decides on may have changed */
  readonly onChange: () => void;
  readonly onLog: WorkerListener["onLog"];
  /** the runner's own log lines about the crew, not subject to the limits of the skill's log */
  readonly onNote: (text: string) => void;
};
