import type { MetricDefinition } from "../../core/run/metrics.ts";
import type { SkillManifest } from "../contract/contract.ts";
import type { InstalledSkill } from "../sources/installed-skill.ts";
import type { Check } from "../../core/ports/skill-checker.ts";
import type { Trial } from "./check.ts";

/** Whether every item was answered, and failed ones say why. */
export function checkAnswers({ count, items, outcome, log }: Trial): readonly Check[] {
  if (!outcome.ok) {
    const before = `${items.length} of ${count} items were finished before.`;
    const lines = log.slice(-3).map((line) => `\n    ${line}`);
    return [
      { id: "answers", status: "fail", message: `The batch failed: ${outcome.message} ${before}${lines.join("")}` },
    ];
  }
  const missing = count - items.length;
  if (missing > 0)
    return [
      {
        id: "answers",
        status: "fail",
        message: `${missing} of ${count} items have no result. Report each item of a batch, also one that failed, before the batch is done.`,
      },
    ];
  const failed = items.filter(({ ok }) => !ok);
  const [first] = failed;
  const silent = failed.find(({ error }) => (error ?? "").trim() === "");
  const why = first === undefined ? "" : ` Item ${first.index + 1}: ${first.error ?? ""}`;
  const answered: Check =
    failed.length === items.length
      ? { id: "answers", status: "fail", message: `All ${items.length} items failed.${why}` }
      : { id: "answers", status: "pass", message: `${items.length} items, each with a result.` };
  if (silent !== undefined)
    return [
      answered,
      {
        id: "errors",
        status: "fail",
        message: `Item ${silent.index + 1} failed without an error text. Say in "error" what went wrong, for the scenario's log.`,
      },
    ];
  if (failed.length === 0 || failed.length === items.length) return [answered];
  return [
    answered,
    { id: "errors", status: "note", message: `${failed.length} of ${items.length} items failed.${why}` },
  ];
}

/** Whether the items report what the metrics are computed from. */
export function checkMetrics({ metrics: all, input }: SkillManifest, { items }: Trial): Check {
  // what compares with a column waits until a start names one
  const unused = input?.truth?.column === "" ? input.truth.metricIds : [];
  const metrics = all.filter(({ id }) => !unused.includes(id));
  const values = new Set(items.flatMap((item) => Object.keys(item.values)));
  const samples = new Set(items.flatMap((item) => Object.keys(item.samples)));
  const problems = metrics.flatMap((metric) => {
    const missing = listNames(metric).filter(
      (name) => !(metric.formula.kind === "percentile" ? samples : values).has(name),
    );
    // a value that did not occur in ten items, such as a false alarm, may occur later
    const isBlind = metric.formula.kind === "ratio" ? missing.length === listNames(metric).length : missing.length > 0;
    return isBlind ? [`${metric.id} needs ${missing.join(", ")}`] : [];
  });
  if (problems.length === 0)
    return { id: "metrics", status: "pass", message: `${metrics.length} metrics have their figures.` };
  const known = [...values, ...samples].toSorted().join(", ") || "none";
  return {
    id: "metrics",
    status: "fail",
    message: `${problems.join("; ")}, which no item reported. Reported: ${known}. Correct the names in the metric's formula, or report them.`,
  };
}

/** Null for a skill whose results nobody compares with a column. */
export function checkExpected({ folder }: InstalledSkill, { items }: Trial): Check | null {
  const column = folder?.definition.expect?.column ?? "";
  const comparesItself = folder?.definition.invoke.kind === "command" && folder.definition.invoke.speaks === "protocol";
  if (column === "" || comparesItself || items.every(({ ok }) => !ok)) return null;
  const compared = items.filter(({ values }) => (values["compared"] ?? 0) > 0).length;
  if (compared === 0)
    return {
      id: "expected",
      status: "fail",
      message: `No row has anything in the column ${column}, so nothing is compared. Name the right column in expect.column.`,
    };
  const correct = items.filter(({ values }) => (values["correct"] ?? 0) > 0).length;
  const [wrong] = items.filter(({ values }) => values["compared"] === 1 && values["correct"] === 0);
  return correct === 0
    ? {
        id: "expected",
        status: "note",
        message: `None of ${compared} results matches. Item ${(wrong?.index ?? 0) + 1}: ${wrong?.outcome ?? ""}. Is expect.match right, and result.value?`,
      }
    : { id: "expected", status: "pass", message: `${correct} of ${compared} compared results match.` };
}

function listNames({ formula }: MetricDefinition): readonly string[] {
  return formula.kind === "ratio" ? Object.keys(formula.denominator) : [formula.of];
}
