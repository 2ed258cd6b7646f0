"use client";
import { isRunOver } from "@/lib/core/run/run-status";
import type { ReactNode } from "react";
import { selectAttentions, type AttentionAction } from "@/lib/view/console/attention";
import { selectCostMeter } from "@/lib/view/console/cost";
import { selectNote } from "@/lib/view/console/next-cue";
import type { PendingClick } from "@/lib/client/commands/use-commands";
import type { RunState } from "@/lib/core/run/state";
import { AttentionCards } from "./attention-cards";
import { CostMeter } from "./cost-meter";
import { NextCard } from "./next-card";
import { PresenterActions } from "./presenter-actions";
import { SpeakerNotes } from "./speaker-notes";
import { ConsoleLine } from "./stage/console-line";
import type { useConsole } from "./stage/use-console";
import { labelScenario } from "@/lib/core/words/names";
import { nextStepText, pendingText } from "@/lib/view/text/console";

type ConsoleAsideProps = {
  state: RunState;
  nowMs: number;
  desk: ReturnType<typeof useConsole>;
  /** what the room sees */
  children: ReactNode;
};

/** The next step, what needs the presenter, what the room sees, and the actions. */
export function ConsoleAside({ state, nowMs, desk, children }: ConsoleAsideProps) {
  const { actions, pending } = desk;
  const { cue } = actions;
  const pauseSent = pending.some(({ type, scenarioId }) => type === "pause" && scenarioId === null);
  const ended = isRunOver(state.status);
  return (
    <aside
      aria-label={nextStepText.region}
      className="order-first flex shrink-0 flex-col gap-3 border-b border-line bg-panel p-4 md:order-last md:w-[264px] md:overflow-y-auto md:border-b-0 md:border-l lg:w-[304px] xl:w-[350px] xl:p-5 2xl:w-[400px] low:gap-2 low:p-3"
    >
      {cue ? (
        <NextCard
          cue={cue}
          sent={pending.some((click) => click.type === "advance")}
          resultStep={actions.resultStep}
          onAdvance={() => desk.perform("advance")}
          onLeaveResult={() => void desk.control.direct({ type: "show", screen: "run", page: 0 })}
          reviewHref={`/runs/${state.runId}`}
        />
      ) : null}
      <ConsoleLine text={desk.line === "" ? describePending(pending, state) : desk.line} />
      {ended ? null : (
        <PresenterActions
          canForce={cue?.kind === "waiting" && cue.canForce}
          pauseState={pauseSent && actions.pauseState === "none" ? "pausing" : actions.pauseState}
          mayAct={actions.mayAct}
          mayPause={actions.mayPause}
          onForce={() => desk.perform("release-now")}
          onPauseOrResume={actions.pauseOrResume}
          onFault={() => actions.askFault(null)}
          onCancel={() => actions.askCancel(null)}
        />
      )}
      {children}
      {/* what is above never moves: attention cards and notes share the rest */}
      <div className="flex min-h-24 flex-1 flex-col gap-3 md:overflow-y-auto short:min-h-20">
        <AttentionCards
          attentions={selectAttentions(state, nowMs)}
          isOff={!actions.mayAct}
          isSent={(action) => pending.some((click) => isClickOf(click, action))}
          onAction={actions.answer}
        />
        {desk.settings.notesShown ? <SpeakerNotes text={selectNote(state)} /> : null}
      </div>
      <CostMeter meter={selectCostMeter(state)} />
    </aside>
  );
}

function isClickOf(click: PendingClick, { command, scenarioId }: AttentionAction): boolean {
  return click.scenarioId === scenarioId && click.type === (command === "end-fault" ? "fault" : command);
}

function describePending(pending: readonly PendingClick[], { spec }: RunState): string {
  const click = pending.at(-1);
  if (!click) return "";
  const command = pendingText.commands[click.type];
  const what = click.scenarioId === null ? command : `${command} ${labelScenario(spec, click.scenarioId)}`;
  return click.stored ? pendingText.stored(what) : pendingText.sent(what);
}
