/** A run with facts that have not been sent yet. */
export type PendingRun = {
  readonly runId: string;
  /** everything up to this fact has been sent */
  readonly sentSeq: number;
  readonly lastSeq: number;
};

/** Why a receiver takes nothing at present. */
export type SendFault = {
  /** of its answer, such as 401; null: it gave none, or asked to try later, which the SDK reports alike */
  readonly status: number | null;
  /** ISO 8601 */
  readonly since: string;
};

/** What an exporter has done since its process started. */
export type ExportReport = {
  /** records that the receiver has taken */
  readonly sent: number;
  /** records that it will never take */
  readonly refused: number;
  /** requests that are tried again */
  readonly failures: number;
  /** what stands in the way at present; null: nothing */
  readonly fault: string | null;
  /** null while nothing stands in the way, or only refused records; missing in reports of older versions */
  readonly failing?: SendFault | null;
};

export type ExporterState = {
  readonly exporter: string;
  /** ISO 8601; older runs are not sent */
  readonly since: string;
  /** where in the receiver runs are found, such as the id of a project there; null: not known (yet) */
  readonly project: string | null;
  /** whether a process sends at present */
  readonly isRunning: boolean;
  readonly report: ExportReport;
  /** runs with unsent facts */
  readonly pendingRuns: number;
};

/** How far a run has been sent to one exporter. */
export type RunExport = Omit<ExporterState, "pendingRuns"> & {
  /** everything up to this fact has been sent; null: never, since the run is older than the exporter, or was created while that was off */
  readonly sentSeq: number | null;
  readonly lastSeq: number;
};

/** How far the runs have been sent to an exporter, such as "otlp", and which process sends. */
export interface ExportPlaces {
  /**
   * True if `owner` sends for this exporter during the next `leaseMs`; renew it in time. Runs are sent
   * from its first configuration on, or from this call on if it was not configured: older ones stay as they are.
   */
  acquire(exporter: string, owner: string, leaseMs: number, report: ExportReport): Promise<boolean>;
  /** Lets another process send at once. */
  release(exporter: string, owner: string): Promise<void>;
  /**
   * Stores which exporters are configured at a start (ISO 8601): these are on, and all others off. Runs that are created while an
   * exporter is off are never sent to it. True if another is still on because a process sends for it: to be repeated later.
   */
  configure(exporters: readonly string[], at: string): Promise<boolean>;
  /** Oldest first; of this run alone if it is given. */
  listPending(exporter: string, limit: number, runId?: string): Promise<PendingRun[]>;
  /** Ignored for a run that is gone, or that has been sent further. */
  save(exporter: string, runId: string, seq: number): Promise<void>;
  /** Keeps where in the receiver runs are found. */
  locate(exporter: string, project: string): Promise<void>;
  /** All exporters that were ever used and are not off. */
  listExporters(): Promise<ExporterState[]>;
  /** How far a run has been sent to each exporter that was ever used; empty for an unknown run. */
  listOfRun(runId: string): Promise<RunExport[]>;
}
