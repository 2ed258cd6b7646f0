import { createStatement, row } from "../text/statement.ts";
import { causeText } from "../text/failure.ts";
import { joinNames } from "../../words/names.ts";
import type { LastingFailure } from "./error-signature.ts";
import type { ScenarioFigures } from "../input.ts";
import type { Statement } from "../../run/judgement.ts";
import { bySize } from "../figures.ts";

type Cause = {
  readonly matches: (failure: LastingFailure) => boolean;
  readonly text: (labels: string, failures: readonly LastingFailure[]) => string;
};

/** A number is an HTTP status only where the message calls it one: "503 of 800 items" has none. */
function namesStatus(message: string, statuses: string): boolean {
  return new RegExp(
    `\\b(?:http(?:/[\\d.]+)?|status(?: code)?|response code|it answered)[\\s:=]*(?:${statuses})\\b`,
    "i",
  ).test(message);
}

/** The first match counts: measured causes come before those guessed from a message. */
const CAUSES: readonly Cause[] = [
  {
    matches: ({ fault }) => fault !== null,
    text: (labels, failures) => causeText.fault(labels, [...new Set(failures.flatMap(({ fault }) => fault ?? []))]),
  },
  {
    matches: ({ kind, message }) =>
      kind === "memory" ||
      /\bout of memory\b|\bheap (?:limit|space|size)\b|\ballocation failed\b|\bENOMEM\b/i.test(message),
    text: causeText.memory,
  },
  {
    matches: ({ kind, message }) =>
      kind === "timeout" || /\bno answer within\b|\btim(?:ed out|eout)\b|\btook longer than\b/i.test(message),
    text: causeText.time,
  },
  {
    matches: ({ kind }) => kind === "validation",
    text: causeText.invalidData,
  },
  {
    matches: ({ message }) =>
      namesStatus(message, "429") ||
      /\brate.?limit|\btoo many requests\b|\bquota (?:exceeded|reached)\b/i.test(message),
    text: causeText.rateLimit,
  },
  {
    matches: ({ message }) =>
      namesStatus(message, "401|403") ||
      /\bunauthori[sz]ed\b|\bforbidden\b|\bpermission denied\b|\bapi.?key\b|\bEACCES\b|\bEPERM\b|\binvalid credentials?\b/i.test(
        message,
      ),
    text: causeText.permission,
  },
  {
    matches: ({ message }) =>
      namesStatus(message, "50[234]") ||
      /\bECONN\w+|\bENOTFOUND\b|\bETIMEDOUT\b|\bEAI_AGAIN\b|\bE(?:HOST|NET)UNREACH\b|\bEPIPE\b|\bsocket hang up\b|\bfetch failed\b|\bconnection (?:refused|terminated|reset|closed|timed out)\b|\b(?:bad gateway|service unavailable|gateway time-?out)\b/i.test(
        message,
      ),
    text: causeText.network,
  },
  {
    matches: ({ message }) =>
      /\bENOENT\b|\bcannot find\b|\bnot installed\b|\bcommand not found\b|\bno such file\b|\bMODULE_NOT_FOUND\b/i.test(
        message,
      ),
    text: causeText.missing,
  },
  {
    matches: ({ message }) =>
      /\bunexpected (?:token|end)\b|\bparse error\b|\bmalformed\b|\binvalid (?:json|input|date|format|value)\b|\bnot valid\b/i.test(
        message,
      ),
    text: causeText.malformed,
  },
  {
    matches: ({ message }) => namesStatus(message, "4\\d\\d"),
    text: causeText.rejected,
  },
  {
    matches: ({ message }) => namesStatus(message, "5\\d\\d"),
    text: causeText.serverError,
  },
  {
    matches: ({ message }) => /\bexited with code\b|\bwas killed by\b/i.test(message),
    text: causeText.exit,
  },
  {
    matches: () => true,
    text: causeText.bug,
  },
];

/** D8. Likely causes, the most frequent first, then load if only the larger sizes failed. */
export function findCauses(
  scenarios: readonly ScenarioFigures[],
  failures: readonly LastingFailure[],
): readonly Statement[] {
  const found = CAUSES.map(({ matches, text }, index) => {
    const own = failures.filter((failure) => CAUSES.findIndex((cause) => cause.matches(failure)) === index);
    return { own, text, matches };
  }).filter(({ own }) => own.length > 0);
  const statements = found
    .toSorted((one, other) => other.own.length - one.own.length)
    .map(({ own, text }) => {
      const labels = joinNames([...new Set(own.map(({ label }) => label))]);
      const isFault = own.every(({ fault }) => fault !== null);
      return createStatement("cause", isFault ? "neutral" : "bad", text(labels, own), rowsOf(scenarios, own));
    });
  return [...statements, ...findLoad(scenarios, failures)];
}

function rowsOf(scenarios: readonly ScenarioFigures[], own: readonly LastingFailure[]): Statement["rows"] {
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

/** Load is a likely cause when every scenario that failed is larger than every one that did not. */
function findLoad(scenarios: readonly ScenarioFigures[], failures: readonly LastingFailure[]): readonly Statement[] {
  const own = failures.filter(({ fault }) => fault === null);
  const failed = bySize(scenarios.filter(({ id }) => own.some(({ scenarioId }) => scenarioId === id)));
  const sound = bySize(scenarios.filter((scenario) => !failed.includes(scenario)));
  const [smallestFailed, largestSound] = [failed[0], sound.at(-1)];
  if (smallestFailed === undefined || largestSound === undefined || smallestFailed.items <= largestSound.items)
    return [];
  const text = causeText.load(
    largestSound.label,
    failed.map(({ label }) => label),
  );
  const rows = scenarios.map(({ id, items }) => row("requested", id, items, "items"));
  return [createStatement("cause", "bad", text, rows)];
}
