"use client";
import { useState, type ReactNode } from "react";
import { NO_ABILITIES, selectAbilities } from "@/lib/view/console/abilities";
import { selectLogLines } from "@/lib/view/console/log";
import { selectNotices } from "@/lib/view/console/notices";
import { selectScenarioSummaries, selectStepper, type ScenarioSummary } from "@/lib/view/console/scenario-summary";
import { selectQuality } from "@/lib/view/charts/quality";
import type { LiveView } from "@/lib/client/stream/live-view";
import type { RunStream } from "@/lib/client/stream/run-stream";
import type { RunState } from "@/lib/core/run/state";
import { ConsoleAside } from "./console-aside";
import { MilestoneStepper } from "./milestone-stepper";
import { QualityPanel } from "../panels/quality-panel";
import { RowNote } from "../parts/row-note";
import { RunLog } from "./run-log";
import { RunNotices } from "./run-notices";
import { ScenarioDialog } from "./scenario-dialog";
import { ScenarioMenu } from "./scenario-menu";
import { PointPicker } from "./stage/point-picker";
import { RoomSection } from "./stage/room-section";
import type { useConsole } from "./stage/use-console";
import { TimelinePanel } from "../panels/timeline-panel";
import { consoleText } from "@/lib/view/text/console";
import { mayDirect } from "@/lib/view/console/driving";

type ConsoleBodyProps = {
  stream: RunStream;
  view: LiveView;
  state: RunState;
  nowMs: number;
  desk: ReturnType<typeof useConsole>;
  stage: { readonly code: string; readonly joinUrl: string };
  qr: ReactNode;
};

export function ConsoleBody({ stream, view, state, nowMs, desk, stage, qr }: ConsoleBodyProps) {
  const { actions } = desk;
  return (
    <>
      <div className="flex min-h-0 flex-1 flex-col md:flex-row">
        <ConsoleMain view={view} state={state} nowMs={nowMs} desk={desk} />
        <ConsoleAside state={state} nowMs={nowMs} desk={desk}>
          <RoomSection stream={stream} view={view} state={state} nowMs={nowMs} desk={desk} stage={stage} qr={qr} />
        </ConsoleAside>
      </div>
      <footer className="flex min-h-24 shrink-0 items-center gap-8 border-t border-line px-4 py-4 lg:px-6 short:min-h-18 short:py-2 low:min-h-0 low:py-1.5">
        <MilestoneStepper stops={selectStepper(state)} />
        <button
          type="button"
          onClick={() => actions.open("join")}
          className="flex min-h-9 shrink-0 flex-col items-end justify-center rounded-lg px-2 leading-tight"
        >
          <span className="text-sm text-muted low:hidden">{consoleText.join}</span>
          <span className="font-mono text-xl font-medium tracking-[0.08em]">{stage.code}</span>
        </button>
      </footer>
    </>
  );
}

function ConsoleMain({ view, state, nowMs, desk }: Pick<ConsoleBodyProps, "view" | "state" | "nowMs" | "desk">) {
  const { actions, control, dialogs } = desk;
  const { shortage } = view.live;
  const [shownScenario, setShownScenario] = useState<string | null>(null);
  const mayLight = mayDirect(control.driving) && desk.off === null;
  const renderMenu = (summary: ScenarioSummary) => {
    const scenario = state.scenarios.find(({ id }) => id === summary.id);
    return scenario === undefined ? null : (
      <ScenarioMenu
        summary={summary}
        can={actions.mayAct ? selectAbilities(state, scenario) : NO_ABILITIES}
        send={actions.send}
        onShow={setShownScenario}
        onLight={mayLight ? (scenarioId) => dialogs.light({ scenarioId, percent: null }) : null}
        onFault={actions.askFault}
        onCancel={actions.askCancel}
      />
    );
  };
  return (
    <main className="flex min-h-0 min-w-0 flex-1 flex-col gap-4 overflow-y-auto px-4 py-4 lg:px-6 low:gap-2 low:py-2">
      <RunNotices notices={selectNotices(state, view.live)} />
      <TimelinePanel
        state={state}
        nowMs={nowMs}
        shortage={shortage}
        titled
        renderRowEnd={renderMenu}
        renderRowNote={({ id }) => <RowNote state={state} scenarioId={id} nowMs={nowMs} shortage={shortage} />}
      />
      <div className="grid min-h-56 flex-1 gap-x-10 gap-y-4 lg:grid-cols-[3fr_2fr]">
        <PointPicker model={() => selectQuality(state)} onPick={mayLight ? dialogs.light : null}>
          <QualityPanel
            state={state}
            fontPx={13}
            toggle
            className="flex min-h-52 flex-col"
            bodyClassName="min-h-0 flex-1"
          />
        </PointPicker>
        <div className="relative min-h-52">
          <RunLog lines={selectLogLines(state, 80)} className="absolute inset-0" />
        </div>
      </div>
      <ScenarioDialog
        summary={selectScenarioSummaries(state).find((summary) => summary.id === shownScenario) ?? null}
        state={state}
        onClose={() => setShownScenario(null)}
      />
    </main>
  );
}
