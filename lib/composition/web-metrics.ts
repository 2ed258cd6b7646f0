import { createMetricsPage, type MetricsPage } from "../api/metrics.ts";
import type { RateLimits } from "../access/rate-limits.ts";
import { systemClock } from "../clock.ts";
import type { RunnerFollower } from "../follow-runners.ts";
import { toErrorReport } from "../operations/error-report.ts";
import type { WebServices } from "../operations/services.ts";
import type { Hub } from "../realtime/sockets/hub.ts";
import type { ShortageWatch } from "../realtime/follow/shortage-watch.ts";
import type { Stores } from "../store/stores.ts";
import type { ProcessCounts } from "../telemetry/counts/process-counts.ts";
import { RunTracker } from "../telemetry/prometheus/run-tracker.ts";
import { Scraper } from "../telemetry/prometheus/scraper.ts";

type Parts = {
  readonly services: WebServices;
  readonly limits: RateLimits;
  readonly operatorKey: string;
  readonly version: string;
  readonly stores: Pick<Stores, "ping">;
  /** null: runs are sent nowhere */
  readonly exporters: Pick<Stores["exports"], "listExporters"> | null;
  readonly counts: ProcessCounts;
  readonly runners: RunnerFollower;
  readonly hub: Pick<Hub, "figures">;
  readonly shortages: Pick<ShortageWatch, "current">;
  readonly report: (what: string, error: unknown) => void;
};

/** What Prometheus scrapes. Does nothing until it is scraped. */
export function composeMetrics(parts: Parts): MetricsPage {
  const { services, stores, exporters, counts, runners, hub, shortages, version, report } = parts;
  const scraper = new Scraper({
    tracker: new RunTracker(services),
    ping: () => stores.ping(),
    exporters,
    readProcess: () => counts.read(),
    livingRunners: () => runners.living(),
    readHub: () => hub.figures(),
    shortage: () => shortages.current,
    clock: systemClock,
    version,
    onFault(error) {
      // a database that is away is said by the answer
      if (!toErrorReport(error).expected) report("The figures for /metrics cannot be read", error);
    },
  });
  return createMetricsPage({ ...parts, scrape: () => scraper.scrape() });
}
