import { systemClock } from "../clock.ts";
import type { ExportPlaces } from "../core/ports/export-places.ts";
import type { Receiver } from "../telemetry-settings.ts";

/** Longer than the lease of a process that was killed just before. */
const AGAIN_MS = 20_000;

/**
 * Stores which receivers are configured, so that runs are sent from now on although the process that sends cannot start, and are
 * not sent later to one that is not. Again while another process still sends to such a one, which may have been killed.
 */
export async function configureExporters(
  exports: Pick<ExportPlaces, "configure">,
  receivers: readonly Receiver[],
  report: (what: string, error: unknown) => void,
  againMs = AGAIN_MS,
): Promise<{ stop(): void }> {
  const names = [...new Set(receivers.map(({ exporter }) => exporter))];
  const startedAt = systemClock.wallTime().toISOString();
  const configure = () => exports.configure(names, startedAt);
  let timer: NodeJS.Timeout | undefined;
  const repeat = (): void => {
    timer = setTimeout(() => {
      configure().then(
        (areOthersOn) => areOthersOn && repeat(),
        (error: unknown) => {
          report("Receivers that are not configured cannot be turned off", error);
          repeat();
        },
      );
    }, againMs).unref();
  };
  if (await configure()) repeat();
  return { stop: () => clearTimeout(timer) };
}
