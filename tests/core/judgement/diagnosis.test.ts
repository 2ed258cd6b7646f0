import { FAULT_LABELS } from "../../../lib/core/words/names.ts";
import { describe, expect, test } from "vitest";
import { addBatchFailure, recoverBatchFailures } from "../../../lib/core/run/batch-failures.ts";
import { diagnose } from "../../../lib/core/judgement/failure/diagnosis.ts";
import { normaliseMessage } from "../../../lib/core/kit/normalise-message.ts";
import type { ScenarioFigures } from "../../../lib/core/judgement/input.ts";
import { foldRun } from "../../../lib/core/reduce/reduce.ts";
import { runSpec } from "../support/specs.ts";
import { toInput } from "../support/growth-series.ts";
import { batchFailure, failedFigures, runFigures } from "../support/run-figures.ts";

const exception = (message: string) => ({ kind: "exception", message }) as const;

function diagnoseScenarios(...scenarios: readonly ScenarioFigures[]) {
  const diagnosis = diagnose(toInput(scenarios));
  return {
    scope: diagnosis?.scope,
    text: diagnosis?.statement.text,
    causes: diagnosis?.causes.map(({ text }) => text),
  };
}

/** The first words of the likeliest cause. */
function causeOf(failure: {
  readonly kind: "exception" | "timeout" | "memory" | "validation";
  readonly message: string;
}) {
  return diagnoseScenarios(
    failedFigures("simple", 100, failure),
    failedFigures("medium", 300, failure),
  ).causes?.[0]?.split(":")[0];
}

describe("scope", () => {
  test("[D8] without failures there is no diagnosis, nor when all failures were recovered", () => {
    const recovered = { batchFailures: [batchFailure(0, { outcome: "recovered" })] };
    expect(diagnose(toInput([runFigures("simple", 100, { run: recovered })]))).toBeNull();
  });

  test("[D8] the same error in every scenario is systematic, though its numbers, names and paths differ", () => {
    const diagnosis = diagnoseScenarios(
      failedFigures("simple", 100, exception('Worker 17 of /tmp/a/b.ts lost "alpha" (1 of 100 items failed, 0 may)')),
      failedFigures("medium", 300, exception('Worker 3 of /var/c.ts lost "beta" (4 of 300 items failed, 2 may)')),
    );
    expect(diagnosis.scope).toBe("systematic");
    expect(diagnosis.text).toContain("Systematic: the same error in all 2 scenarios.");
    expect(diagnosis.text).toContain("Worker 17");
  });

  test("[D8] an error in one scenario is local, and different errors are mixed", () => {
    const local = diagnoseScenarios(runFigures("simple", 100), failedFigures("medium", 300, exception("broken")));
    expect(local).toMatchObject({
      scope: "local",
      text: "Local: the error occurs only in medium. Exception: “broken”.",
    });
    const mixed = diagnoseScenarios(
      failedFigures("simple", 100, exception("a")),
      failedFigures("medium", 300, exception("b")),
    );
    expect(mixed.scope).toBe("mixed");
  });

  test("[D8] skipped items count even if the scenario continued", () => {
    const run = { batchFailures: [batchFailure(40)] };
    expect(diagnoseScenarios(runFigures("simple", 100, { run }), runFigures("medium", 300))).toMatchObject({
      scope: "local",
    });
  });

  test("[D8] a message's numbers, quotes, paths and ids do not matter", () => {
    expect(normaliseMessage('Cannot read "x" of /a/b.ts:12, id 0190abcdef12-77')).toBe(
      normaliseMessage("cannot  read 'yy' of /c.ts:7, id 0190abcdee99-12"),
    );
  });
});

test("[D8] a message's exit code or status does matter", () => {
  expect(normaliseMessage("exited with code 1, row 17")).toBe(normaliseMessage("exited with code 1, row 18"));
  expect(normaliseMessage("exited with code 1")).not.toBe(normaliseMessage("exited with code 2"));
  expect(normaliseMessage("It answered 400")).not.toBe(normaliseMessage("It answered 500"));
});

