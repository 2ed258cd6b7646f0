import { describe, expect, test } from "vitest";
import type { Experiment } from "../../lib/core/ports/experiments.ts";
import type { RunExport } from "../../lib/core/ports/export-places.ts";
import type { Outgoing } from "../../lib/operations/telemetry/get-outgoing.ts";
import type { RunExports } from "../../lib/operations/telemetry/get-run-exports.ts";
import type { Receiver } from "../../lib/telemetry-settings.ts";
import { limitExperiment } from "../../lib/view/telemetry/select-experiment.ts";
import { selectOutgoing } from "../../lib/view/telemetry/select-outgoing.ts";
import { selectRunTelemetry } from "../../lib/view/telemetry/select-run-telemetry.ts";

const SINCE = "2026-05-01T10:00:00.000Z";
const LANGFUSE: Receiver = { signal: "langfuse", exporter: "langfuse", address: "https://langfuse.example/sub" };
const TRACES: Receiver = { signal: "traces", exporter: "otlp", address: "http://127.0.0.1:4318/v1/traces" };
const LOGS: Receiver = { signal: "logs", exporter: "otlp", address: "http://127.0.0.1:4318" };
const METRICS: Receiver = { signal: "metrics", exporter: "otlp", address: "http://127.0.0.1:4318" };
const REPORT = { sent: 9, refused: 0, failures: 0, fault: null, failing: null };

function placeOf(changes: Partial<RunExport> = {}): RunExport {
  const base = { exporter: "langfuse", since: SINCE, project: "my project", isRunning: true, report: REPORT };
  return { ...base, sentSeq: 20, lastSeq: 20, ...changes };
}

function exportsOf(changes: Partial<RunExports> = {}): RunExports {
  return {
    runId: "run_1",
    content: false,
    receivers: [LANGFUSE],
    exports: [placeOf()],
    traces: [{ label: "Simple", traceId: "a".repeat(32) }],
    hasExperiment: false,
    experiment: null,
    ...changes,
  };
}

const failing = (status: number | null) => ({ ...REPORT, failing: { status, since: SINCE } });

describe("how far a run has been sent", () => {
  test.each<[string, RunExport | null, string, boolean]>([
    ["all of it", placeOf(), "All sent", true],
    ["none, yet", placeOf({ sentSeq: 0, lastSeq: 12 }), "Not sent yet: 12 facts wait", false],
    // the first fact makes no record there
    ["only that it was queued", placeOf({ sentSeq: 1, lastSeq: 2 }), "Not sent yet: 1 fact waits", false],
    ["some of it", placeOf({ sentSeq: 8 }), "Being sent: 12 facts wait", true],
    [
      "a key that is refused",
      placeOf({ sentSeq: 0, report: failing(401) }),
      "Langfuse refuses the key: 20 facts wait",
      false,
    ],
    ["silence", placeOf({ sentSeq: 5, report: failing(null) }), "Langfuse is unreachable or busy: 15 facts wait", true],
    [
      "a wrong address",
      placeOf({ sentSeq: 0, report: failing(404) }),
      "There is no Langfuse at this address (404): 20 facts wait",
      false,
    ],
    ["too much", placeOf({ sentSeq: 0, report: failing(429) }), "Langfuse asks us to wait: 20 facts wait", false],
    [
      "an error of its own",
      placeOf({ sentSeq: 0, report: failing(503) }),
      "Langfuse has an error of its own (503): 20 facts wait",
      false,
    ],
    [
      "no process",
      placeOf({ sentSeq: 8, isRunning: false }),
      "The process that sends is not running: 12 facts wait",
      true,
    ],
    [
      "a run of before, or of when it was off",
      placeOf({ sentSeq: null }),
      "Not sent: this run was created before this receiver was switched on, or while it was off",
      false,
    ],
    ["never started", null, "Not sent yet: the process that sends has not started", false],
  ])("[F5] %s", (_, place, text, isLinked) => {
    const { langfuse, hint } = selectRunTelemetry(exportsOf({ exports: place === null ? [] : [place] }));
    expect(langfuse?.state.text).toBe(text);
    expect(hint).toBe(`Langfuse: ${text}`);
    expect(langfuse?.href ?? null).toBe(
      isLinked ? "https://langfuse.example/sub/project/my%20project/sessions/run_1" : null,
    );
  });

  test("[F5] there is no link until Langfuse has named the project, and the page asks again until then", () => {
    const known = selectRunTelemetry(exportsOf());
    expect([known.langfuse?.note, known.isMoving]).toEqual([null, false]);
    const unknown = selectRunTelemetry(exportsOf({ exports: [placeOf({ project: null })] }));
    expect(unknown.langfuse).toMatchObject({ href: null, note: expect.stringContaining("named the project") });
    expect(unknown.isMoving).toBe(true);
  });

  test("[F5] trace ids are shown where traces are sent, and not where only logs are", () => {
    const exports = [placeOf({ exporter: "otlp", sentSeq: 5, lastSeq: 6 })];
    const sent = selectRunTelemetry(exportsOf({ receivers: [TRACES, LOGS], exports }));
    expect(sent.langfuse).toBeNull();
    expect(sent.otlp?.traces).toEqual([{ label: "Simple", traceId: "a".repeat(32) }]);
    expect([sent.otlp?.state.text, sent.isMoving]).toEqual(["Being sent: 1 fact waits", true]);
    expect(selectRunTelemetry(exportsOf({ receivers: [LOGS], exports })).otlp?.traces).toEqual([]);
  });

  test("[F5] trace ids are not shown of a run that is never sent, or not before the process that sends has started", () => {
    const of = (exports: readonly RunExport[]) => selectRunTelemetry(exportsOf({ receivers: [TRACES], exports }));
    expect(of([placeOf({ exporter: "otlp", sentSeq: 0 })]).otlp?.traces).toHaveLength(1);
    expect(of([placeOf({ exporter: "otlp", sentSeq: null })]).otlp?.traces).toEqual([]);
    expect(of([]).otlp?.traces).toEqual([]);
  });

  test.each([
    [401, "The collector refuses the key: 20 facts wait"],
    [404, "There is no collector at this address (404): 20 facts wait"],
    [405, "There is no collector at this address (405): 20 facts wait"],
    [400, "The collector refuses what we send (400): 20 facts wait"],
    [null, "The collector is unreachable or busy: 20 facts wait"],
  ])("[F5] a collector that answers %s", (status, text) => {
    const exports = [placeOf({ exporter: "otlp", sentSeq: 0, report: failing(status) })];
    expect(selectRunTelemetry(exportsOf({ receivers: [TRACES], exports })).otlp?.state.text).toBe(text);
  });
});

