"use client";
import { useState } from "react";
import { selectAbilities, type Halt } from "@/lib/view/console/abilities";
import type { AttentionAct } from "@/lib/view/console/attention";
import { selectLogLines } from "@/lib/view/console/log";
import type { NextCue } from "@/lib/view/console/next-cue";
import { selectNotices } from "@/lib/view/console/notices";
import { selectStandings, selectStepper, type Standing } from "@/lib/view/console/standing";
import type { PendingClick, useCommands } from "@/lib/client/commands/use-commands";
import type { RunState } from "@/lib/core/run/state";
import { ConsoleAside } from "./console-aside";
import { MilestoneStepper } from "./milestone-stepper";
import type { OpenDialog } from "./presenter-console";
import { QualityPanel } from "../panels/quality-panel";
import { RowNote } from "../parts/row-note";
import { RunLog } from "./run-log";
import { RunNotices } from "./run-notices";
import { ScenarioDialog } from "./scenario-dialog";
import { ScenarioMenu } from "./scenario-menu";
import { TimelinePanel } from "../panels/timeline-panel";

export type ConsoleActs = {
  cue: NextCue | null;
  halt: Halt;
  mayPause: boolean;
  advance: () => void;
  force: () => void;
  pauseOrResume: () => void;
  askCancel: () => void;
  /** null: the presenter says to whom */
  askFault: (scenarioId: string | null) => void;
  answer: (act: AttentionAct) => void;
  open: (dialog: OpenDialog) => void;
  send: ReturnType<typeof useCommands>["send"];
  cancelScenario: (scenarioId: string) => void;
};

type ConsoleBodyProps = {
  state: RunState;
  nowMs: number;
  pending: readonly PendingClick[];
  code: string;
  notesShown: boolean;
  acts: ConsoleActs;
};

export function ConsoleBody({ state, nowMs, pending, code, notesShown, acts }: ConsoleBodyProps) {
  const [shownScenario, setShownScenario] = useState<string | null>(null);
  const standings = selectStandings(state);
  const renderMenu = (standing: Standing) => {
    const scenario = state.scenarios.find(({ id }) => id === standing.id);
    return scenario === undefined ? null : (
      <ScenarioMenu
        standing={standing}
        can={selectAbilities(state, scenario)}
        send={acts.send}
        onShow={setShownScenario}
        onFault={acts.askFault}
        onCancel={acts.cancelScenario}
      />
    );
  };
  return (
    <>
      <div className="flex min-h-0 flex-1 flex-col lg:flex-row">
        <main className="flex min-h-0 min-w-0 flex-1 flex-col gap-4 overflow-y-auto px-6 py-4">
          <RunNotices notices={selectNotices(state)} />
          <TimelinePanel
            state={state}
            nowMs={nowMs}
            size="console"
            title="Timeline"
            renderRowEnd={renderMenu}
            renderRowNote={({ id }) => <RowNote state={state} scenarioId={id} nowMs={nowMs} />}
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
        <ConsoleAside state={state} nowMs={nowMs} pending={pending} notesShown={notesShown} acts={acts} />
      </div>
      <footer className="flex min-h-24 items-center gap-8 border-t border-line px-6 py-4">
        <MilestoneStepper stops={selectStepper(state)} />
        <button
          type="button"
          onClick={() => acts.open("join")}
          className="flex shrink-0 flex-col items-end rounded-lg px-2 leading-tight"
        >
          <span className="text-sm text-muted">join</span>
          <span className="font-mono text-xl font-medium tracking-[0.08em]">{code}</span>
        </button>
      </footer>
      <ScenarioDialog
        standing={standings.find((standing) => standing.id === shownScenario) ?? null}
        state={state}
        onClose={() => setShownScenario(null)}
      />
    </>
  );
}
