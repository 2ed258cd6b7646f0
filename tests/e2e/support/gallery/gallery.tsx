import {
  INITIAL_PROGRAMME,
  type ConsoleName,
  type Cover,
  type Programme,
  type Screen,
} from "@/lib/core/stage/programme";
import { createRoot } from "react-dom/client";
import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { ThemeProvider } from "next-themes";
import "../../../../app/globals.css";
import { AudienceView } from "../../../../components/audience/audience-view";
import { PresenterConsole } from "../../../../components/console/presenter-console";
import { QrCode } from "../../../../components/audience/qr-code";
import type { Connection } from "../../../../lib/client/stream/connection";
import type { LiveView } from "../../../../lib/client/stream/live-view";
import type { RunStream } from "../../../../lib/client/stream/run-stream";
import type { RunEvent } from "../../../../lib/core/run/events.ts";
import type { RunState } from "../../../../lib/core/run/state.ts";
import { computeResults } from "../../../../lib/core/judgement/compute-results.ts";
import { LiveQuery } from "../../../../components/parts/live-query";
import { foldRun } from "../../../../lib/core/reduce/reduce.ts";
import { RunReview } from "../../../../components/review/run-review";
import { ResultsSlide } from "../../../../components/results/results-slide";
import { RoomScenes } from "./room-scenes.tsx";
import { buildSampleGrowth, SAMPLE_GROWTHS } from "../../../support/sample-growth.ts";
import { buildSampleEnding, type SampleEnding } from "../../../support/sample-results.ts";
import { buildSampleRun, type SampleKind } from "../../../support/sample-run.ts";
import { withLongNames } from "../../../support/room-states.ts";
import { buildTroubleRun, TROUBLE_KINDS } from "../../../support/trouble-run.ts";

const query = new URLSearchParams(location.search);
const untilMs = Number(query.get("at") ?? 35_000);
const kind = (query.get("kind") ?? "milestone") as SampleKind;
const scenarios = Number(query.get("scenarios") ?? 3);
const theme = query.get("theme") ?? "dark";

function sampleEvents() {
  const trouble = TROUBLE_KINDS.find((each) => each === query.get("trouble"));
  if (trouble !== undefined) return buildTroubleRun(trouble);
  return buildSampleRun({ kind, untilMs, scenarios });
}

const CONSOLES: { readonly [id: string]: ConsoleName } = {
  mine: { id: "console_1", name: "Firefox on Linux" },
  other: { id: "console_2", name: "Chrome on Mac" },
  phone: { id: "console_3", name: "Safari on iPhone" },
};

/**
 * `screen`, `cover`, `frozen`, `caption` and `lit` of the address, and to consoles `driver`, `left` and `asking`; the theme is that
 * of the page, or `room`.
 */
function sampleProgramme(): Programme {
  const caption = query.get("caption");
  const lit = query.get("lit");
  const whatIf = query.get("whatif");
  return {
    ...INITIAL_PROGRAMME,
    screen: (query.get("screen") ?? "run") as Screen,
    runId: query.get("elsewhere") === null ? "run_1" : "run_2",
    cover: query.get("cover") as Cover | null,
    frozen: query.get("frozen") === null ? null : { seq: 1, runAtMs: untilMs - 1_000 },
    driver: { ...(CONSOLES[query.get("driver") ?? "mine"] as ConsoleName), left: query.get("left") !== null },
    asking: CONSOLES[query.get("asking") ?? ""] ?? null,
    theme: (query.get("room") ?? theme) === "light" ? "light" : "dark",
    caption: caption === null ? { kind: "automatic" } : { kind: "written", text: caption },
    page: Number(query.get("page") ?? 0),
    whatIf: whatIf === null ? null : Number(whatIf),
    spotlight: lit === null ? null : { scenarioId: lit, point: null, note: query.get("note") },
  };
}

/** `names=long`: names and a title as long as a spec allows. */
function rename(state: RunState | null): RunState | null {
  if (state === null || query.get("names") !== "long") return state;
  const named = withLongNames(state);
  return { ...named, results: named.results === null ? null : computeResults(named) };
}