describe("the judge's answers as an experiment", () => {
  const select = (experiment: Experiment | null, content = false) => {
    const { langfuse, isMoving } = selectRunTelemetry(exportsOf({ hasExperiment: true, experiment, content }));
    return { ...langfuse?.experiment, isMoving };
  };
  const asked: Experiment = { status: "requested", requestedAt: SINCE, sent: 0, total: null, fault: null };

  test("[F5] without answers of a judge there is none", () => {
    expect(selectRunTelemetry(exportsOf()).langfuse?.experiment).toBeNull();
  });

  test("[F5] the button says what it sends", () => {
    const label = "Send as an experiment to Langfuse";
    expect(select(null)).toMatchObject({ button: { label }, state: null, isMoving: false });
    expect(select(null).button?.note).toContain("Outcomes stay here");
    expect(select(null, true).button?.note).toContain("and the outcomes");
  });

  test("[F5] a reviewer sees how far it is, without the button and its note, and no row while it was never requested", () => {
    const limited = (experiment: Experiment | null, mayControl: boolean) => {
      const { langfuse } = selectRunTelemetry(exportsOf({ hasExperiment: true, experiment }));
      return limitExperiment(langfuse?.experiment ?? null, mayControl);
    };
    expect(limited(null, true)?.button).not.toBeNull();
    expect(limited(null, false)).toBeNull();
    const sent: Experiment = { ...asked, status: "sent", sent: 1, total: 1 };
    expect(limited(sent, true)?.button?.label).toBe("Send again");
    expect(limited(sent, false)).toMatchObject({ state: { text: "Sent: 1 item" }, button: null });
  });

  test.each<[Experiment, string, string | null]>([
    [asked, "Waiting to be sent", null],
    [{ ...asked, sent: 20, total: 31 }, "Sending: 20 of 31 items", null],
    [
      { ...asked, sent: 20, total: 31, fault: { status: 429, since: SINCE } },
      "Langfuse asks us to wait. Tried again automatically",
      null,
    ],
    [{ ...asked, status: "sent", sent: 1, total: 1 }, "Sent: 1 item", "Send again"],
    [
      { ...asked, status: "failed", fault: { status: 400, since: SINCE } },
      "Not sent. Langfuse refuses what we send (400). The log of the server has the reason",
      "Send again",
    ],
  ])("[F5] %o", (experiment, text, action) => {
    const view = select(experiment);
    expect(view.state?.text).toBe(text);
    expect(view.button?.label ?? null).toBe(action);
    expect(view.isMoving).toBe(experiment.status === "requested");
    expect(view.href).toBe(
      experiment.status === "sent" ? "https://langfuse.example/sub/project/my%20project/datasets" : null,
    );
  });
});

