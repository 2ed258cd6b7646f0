"use client";
import { isRunOver } from "@/lib/core/run/run-status";
import { selectAttentions, type AttentionAction } from "@/lib/view/console/attention";
import { selectCostMeter } from "@/lib/view/console/cost";
import { selectNote } from "@/lib/view/console/next-cue";
import type { PendingClick } from "@/lib/client/commands/use-commands";
import type { RunState } from "@/lib/core/run/state";
import { AttentionCards } from "./attention-cards";
import type { ConsoleActions } from "./console-actions";
import { CostMeter } from "./cost-meter";
import { NextCard } from "./next-card";
import { PresenterActions } from "./presenter-actions";
import { SpeakerNotes } from "./speaker-notes";
import { labelScenario } from "@/lib/core/words/names";
import { nextStepText, pendingText } from "@/lib/view/text/console";

type ConsoleAsideProps = {
  state: RunState;
  nowMs: number;
  pending: readonly PendingClick[];
  notesShown: boolean;
  actions: ConsoleActions;
};

/** The next step, what needs the presenter, and the actions. */
export function ConsoleAside({ state, nowMs, pending, notesShown, actions }: ConsoleAsideProps) {
  const { cue } = actions;
  const pauseSent = pending.some(({ type, scenarioId }) => type === "pause" && scenarioId === null);
  return (
    <aside
      aria-label={nextStepText.region}
      className="order-first flex shrink-0 flex-col gap-3 border-b border-line bg-panel p-4 lg:order-last lg:w-[300px] lg:border-b-0 lg:border-l xl:w-[350px] xl:gap-4 xl:p-5"
    >
      {cue ? (
        <NextCard
          cue={cue}
          sent={pending.some((click) => click.type === "advance")}
          onAdvance={actions.advance}
          reviewHref={`/runs/${state.runId}`}
        />
      ) : null}
      <PresenterActions
        canForce={cue?.kind === "waiting" && cue.canForce}
        pauseState={pauseSent && actions.pauseState === "none" ? "pausing" : actions.pauseState}
        ended={isRunOver(state.status)}
        canFault={actions.mayPause}
        canPause={actions.mayPause}
        onForce={actions.force}
        onPauseOrResume={actions.pauseOrResume}
        onJoin={() => actions.open("join")}
        onFault={() => actions.askFault(null)}
        onCancel={() => actions.askCancel(null)}
      />
      {/* what is above never moves or scrolls away: attention cards and notes share the rest */}
      <div className="flex min-h-0 flex-1 flex-col gap-3 lg:overflow-y-auto xl:gap-4">
        <AttentionCards
          attentions={selectAttentions(state, nowMs)}
          isSent={(action) => pending.some((click) => isClickOf(click, action))}
          onAction={actions.answer}
        />
        {notesShown ? <SpeakerNotes text={selectNote(state)} /> : null}
      </div>
      <div className="flex shrink-0 flex-col gap-3">
        <p aria-live="polite" className="text-sm text-muted empty:hidden">
          {describePending(pending, state)}
        </p>
        <CostMeter meter={selectCostMeter(state)} />
      </div>
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
