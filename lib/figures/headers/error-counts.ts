import { countsLoad, countsWorkers } from "../../core/judgement/sizes/size-kind.ts";
import type { Noun } from "../../core/words/plural.ts";
import type { Column } from "../columns.ts";

type Named = readonly [string, Column];

/** How many were tried. */
const REQUESTS =
  /^(?:(?:num|total|n)_(?:of_)?)?(?:requests?|reqs|http_reqs|total|count|calls|queries|operations|ops|transactions|samples|#_?samples)(?:_(?:count|total|sent))?$/;

/**
 * Errors are a share of what was tried. A number of threads, clients or bytes is not that, so that such a size needs a column
 * of requests beside it; without one, a count of errors says nothing about their share.
 */
export function chooseErrorColumns(
  names: readonly string[],
  size: Column | undefined,
  unit: Noun | null,
  errors: readonly Named[],
): readonly Named[] {
  const noun = unit ?? nounOf(size);
  if (errors.length === 0 || noun === null || !isApart(noun)) return errors;
  const requests = findRequests(names, size);
  return requests === undefined ? [] : [...errors, [requests, { role: "requests", name: requests }]];
}

/** A column of requests is no second size beside the load or the workers that sent them. */
export function withoutRequests(sizes: readonly Named[]): readonly Named[] {
  const apart = sizes.filter(([, column]) => isApartSize(column));
  return apart.length > 0 ? sizes.filter(([name, column]) => isApartSize(column) || !REQUESTS.test(name)) : sizes;
}

function findRequests(names: readonly string[], size: Column | undefined): string | undefined {
  return names.find((name) => REQUESTS.test(name) && name !== size?.name);
}

function isApartSize(column: Column): boolean {
  const noun = nounOf(column);
  return noun !== null && isApart(noun);
}

function nounOf(column: Column | undefined): Noun | null {
  return column?.role === "size" ? column.noun : null;
}

/** Jobs and tasks may fail themselves. */
function isApart(noun: Noun): boolean {
  return (
    countsLoad(noun) || /byte|B$/.test(noun.one) || (countsWorkers(noun, true) && !/^(?:job|task)s?$/.test(noun.one))
  );
}
