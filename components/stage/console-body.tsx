"use client";
import { useState } from "react";
import { selectLogLines } from "@/lib/client/select-log";
import type { NextCue } from "@/lib/client/select-next-cue";
import { selectNote } from "@/lib/client/select-next-cue";
import { isEnded, selectStandings, selectStepper } from "@/lib/client/select-standing";
import type { PendingClick, useCommands } from "@/lib/client/use-commands";
import type { RunState } from "@/lib/core/state";
import { MilestoneStepper } from "./milestone-stepper";
import { NextCard } from "./next-card";
import { PresenterActions } from "./presenter-actions";
import type { OpenDialog } from "./presenter-console";
import { QualityPanel } from "./quality-panel";
import { RunLog } from "./run-log";
import { ScenarioDialog } from "./scenario-dialog";
import { ScenarioMenu } from "./scenario-menu";
import { SpeakerNotes } from "./speaker-notes";
import { TimelinePanel } from "./timeline-panel";

type Acts = {
  cue: NextCue | null;
  allPaused: boolean;
  advance: () => void;
  force: () => void;
  pauseOrResume: () => void;
  askCancel: () => void;
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
  acts: Acts;
};

export function ConsoleBody({ state, nowMs, pending, code, notesShown, acts }: ConsoleBodyProps) {
  const [shownScenario, setShownScenario] = useState<string | null>(null);
  const standings = selectStandings(state);
  const ended = isEnded(state);
  return (
    <>
      <div className="flex min-h-0 flex-1 flex-col lg:flex-row">
        <main className="flex min-h-0 min-w-0 flex-1 flex-col gap-4 overflow-y-auto px-6 py-4">
          <TimelinePanel
            state={state}
            nowMs={nowMs}
            size="console"
            title="Timeline"
            renderRowEnd={(standing) => (
              <ScenarioMenu
                standing={standing}
                send={acts.send}
                onShow={setShownScenario}
                onCancel={acts.cancelScenario}
              />
            )}
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
        <aside
          aria-label="What comes next"
          className="order-first flex shrink-0 flex-col gap-5 border-b border-line bg-panel px-5 py-5 lg:w-[300px] xl:w-[350px] lg:order-last lg:border-b-0 lg:border-l"
        >
          {acts.cue ? (
            <NextCard
              cue={acts.cue}
              sent={pending.some((click) => click.type === "advance")}
              onAdvance={acts.advance}
              reviewHref={`/runs/${state.runId}`}
            />
          ) : null}
          <PresenterActions
            canForce={acts.cue?.kind === "waiting" && acts.cue.canForce}
            allPaused={acts.allPaused}
            ended={ended}
            started={state.startedAt !== null}
            onForce={acts.force}
            onPauseOrResume={acts.pauseOrResume}
            onJoin={() => acts.open("join")}
            onCancel={acts.askCancel}
          />
          {notesShown ? <SpeakerNotes text={selectNote(state)} /> : null}
          <p aria-live="polite" className="mt-auto text-sm text-muted">
            {describePending(pending)}
          </p>
        </aside>
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

const CLICK_WORDS = {
  advance: "Advance",
  pause: "Pause",
  resume: "Resume",
  cancel: "Cancel",
  retry: "Retry",
  skip: "Skip",
  fault: "Fault",
} as const;

function describePending(pending: readonly PendingClick[]): string {
  const click = pending.at(-1);
  if (!click) return "";
  const what = `${CLICK_WORDS[click.type]}${click.scenarioId ? ` ${click.scenarioId}` : ""}`;
  return click.stored ? `${what}: stored, waiting for the runner` : `${what}: sent…`;
}
