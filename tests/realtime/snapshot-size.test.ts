import { expect, test } from "vitest";
import { foldRun, reduce } from "../../lib/core/reduce/reduce.ts";
import { MAX_LOG_LINES, MAX_SPANS, type RunState, type ScenarioState } from "../../lib/core/run/state.ts";
import { spanMs } from "../../lib/core/run/spans.ts";
import { toAudienceState } from "../../lib/realtime/audience/view.ts";
import { toConsoleState } from "../../lib/realtime/follow/console-state.ts";
import { shareText, toReplyText } from "../../lib/realtime/follow/state-text.ts";
import { selectLogLines } from "../../lib/view/console/log.ts";
import { selectQuality } from "../../lib/view/charts/quality.ts";
import { selectTimeline } from "../../lib/view/timeline/timeline.ts";
import { buildSampleRun } from "../support/sample-run.ts";

const events = buildSampleRun({ scenarios: 6 });

/** Six scenarios with as much as a state keeps of each: samples, log lines, spans, and many failed batches. */
function buildFullState(): RunState {
  const state = foldRun(events.slice(0, -1)) as RunState;
  const full = (scenario: ScenarioState, at: number): ScenarioState => {
    const items = state.spec.scenarios[at]?.items ?? 0;
    return {
      ...scenario,
      points: Array.from({ length: 300 }, (_, i) => ({
        itemsDone: Math.ceil(((i + 1) * items) / 300),
        atMs: i * 371,
        elapsedMs: i * 371.123456789,
        busyMs: i * 370.123456789,
        cpuWaitMs: i * 1.123456789,
        quality: 0.9 + Math.sin(i / 9) / 40,
        memoryMb: 120 + i / 7,
        workers: 4,
      })),
      log: Array.from({ length: MAX_LOG_LINES }, (_, i) => ({
        seq: state.lastSeq - 6 * MAX_LOG_LINES + i * 6 + at,
        atMs: i,
        level: "info" as const,
        text: "x".repeat(2_000),
      })),
    };
  };
  return { ...state, scenarios: state.scenarios.map(full) };
}

/** The same in lock-step, while many batches wait for their retry. */
function buildBusyState(): RunState {
  const state = buildFullState();
  const busy = (scenario: ScenarioState): ScenarioState => ({
    ...scenario,
    log: [],
    spans: Array.from({ length: MAX_SPANS - 1 }, (_, i) => ({
      kind: i % 2 === 0 ? ("running" as const) : ("sync-point" as const),
      fromMs: i * 371,
      toMs: (i + 1) * 371,
    })),
    brokenBatches: Array.from({ length: 100 }, (_, i) => {
      const rest = { kind: "exception" as const, message: "e".repeat(2_000), tries: 1, next: "automatic" as const };
      return { fromItem: i * 10, toItem: i * 10 + 10, ...rest, retryAtMs: 50_000 - i };
    }),
  });
  return { ...state, scenarios: state.scenarios.map(busy) };
}

const kB = (value: unknown) => JSON.stringify(value).length / 1_000;

test("[G3][F4] a phone joins with less than 160 kB, a console with less than 450 kB, however full the run", () => {
  expect(kB(buildFullState())).toBeGreaterThan(2_500);
  expect(kB(toAudienceState(buildFullState()))).toBeLessThan(160);
  expect(kB(toAudienceState(buildBusyState()))).toBeLessThan(200);
  expect(kB(toConsoleState(buildFullState()))).toBeLessThan(450);
  expect(kB(toConsoleState(buildBusyState()))).toBeLessThan(650);
});

test("[F3] the phone's quality line is less than a pixel off, on a projector too", () => {
  const state = buildFullState();
  const [full, thinned] = [selectQuality(state), selectQuality(toAudienceState(state))];
  expect(thinned.domain).toEqual(full.domain);
  const pixels = 500 / (1 - full.domain[0]);
  full.series.forEach(({ points }, at) => {
    const line = thinned.series[at]?.points ?? [];
    expect(line.at(-1)?.percent).toBe(100);
    const start = line[0]?.percent ?? Infinity;
    expect(start).toBeLessThan(2);
    for (const { percent, quality } of points.filter((point) => point.percent > start)) {
      const right = line.findIndex((point) => point.percent >= percent);
      const [from, to] = [line[right - 1], line[right]];
      if (from === undefined || to === undefined) throw new Error(`nothing is drawn at ${percent} %`);
      const share = (percent - from.percent) / (to.percent - from.percent);
      const drawn = from.quality + share * (to.quality - from.quality);
      expect(Math.abs(drawn - quality) * pixels).toBeLessThan(1);
    }
  });
});

test("[F2] fewer spans keep the time of each kind and the last end, and the next retry is still known", () => {
  const state = buildBusyState();
  for (const shown of [toAudienceState(state), toConsoleState(state)]) {
    const times = (of: RunState, kind: string) =>
      of.scenarios.map(({ spans }) =>
        spans.filter((span) => span.kind === kind).reduce((sum, span) => sum + spanMs(span, 0), 0),
      );
    expect(times(shown, "running")).toEqual(times(state, "running"));
    expect(times(shown, "sync-point")).toEqual(times(state, "sync-point"));
    const ends = (of: RunState) => selectTimeline(of, of.atMs).rows.map(({ spans }) => spans.at(-1)?.toMs);
    expect(ends(shown)).toEqual(ends(state));
    const next = (of: RunState) =>
      of.scenarios.map((each) => Math.min(...each.brokenBatches.map((batch) => batch.retryAtMs ?? 0)));
    expect(next(shown)).toEqual(next(state));
  }
});

test("[F4] the console joins with all log lines that it shows", () => {
  const state = buildFullState();
  expect(selectLogLines(toConsoleState(state), 80)).toEqual(selectLogLines(state, 80));
});

test("[F4] later facts fold onto a thinned state as onto the full one", () => {
  const before = foldRun(events.slice(0, 200)) as RunState;
  const full = events.slice(200).reduce(reduce, before);
  const thinned = events.slice(200).reduce(reduce, toConsoleState(before));
  const core = (state: RunState) => ({
    ...state,
    scenarios: state.scenarios.map(({ points: _, log: __, ...rest }) => rest),
  });
  expect(core(thinned)).toEqual(core(full));
});

test("[G3] a state is serialised once for all who receive it, with the fields of each reply", () => {
  let made = 0;
  const plain = toAudienceState(buildFullState());
  const text = JSON.stringify(plain);
  const state = shareText({ ...plain, toJSON: () => ((made += 1), plain) } as RunState);
  const replies = Array.from({ length: 50 }, (_, watching) => toReplyText({ ok: true, watching, state }));
  expect(made).toBe(1);
  expect(replies.map((reply) => (JSON.parse(reply) as { watching: number }).watching)).toEqual(
    replies.map((_, i) => i),
  );
  expect(replies[0]).toBe(`{"ok":true,"watching":0,"state":${text}}`);
  expect(toReplyText({ state })).toBe(`{"state":${text}}`);
});
