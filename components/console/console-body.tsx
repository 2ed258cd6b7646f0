"use client";
import { useState } from "react";
import { selectAbilities } from "@/lib/view/console/abilities";
import { selectLogLines } from "@/lib/view/console/log";
import { selectNotices } from "@/lib/view/console/notices";
import { selectScenarioSummaries, selectStepper, type ScenarioSummary } from "@/lib/view/console/scenario-summary";
import type { PendingClick } from "@/lib/client/commands/use-commands";
import type { LiveStatus } from "@/lib/realtime/protocol/protocol";
import type { RunState } from "@/lib/core/run/state";
import { ConsoleAside } from "./console-aside";
import { MilestoneStepper } from "./milestone-stepper";
import type { ConsoleActions } from "./console-actions";
import { QualityPanel } from "../panels/quality-panel";
import { RowNote } from "../parts/row-note";
import { RunLog } from "./run-log";
import { RunNotices } from "./run-notices";
import { ScenarioDialog } from "./scenario-dialog";
import { ScenarioMenu } from "./scenario-menu";
import { TimelinePanel } from "../panels/timeline-panel";
import { consoleText } from "@/lib/view/text/console";

type ConsoleBodyProps = {
  state: RunState;
  live: LiveStatus;
  nowMs: number;
  pending: readonly PendingClick[];
  code: string;
  notesShown: boolean;
  actions: ConsoleActions;
};

export function ConsoleBody({ state, live, nowMs, pending, code, notesShown, actions }: ConsoleBodyProps) {
  const [shownScenario, setShownScenario] = useState<string | null>(null);
  const summaries = selectScenarioSummaries(state);
  const renderMenu = (summary: ScenarioSummary) => {
    const scenario = state.scenarios.find(({ id }) => id === summary.id);
    return scenario === undefined ? null : (
      <ScenarioMenu
        summary={summary}
        can={selectAbilities(state, scenario)}
        send={actions.send}
        onShow={setShownScenario}
        onFault={actions.askFault}
        onCancel={actions.askCancel}
      />
    );
  };
  return (
    <>
      <div className="flex min-h-0 flex-1 flex-col lg:flex-row">
        <main className="flex min-h-0 min-w-0 flex-1 flex-col gap-4 overflow-y-auto px-6 py-4">
          <RunNotices notices={selectNotices(state, live)} />
          <TimelinePanel
            state={state}
            nowMs={nowMs}
            shortage={live.shortage}
            titled
            renderRowEnd={renderMenu}
            renderRowNote={({ id }) => <RowNote state={state} scenarioId={id} nowMs={nowMs} shortage={live.shortage} />}
          />
          <div className="grid min-h-56 flex-1 gap-x-10 gap-y-4 xl:grid-cols-[3fr_2fr]">
            <QualityPanel
              state={state}
              fontPx={13}
              toggle
              className="flex min-h-52 flex-col"
              bodyClassName="min-h-0 flex-1"
            />
            <div className="relative min-h-52">
              <RunLog lines={selectLogLines(state, 80)} className="absolute inset-0" />
            </div>
          </div>
        </main>
        <ConsoleAside state={state} nowMs={nowMs} pending={pending} notesShown={notesShown} actions={actions} />
      </div>
      <footer className="flex min-h-24 items-center gap-8 border-t border-line px-6 py-4">
        <MilestoneStepper stops={selectStepper(state)} />
        <button
          type="button"
          onClick={() => actions.open("join")}
          className="flex shrink-0 flex-col items-end rounded-lg px-2 leading-tight"
        >
          <span className="text-sm text-muted">{consoleText.join}</span>
          <span className="font-mono text-xl font-medium tracking-[0.08em]">{code}</span>
        </button>
      </footer>
      <ScenarioDialog
        summary={summaries.find((summary) => summary.id === shownScenario) ?? null}
        state={state}
        onClose={() => setShownScenario(null)}
      />
    </>
  );
}