describe("what leaves this machine", () => {
  const outgoing = (changes: Partial<Outgoing>): Outgoing => ({
    telemetry: null,
    exporters: [],
    skills: [],
    ...changes,
  });

  test("[F5] [O2] no copies of runs, unless a receiver is configured", () => {
    const view = selectOutgoing(outgoing({}));
    expect([view.headline, view.detail]).toEqual([
      "No copies of runs leave this machine",
      "No receiver is configured, so no part that sends copies is loaded. Skills can send data of their own: see below.",
    ]);
    expect(view.exporters.map(({ state, switchHint }) => [state.text, switchHint])).toEqual([
      ["Off", "To switch on, set OTEL_EXPORTER_OTLP_ENDPOINT before npm start."],
      ["Off", "To switch on, set LANGFUSE_PUBLIC_KEY and LANGFUSE_SECRET_KEY before npm start."],
    ]);
  });

  test("[F5] [O2] it says how many skills ask a server in every run", () => {
    const skill = { title: "Judge", origins: ["https://models.example"], onlyLive: false };
    expect(selectOutgoing(outgoing({ skills: [{ ...skill, onlyLive: true }] })).detail).toContain("No receiver");
    const view = selectOutgoing(outgoing({ skills: [skill] }));
    expect([view.headline, view.detail]).toEqual([
      "No copies of runs leave this machine",
      "1 installed skill asks other servers during a run: see below.",
    ]);
  });

  test.each([
    [0, "Nothing sent since the start"],
    [5, "Working"],
  ])("[F5] a receiver that took %i records: %s", (sent, expected) => {
    const known = { exporter: "otlp", since: SINCE, project: null, isRunning: true, pendingRuns: 0 };
    const exporters = [{ ...known, report: { ...REPORT, sent } }];
    const view = selectOutgoing(outgoing({ telemetry: { content: false, receivers: [TRACES] }, exporters }));
    expect(view.exporters[0]?.state.text).toBe(expected);
  });

  test("[F5] since when every run has been sent, and not while one waits", () => {
    const known = { exporter: "otlp", since: SINCE, project: null, isRunning: true, report: REPORT };
    const select = (pendingRuns: number) => {
      const exporters = [{ ...known, pendingRuns }];
      return selectOutgoing(outgoing({ telemetry: { content: false, receivers: [TRACES] }, exporters })).exporters;
    };
    expect(select(0)).toMatchObject([{ sentSince: SINCE, notes: [] }, { sentSince: null }]);
    expect(select(1)).toMatchObject([
      { sentSince: null, notes: ["1 run has facts to be sent. Nothing is lost."] },
      { sentSince: null },
    ]);
  });

  test.each([
    ["traces", [TRACES], true],
    ["Langfuse", [LANGFUSE], true],
    ["logs and metrics alone", [LOGS, METRICS], false],
  ] as const)("[F7] that servers of skills get the trace context is said with %s", (_, receivers, expected) => {
    expect(selectOutgoing(outgoing({ telemetry: { content: false, receivers } })).sendsTraces).toBe(expected);
    expect(selectOutgoing(outgoing({})).sendsTraces).toBe(false);
  });

  test("[F5] each receiver with its address, the collector's without a path, and how it is going", () => {
    const exporters = [
      {
        exporter: "langfuse",
        since: SINCE,
        project: null,
        isRunning: true,
        report: { ...failing(403), refused: 3 },
        pendingRuns: 2,
      },
    ];
    const view = selectOutgoing(
      outgoing({ telemetry: { content: false, receivers: [TRACES, METRICS, LANGFUSE] }, exporters }),
    );
    expect([view.headline, view.detail]).toEqual([
      "Runs are sent to 2 receivers",
      "Without what skills and items say: TELEMETRY_CONTENT is off.",
    ]);
    const [otlp, langfuse] = view.exporters;
    expect(otlp).toMatchObject({
      isOn: true,
      state: { text: "Nothing sent since the start" },
      signals: [
        { label: "Traces", address: "http://127.0.0.1:4318" },
        { label: "Logs", address: null },
        { label: "Metrics", address: "http://127.0.0.1:4318" },
      ],
    });
    expect(langfuse).toMatchObject({
      state: { tone: "bad", text: "Langfuse refuses the key" },
      failingSince: SINCE,
      signals: [{ address: "https://langfuse.example/sub" }],
      notes: [expect.stringContaining("2 runs have facts"), expect.stringContaining("3 records refused")],
    });
  });
});
