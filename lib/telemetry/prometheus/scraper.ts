import type { Clock } from "../../core/ports/clock.ts";
import type { ExporterState, ExportPlaces } from "../../core/ports/export-places.ts";
import type { ProcessFigures } from "../../core/ports/process-figures.ts";
import type { Shortage } from "../../core/ports/storage.ts";
import type { LivingRunner } from "../../follow-runners.ts";
import type { HubFigures } from "../../realtime/sockets/hub.ts";
import { settlesWithin } from "../../settle-within.ts";
import { renderSamples } from "./exposition.ts";
import { sampleRun } from "./run-samples.ts";
import type { RunTracker, TrackedRuns } from "./run-tracker.ts";
import { Samples } from "./samples.ts";
import { sampleExporters, sampleHub, sampleProcess, sampleRunners, sampleShortage } from "./server-samples.ts";

/** Two Prometheus servers, or an impatient script, get the same answer this long, so that scrapes take a bounded share of the process. */
const SHARED_MS = 250;
/** Prometheus gives up after its scrape_timeout, of which the shortest in use is a second. */
const DATABASE_LIMIT_MS = 700;

type Deps = {
  readonly tracker: RunTracker;
  /** round trip to the database, ms */
  readonly ping: () => Promise<number>;
  /** null: runs are sent nowhere */
  readonly exporters: Pick<ExportPlaces, "listExporters"> | null;
  readonly readProcess: () => ProcessFigures;
  readonly livingRunners: () => readonly LivingRunner[];
  readonly readHub: () => HubFigures;
  readonly shortage: () => Shortage | null;
  readonly clock: Clock;
  readonly version: string;
  /** called when the database cannot be read, whatever the cause */
  readonly onFault: (error: unknown) => void;
};

type Stored = { readonly tracked: TrackedRuns; readonly exporters: readonly ExporterState[]; readonly readAt: number };

/** Answers scrapes. What the database says is read within a limit; without it the last known figures are returned. */
export class Scraper {
  readonly #deps: Deps;
  #answer: { readonly text: Promise<string>; readonly atMs: number } | null = null;
  #pinging: Promise<void> | null = null;
  #reading: Promise<void> | null = null;
  #pingMs: number | null = null;
  #stored: Stored | null = null;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** The text in Prometheus' format; requests at about the same time share one. */
  async scrape(): Promise<string> {
    const nowMs = this.#deps.clock.nowMs();
    if (this.#answer === null || nowMs - this.#answer.atMs >= SHARED_MS)
      this.#answer = { text: this.#make(), atMs: nowMs };
    return await this.#answer.text;
  }

  async #make(): Promise<string> {
    // what is late goes on, and the next scrape finds its result
    this.#pinging ??= this.#ping().finally(() => {
      this.#pinging = null;
    });
    this.#reading ??= this.#read().finally(() => {
      this.#reading = null;
    });
    await settlesWithin(Promise.all([this.#pinging, this.#reading]), DATABASE_LIMIT_MS);
    return await renderSamples(this.#collect());
  }

  async #ping(): Promise<void> {
    this.#pingMs = null;
    try {
      this.#pingMs = await this.#deps.ping();
    } catch (error) {
      this.#deps.onFault(error);
    }
  }

  async #read(): Promise<void> {
    const { tracker, exporters, clock, onFault } = this.#deps;
    try {
      const tracked = await tracker.read();
      const listed = (await exporters?.listExporters()) ?? [];
      this.#stored = { tracked, exporters: listed, readAt: clock.wallTime().getTime() / 1_000 };
    } catch (error) {
      onFault(error);
    }
  }

  #collect(): Samples {
    const { clock, version, readProcess, livingRunners, readHub, shortage } = this.#deps;
    const samples = new Samples();
    samples.add("triptych_build_info", 1, { version, node_version: process.versions.node });
    samples.add("triptych_database_up", Number(this.#pingMs !== null));
    samples.add("triptych_database_ping_seconds", this.#pingMs === null ? null : this.#pingMs / 1_000);
    sampleShortage(samples, shortage());
    sampleProcess(samples, "web", "", readProcess());
    const wallSeconds = clock.wallTime().getTime() / 1_000;
    sampleRunners(samples, livingRunners(), { nowMs: clock.nowMs(), wallSeconds });
    sampleHub(samples, readHub());
    if (this.#stored !== null) sampleStored(samples, this.#stored);
    return samples;
  }
}

function sampleStored(samples: Samples, { tracked: { survey, runs }, exporters, readAt }: Stored): void {
  samples.add("triptych_runs_read_timestamp_seconds", readAt);
  for (const [status, count] of Object.entries(survey.byStatus)) samples.add("triptych_runs", count, { status });
  samples.add("triptych_runs_waiting", survey.waitingRuns);
  samples.add("triptych_runs_beyond_limit", survey.unended - survey.active.length);
  samples.add("triptych_commands_waiting", survey.waitingCommands);
  for (const run of runs) sampleRun(samples, run);
  sampleExporters(samples, exporters);
}
