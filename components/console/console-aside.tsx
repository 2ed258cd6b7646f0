"use client";
import { selectAttentions, type AttentionAct } from "@/lib/view/console/attention";
import { selectCostMeter } from "@/lib/view/console/cost";
import { selectNote } from "@/lib/view/console/next-cue";
import { isEnded } from "@/lib/view/console/standing";
import type { PendingClick } from "@/lib/client/commands/use-commands";
import type { RunState } from "@/lib/core/run/state";
import { AttentionCards } from "./attention-cards";
import type { ConsoleActs } from "./console-acts";
import { CostMeter } from "./cost-meter";
import { NextCard } from "./next-card";
import { PresenterActions } from "./presenter-actions";
import { SpeakerNotes } from "./speaker-notes";

type ConsoleAsideProps = {
  state: RunState;
  nowMs: number;
  pending: readonly PendingClick[];
  notesShown: boolean;
  acts: ConsoleActs;
};

/** What comes next, what needs the presenter, and what may be done. */
export function ConsoleAside({ state, nowMs, pending, notesShown, acts }: ConsoleAsideProps) {
  const { cue } = acts;
  const pauseSent = pending.some(({ type, scenarioId }) => type === "pause" && scenarioId === null);
  return (
    <aside
      aria-label="What comes next"
      className="order-first flex shrink-0 flex-col gap-3 border-b border-line bg-panel p-4 lg:order-last lg:w-[300px] lg:border-b-0 lg:border-l xl:w-[350px] xl:gap-4 xl:p-5"
    >
      {cue ? (
        <NextCard
          cue={cue}
          sent={pending.some((click) => click.type === "advance")}
          onAdvance={acts.advance}
          reviewHref={`/runs/${state.runId}`}
        />
      ) : null}
      <PresenterActions
        canForce={cue?.kind === "waiting" && cue.canForce}
        halt={pauseSent && acts.halt === "none" ? "pausing" : acts.halt}
        ended={isEnded(state)}
        canFault={acts.mayPause}
        started={state.startedAt !== null}
        onForce={acts.force}
        onPauseOrResume={acts.pauseOrResume}
        onJoin={() => acts.open("join")}
        onFault={() => acts.askFault(null)}
        onCancel={() => acts.askCancel(null)}
      />
      {/* what is above never moves nor leaves the screen: notices and notes share what is left */}
      <div className="flex min-h-0 flex-1 flex-col gap-3 lg:overflow-y-auto xl:gap-4">
        <AttentionCards
          attentions={selectAttentions(state, nowMs)}
          isSent={(act) => pending.some((click) => isClickOf(click, act))}
          onAct={acts.answer}
        />
        {notesShown ? <SpeakerNotes text={selectNote(state)} /> : null}
      </div>
      <div className="flex shrink-0 flex-col gap-3">
        <p aria-live="polite" className="text-sm text-muted empty:hidden">
          {describePending(pending)}
        </p>
        <CostMeter meter={selectCostMeter(state)} />
      </div>
    </aside>
  );
}

function isClickOf(click: PendingClick, { command, scenarioId }: AttentionAct): boolean {
  return click.scenarioId === scenarioId && click.type === (command === "end-fault" ? "fault" : command);
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