function sampleStream(): RunStream {
  const ending = query.get("ending") as SampleEnding | null;
  const growth = SAMPLE_GROWTHS.find((each) => each === query.get("growth"));
  const ended = growth !== undefined ? buildSampleGrowth(growth) : null;
  const folded = ended ?? (ending === null ? foldRun(sampleEvents()) : buildSampleEnding(ending, scenarios));
  const state = query.get("empty") === null ? rename(folded) : null;
  const runAtMs = state?.finishedAt === null ? Math.max(untilMs, state.atMs) : (state?.atMs ?? 0);
  const runner = query.get("runner") === "lost" ? "lost" : "none";
  const view: LiveView = {
    runId: state?.runId ?? null,
    state,
    factSeq: state?.lastSeq ?? 0,
    live: { runAtMs, runner },
    receivedAtMs: 0,
    watching: 212,
    title: null,
    programme: sampleProgramme(),
  };
  const connection: Connection =
    query.get("stale") === null ? { kind: "live" } : { kind: "stale", sinceMs: Date.UTC(2025, 5, 1, 14, 3, 9) };
  return {
    view,
    connection,
    sendCommand: async () => ({ ok: true, duplicate: false }),
    direct: async () => ({ ok: true, changed: true }),
    measureLatency: async () => Number(query.get("latency") ?? 18),
  };
}

function Gallery() {
  if (query.get("view") === "room") return <RoomScenes />;
  const stream = sampleStream();
  const qr = (
    <QrCode text="http://192.168.1.20:3000/a/K7MPRD" label="QR code of the audience view" className="block w-full" />
  );
  if (query.get("view") === "results") return <Results />;
  if (query.get("view") === "review") return <Review />;
  if (query.get("view") === "audience")
    return <AudienceView stream={stream} code="K7MPRD" joinHost="demo.local" qr={qr} />;
  return (
    <LiveQuery>
      <PresenterConsole
        runId="run_1"
        title={stream.view?.state?.spec.title ?? "Waiting"}
        stream={stream}
        consoleId="console_1"
        stage={{ code: "K7MPRD", joinUrl: "http://192.168.1.20:3000/a/K7MPRD" }}
        qr={qr}
        sendOverHttp={async () => ({ ok: true, duplicate: false })}
      />
    </LiveQuery>
  );
}

function Results() {
  const growth = SAMPLE_GROWTHS.find((each) => each === query.get("growth"));
  const state = growth === undefined ? buildSampleEnding(kind as SampleEnding, scenarios) : buildSampleGrowth(growth);
  return state.results ? <ResultsSlide state={state} results={state.results} mayControl /> : null;
}

/** The page of a run; `events=1000`: with so many more in its log. */
function Review() {
  const trouble = query.get("trouble") === null ? null : sampleEvents();
  const growth = SAMPLE_GROWTHS.find((each) => each === query.get("growth"));
  const judged = growth === undefined ? buildSampleEnding(kind as SampleEnding, scenarios) : buildSampleGrowth(growth);
  const state = trouble === null ? judged : foldRun(trouble);
  if (state === null) return null;
  const facts = (trouble ?? buildSampleRun({ kind: "milestone", scenarios })).filter(
    ({ type }) => type !== "scenario.progressed",
  );
  const last = facts.at(-1);
  const more = Array.from({ length: Number(query.get("events") ?? 0) }, (_, i): typeof facts => {
    if (last === undefined) return [];
    return [
      {
        ...last,
        seq: last.seq + 1 + i,
        type: "scenario.logged",
        scenarioId: state.spec.scenarios[0]?.id,
        level: "info",
        text: `line ${i}`,
      } as RunEvent,
    ];
  });
  return <RunReview state={rename(state) ?? state} facts={[...facts, ...more.flat()]} truncated={false} />;
}

/** A router without effect: there are no other pages here. */
const ROUTER = {
  back: () => {},
  forward: () => {},
  refresh: () => {},
  hmrRefresh: () => {},
  push: () => {},
  replace: () => {},
  prefetch: () => {},
  bfcacheId: "0",
};

const root = document.getElementById("root");
if (!root) throw new Error("The gallery's page has no root");
createRoot(root).render(
  <ThemeProvider attribute="class" forcedTheme={theme} enableSystem={false}>
    <AppRouterContext.Provider value={ROUTER}>
      <Gallery />
    </AppRouterContext.Provider>
  </ThemeProvider>,
);
