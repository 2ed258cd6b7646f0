import type { SendFault } from "./export-places.ts";

/** Items of a scenario at most: each is a request of its own, and receivers limit those per minute. */
export const MOST_EXPERIMENT_ITEMS = 500;

/** A judge's answers of a run that are to be sent as an experiment, and how far they are. */
export type Experiment = {
  /** failed: the receiver will never take them as they are */
  readonly status: "requested" | "sent" | "failed";
  /** ISO 8601 */
  readonly requestedAt: string;
  /** items that the receiver has */
  readonly sent: number;
  /** items with an answer; null: not counted yet */
  readonly total: number | null;
  /** why it is tried again, or has failed; null: nothing stands in the way */
  readonly fault: SendFault | null;
};

/** A request that nobody has begun to send. */
export function toRequest(requestedAt: string): Experiment {
  return { status: "requested", requestedAt, sent: 0, total: null, fault: null };
}

/** Requests to send the judge's answers of a run to an exporter, such as "langfuse". */
export interface Experiments {
  /** Stores a request and wakes the exporter. False: the run is unknown, or a request for it is under way. */
  request(exporter: string, runId: string, requestedAt: string): Promise<boolean>;
  find(exporter: string, runId: string): Promise<Experiment | null>;
  /** Oldest request first. */
  listRequested(exporter: string): Promise<{ readonly runId: string; readonly experiment: Experiment }[]>;
  /** Ignored for a run that is gone. */
  save(exporter: string, runId: string, experiment: Experiment): Promise<void>;
}