test("[D8][D5] where too many items failed, their errors are diagnosed", () => {
  const message = "4 of 40 items failed, 2 allowed: It answered 400 (3×), No answer within 2 s (1×).";
  const itemErrors = [
    { text: "It answered 400", count: 3 },
    { text: "No answer within 2 s", count: 1 },
  ];
  const { causes, text } = diagnoseScenarios(failedFigures("medium", 40, exception(message), { itemErrors }));
  expect(text).toContain("“It answered 400”");
  expect(causes?.map((cause) => cause.split(":")[0])).toEqual(["Timeout", "Rejected requests"]);
});

describe("likely causes", () => {
  test.each([
    [exception("connect ECONNREFUSED 127.0.0.1:5432"), "Network or service unavailable"],
    [exception("fetch failed"), "Network or service unavailable"],
    [exception("JavaScript heap out of memory"), "Memory limit"],
    [{ kind: "memory", message: "Worker used 600 MB" } as const, "Memory limit"],
    [exception("HTTP 429 Too Many Requests"), "Rate limit"],
    [exception("401 Unauthorized"), "Permission or key"],
    [exception("Request failed with status code 403"), "Permission or key"],
    [exception("HTTP/1.1 503"), "Network or service unavailable"],
    [{ kind: "timeout", message: "Its time budget of 30 s ended with 503 of 800 items finished." } as const, "Timeout"],
    [{ kind: "validation", message: "The skill left 502 items without a result." } as const, "Data"],
    [exception("boom (401 of 4000 items failed, 400 may)"), "Error in the skill"],
    [exception("cheapest is not a function"), "Error in the skill"],
    [exception("Unbalanced quotation"), "Error in the skill"],
    [exception("duplicate key in database"), "Error in the skill"],
    [exception("spawn python3 ENOENT"), "Missing program or file"],
    [{ kind: "timeout", message: "more than 30 s" } as const, "Timeout"],
    [{ kind: "validation", message: "no such class" } as const, "Data"],
    [exception("The program exited with code 1"), "Exit"],
    [exception("The program exited with code 1. Its last error: No module named x, code 404"), "Exit"],
    [exception("It answered 400 Bad Request: a is missing"), "Rejected requests"],
    [exception("It answered 500 Internal Server Error"), "Service error"],
    [exception("No answer within 10 s"), "Timeout"],
    [exception("undefined is not a function"), "Error in the skill"],
  ])("[D8] %o is taken for: %s", (failure, cause) => {
    expect(causeOf(failure)).toBe(cause);
  });

  test("[D8] the cause of most failures comes first, and load is a cause when only larger sizes failed", () => {
    const { causes } = diagnoseScenarios(
      runFigures("simple", 100),
      failedFigures("medium", 300, { kind: "timeout", message: "90 s" }),
      failedFigures("complex", 800, exception("broken"), { batchFailures: [batchFailure(0), batchFailure(10)] }),
    );
    expect(causes?.map((text) => text.split(":")[0])).toEqual(["Error in the skill", "Timeout", "Load"]);
  });

  test.each([
    ["fail", exception("Fault button: this batch was made to fail.")],
    ["kill", exception("The worker ended with SIGKILL")],
    ["hang", { kind: "timeout", message: "no sign for 20 s" } as const],
    ["memory", { kind: "memory", message: "600 MB" } as const],
  ] as const)("[D8][D9] an injected fault (%s) is never blamed on the skill", (fault, failure) => {
    const faults = [{ fault, fromMs: 1_000, toMs: fault === "fail" ? null : 1_000 }];
    const { text, causes } = diagnoseScenarios(
      runFigures("simple", 100),
      failedFigures("medium", 300, failure, { faults, endedAtMs: 2_000 }),
    );
    expect(text).toContain("caused by the fault button");
    expect(causes).toEqual([
      `Caused by the fault button (medium: ${FAULT_LABELS[fault]}), injected on purpose: not the skill's fault.`,
    ]);
  });

  test("[D9] a failure before the injection, or of another kind, is blamed on the skill", () => {
    const faults = [{ fault: "memory", fromMs: 1_000, toMs: 1_000 }] as const;
    const before = failedFigures("medium", 300, { kind: "memory", message: "600 MB" }, { faults, endedAtMs: 900 });
    const other = failedFigures("medium", 300, { kind: "validation", message: "x" }, { faults, endedAtMs: 1_100 });
    for (const failed of [before, other])
      expect(diagnoseScenarios(failed).causes?.join()).not.toContain("fault button");
  });

  test("[D9] a hang shows after the run's own stall limit, pauses excluded, and no later", () => {
    const timeout = { kind: "timeout", message: "Nothing was finished." } as const;
    const faults = [{ fault: "hang", fromMs: 1_000, toMs: 1_000 }] as const;
    const causesOf = (run: object) =>
      diagnoseScenarios(failedFigures("medium", 300, timeout, { faults, ...run })).causes?.join();
    expect(causesOf({ stallLimitMs: 300_000, endedAtMs: 301_500 })).toContain("fault button");
    expect(causesOf({ stallLimitMs: 30_000, endedAtMs: 60_000 })).not.toContain("fault button");
    const pauses = [{ fromMs: 500, toMs: 31_000 }];
    expect(causesOf({ stallLimitMs: 30_000, endedAtMs: 61_500, pauses })).toContain("fault button");
  });
});

