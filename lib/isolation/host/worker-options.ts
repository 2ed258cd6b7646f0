import type { Clock } from "../../core/ports/clock.ts";
import type { WorkerListener, WorkerRequest } from "../../core/ports/skill-host.ts";
import type { Balloon } from "../harm/disturbance.ts";
import type { SkillProcess } from "../process/launch.ts";
import type { ProcessCensus } from "../process/process-census.ts";
import type { WorkerLoss } from "./exit-reason.ts";

export type Opening = { readonly onReady: (items: number) => void; readonly onLost: (loss: WorkerLoss) => void };

export type WorkerOptions = {
  readonly child: SkillProcess;
  readonly request: WorkerRequest;
  readonly onLog: WorkerListener["onLog"];
  readonly opening: Opening;
  readonly graceMs: number;
  readonly clock: Pick<Clock, "nowMs">;
  readonly census: ProcessCensus;
  /** processes that the skill may have at the same time, its first one included */
  readonly maxProcesses: number;
  /** hides the skill's secrets in all texts that it sends; null for a skill without secrets */
  readonly redact: ((text: string) => string) | null;
  /** starts a process that allocates this much memory */
  readonly launchBalloon: (sizeMb: number) => Balloon;
  /** called once, when the process has ended */
  readonly onGone: () => void;
};
