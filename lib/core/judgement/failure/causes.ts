import { row, say } from "../text/statement.ts";
import { joinNames } from "../../words/names.ts";
import type { StandingFailure } from "./error-signature.ts";
import type { ScenarioFigures } from "../input.ts";
import type { Statement } from "../../run/judgement.ts";
import { bySize } from "../figures.ts";

type Cause = {
  readonly matches: (failure: StandingFailure) => boolean;
  readonly words: (labels: string, failures: readonly StandingFailure[]) => string;
};

/** A number is an HTTP status only where the message says so: "503 of 800 items" is none. */
function saysStatus(message: string, statuses: string): boolean {
  return new RegExp(`\\b(?:http(?:/[\\d.]+)?|status(?: code)?|response code)[\\s:=]*(?:${statuses})\\b`, "i").test(
    message,
  );
}

/** A failure is told of the first that matches it: what was measured goes before what a message seems to say. */
const CAUSES: readonly Cause[] = [
  {
    matches: ({ fault }) => fault !== null,
    words: (labels, failures) =>
      `Caused by the fault button (${joinNames([...new Set(failures.map(({ fault }) => fault ?? ""))])} in ${labels}): done on purpose, not the skill's fault.`,
  },
  {
    matches: ({ kind, message }) =>
      kind === "memory" ||
      /\bout of memory\b|\bheap (?:limit|space|size)\b|\ballocation failed\b|\bENOMEM\b/i.test(message),
    words: (labels) => `Memory limit: ${labels} needed more memory than allowed.`,
  },
  {
    matches: ({ kind }) => kind === "timeout",
    words: (labels) => `Time: ${labels} took longer than the time budget or the stall limit allows.`,
  },
  {
    matches: ({ kind }) => kind === "validation",
    words: (labels) => `Data: some of the items given to ${labels}, or the answers, are not of the form expected.`,
  },
  {
    matches: ({ message }) =>
      saysStatus(message, "429") || /\brate.?limit|\btoo many requests\b|\bquota (?:exceeded|reached)\b/i.test(message),
    words: (labels) => `Rate limit: the service that ${labels} called refused so many calls.`,
  },
  {
    matches: ({ message }) =>
      saysStatus(message, "401|403") ||
      /\bunauthori[sz]ed\b|\bforbidden\b|\bpermission denied\b|\bapi.?key\b|\bEACCES\b|\bEPERM\b|\binvalid credentials?\b/i.test(
        message,
      ),
    words: (labels) => `Permission or key: what ${labels} tried was not allowed.`,
  },
  {
    matches: ({ message }) =>
      saysStatus(message, "50[234]") ||
      /\bECONN\w+|\bENOTFOUND\b|\bETIMEDOUT\b|\bEAI_AGAIN\b|\bE(?:HOST|NET)UNREACH\b|\bEPIPE\b|\bsocket hang up\b|\bfetch failed\b|\bconnection (?:refused|terminated|reset|closed|timed out)\b|\b(?:bad gateway|service unavailable|gateway time-?out)\b/i.test(
        message,
      ),
    words: (labels) => `Network or service unavailable: what ${labels} called did not answer.`,
  },
  {
    matches: ({ message }) =>
      /\bENOENT\b|\bcannot find\b|\bnot installed\b|\bcommand not found\b|\bno such file\b|\bMODULE_NOT_FOUND\b/i.test(
        message,
      ),
    words: (labels) => `Something is missing: a program or a file that is needed in ${labels} is not there.`,
  },
  {
    matches: ({ message }) =>
      /\bunexpected (?:token|end)\b|\bparse error\b|\bmalformed\b|\binvalid (?:json|input|date|format|value)\b|\bnot valid\b/i.test(
        message,
      ),
    words: (labels) => `Data: some of the items given to ${labels} are not of the form expected.`,
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
