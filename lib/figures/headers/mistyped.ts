import { distance } from "fastest-levenshtein";

/** The usual names, which people mistype. */
const KNOWN =
  "items size rows records threads workers cores clients users vus connections concurrency requests files messages elements bytes elapsed_ms elapsed time time_ms time_s duration duration_ms seconds milliseconds latency latency_ms mean median throughput".split(
    " ",
  );
const SHORTEST = 4;

/** The known name that differs by a letter or, if it is long, by two. */
export function findMeant(name: string): string | null {
  if (name.length < SHORTEST) return null;
  const [nearest] = KNOWN.map((known) => ({ known, apart: distance(name, known) })).toSorted(
    (one, other) => one.apart - other.apart,
  );
  const most = name.length > 2 * SHORTEST - 1 ? 2 : 1;
  return nearest !== undefined && nearest.apart > 0 && nearest.apart <= most ? nearest.known : null;
}
