import { joinNames } from "../words.ts";
import type { StandingFailure } from "./error-signature.ts";
import type { ScenarioFigures } from "./judgement-input.ts";
import type { Statement } from "./judgement.ts";
import { bySize } from "./order.ts";
import { row, say } from "./wording.ts";

type Cause = {
  readonly matches: (failure: StandingFailure) => boolean;
  readonly words: (labels: string, failures: readonly StandingFailure[]) => string;
};

/** A failure is told of the first that matches it. */
const CAUSES: readonly Cause[] = [
  {
    matches: ({ fault }) => fault !== null,
    words: (labels, failures) =>
      `Caused by the fault button (${joinNames([...new Set(failures.map(({ fault }) => fault ?? ""))])} in ${labels}): done on purpose, not the skill's fault.`,
  },
  {
    matches: ({ kind, message }) => kind === "memory" || /out of memory|heap|allocation failed|ENOMEM/i.test(message),
    words: (labels) => `Memory limit: ${labels} needed more memory than allowed.`,
  },
  {
    matches: ({ message }) =>
      /ECONN\w+|ENOTFOUND|ETIMEDOUT|EAI_AGAIN|E(?:HOST|NET)UNREACH|EPIPE|socket hang up|fetch failed|network|database|connection (?:refused|terminated|reset|closed|timed out)|\b50[234]\b/i.test(
        message,
      ),
    words: (labels) => `Network or database unavailable: what ${labels} called did not answer.`,
  },
  {
    matches: ({ message }) => /\b429\b|rate.?limit|too many requests|quota/i.test(message),
    words: (labels) => `Rate limit: the service that ${labels} called refused so many calls.`,
  },
  {
    matches: ({ message }) =>
      /\b40[13]\b|unauthori[sz]ed|forbidden|permission|api.?key|EACCES|EPERM|credential/i.test(message),
    words: (labels) => `Permission or key: ${labels} was not allowed to do what it tried.`,
  },
  {
    matches: ({ message }) =>
      /ENOENT|cannot find|not installed|command not found|no such file|MODULE_NOT_FOUND/i.test(message),
    words: (labels) => `Something is missing: a program or a file that ${labels} needs is not there.`,
  },
  {
    matches: ({ kind }) => kind === "timeout",
    words: (labels) => `Time: ${labels} took longer than its time budget or the stall limit allows.`,
  },
  {
    matches: ({ kind, message }) =>
      kind === "validation" || /invalid|unexpected (?:token|end)|parse|malformed|schema|not valid/i.test(message),
    words: (labels) => `Data: some of the items given to ${labels}, or what it answered, are not of the form expected.`,
  },
  {
    matches: () => true,
    words: (labels) =>
      `The skill has a bug, or ended by itself: it threw in ${labels}, and nothing outside of it explains that.`,
  },
];

/** D8. Likely causes, the one of most failures first; with it whether only the larger sizes failed. */
export function findCauses(
  scenarios: readonly ScenarioFigures[],
  failures: readonly StandingFailure[],
): readonly Statement[] {
  const told = CAUSES.map(({ matches, words }, index) => {
    const own = failures.filter((failure) => CAUSES.findIndex((cause) => cause.matches(failure)) === index);
    return { own, words, matches };
  }).filter(({ own }) => own.length > 0);
  const statements = told
    .toSorted((one, other) => other.own.length - one.own.length)
    .map(({ own, words }) => {
      const labels = joinNames([...new Set(own.map(({ label }) => label))]);
      return say("cause", "bad", words(labels, own), rowsOf(scenarios, own));
    });
  return [...statements, ...findLoad(scenarios, failures)];
}

function rowsOf(scenarios: readonly ScenarioFigures[], own: readonly StandingFailure[]): Statement["rows"] {
  return scenarios.flatMap(({ id, run }) => {
    const failures = own.filter(({ scenarioId }) => scenarioId === id).length;
    if (failures === 0) return [];
    return [
      row("failures", id, failures, ""),
      ...(run === null
        ? []
        : [row("peak memory", id, run.peakMemoryMb, "MB"), row("limit", id, run.memoryLimitMb, "MB")]),
    ];
  });
}

/** When every scenario that failed is larger than every one that did not, load is a cause beside the others. */
function findLoad(scenarios: readonly ScenarioFigures[], failures: readonly StandingFailure[]): readonly Statement[] {
  const own = failures.filter(({ fault }) => fault === null);
  const failed = bySize(scenarios.filter(({ id }) => own.some(({ scenarioId }) => scenarioId === id)));
  const sound = bySize(scenarios.filter((scenario) => !failed.includes(scenario)));
  const [smallestFailed, largestSound] = [failed[0], sound.at(-1)];
  if (smallestFailed === undefined || largestSound === undefined || smallestFailed.items <= largestSound.items)
    return [];
  const text = `Load: only sizes above ${largestSound.label} failed (${joinNames(failed.map(({ label }) => label))}).`;
  return [
    say(
      "cause",
      "bad",
      text,
      scenarios.map(({ id, items }) => row("asked for", id, items, "items")),
    ),
  ];
}