describe("the outcome of failed batches", () => {
  const stamp = { seq: 9, at: "2030-01-01T00:00:00.000Z", actor: { role: "runner", name: "r" } } as const;
  const failed = (fromItem: number, next: "automatic" | "none", tries = 1) =>
    ({
      ...stamp,
      type: "batch.failed",
      scenarioId: "simple",
      fromItem,
      toItem: fromItem + 10,
      kind: "exception",
      message: "broken",
      tries,
      next,
      retryAtMs: null,
      atMs: 100 * tries,
    }) as const;

  test("[D4] the state keeps each of them, and marks an open one as such", () => {
    const queued = { ...stamp, type: "run.queued", runId: "run_1", spec: runSpec(), atMs: 0, seq: 1 } as const;
    const [first, second] = [failed(0, "automatic"), failed(10, "none")];
    const recovered = {
      ...stamp,
      type: "batch.recovered",
      scenarioId: "simple",
      fromItem: 0,
      toItem: 10,
      tries: 2,
    } as const;
    const state = foldRun([queued, { ...first, seq: 2 }, { ...second, seq: 3 }, { ...recovered, atMs: 300, seq: 4 }]);
    expect(state?.scenarios[0]?.batchFailures?.map(({ fromItem, outcome }) => [fromItem, outcome])).toEqual([
      [0, "recovered"],
      [10, "lost"],
    ]);
  });

  test("[D4] a range that fails again is one failure; it is recovered once done, and lost once skipped", () => {
    const once = addBatchFailure([], failed(0, "automatic"));
    const again = addBatchFailure(once, failed(0, "automatic", 2));
    expect(again).toMatchObject([{ fromItem: 0, tries: 2, atMs: 200, outcome: "open" }]);
    expect(recoverBatchFailures(again, { fromItem: 0, toItem: 10 })).toMatchObject([{ outcome: "recovered" }]);
    const lost = addBatchFailure(again, failed(0, "none", 3));
    expect(lost).toMatchObject([{ tries: 3, outcome: "lost" }]);
    expect(recoverBatchFailures(lost, { fromItem: 0, toItem: 10 })).toEqual(lost);
    expect(addBatchFailure(again, failed(10, "automatic"))).toHaveLength(2);
  });
});
