import type { PauseState } from "@/lib/view/console/abilities";
import type { Attention, AttentionAction } from "@/lib/view/console/attention";
import type { NextCue } from "@/lib/view/console/next-cue";
import type { StageAction } from "@/lib/client/commands/stage-keys";
import type { MenuGroup } from "./command-menu";
import { commandMenuText as text } from "@/lib/view/text/command-menu";
import { nextStepText } from "@/lib/view/text/console";
import { keyLabels } from "@/lib/view/text/help";

type ConsoleMenuInput = {
  readonly cue: NextCue | null;
  readonly pauseState: PauseState;
  readonly mayPause: boolean;
  readonly canFault: boolean;
  readonly attentions: readonly Attention[];
  readonly notesShown: boolean;
  readonly reviewHref: string;
  readonly perform: (action: StageAction) => void;
  readonly askCancel: (scenarioId: string | null) => void;
  readonly action: (action: AttentionAction) => void;
};

/** The console's commands now; those that would be refused are listed but disabled. */
export function toConsoleMenu({
  cue,
  pauseState,
  mayPause,
  canFault,
  attentions,
  notesShown,
  reviewHref,
  perform,
  askCancel,
  action: answer,
}: ConsoleMenuInput): MenuGroup[] {
  const action = (name: StageAction) => () => perform(name);
  const go = (href: string) => () => window.location.assign(href);
  const { keywords } = text;
  const ended = cue === null || cue.kind === "ended";
  const advance = ended ? text.advance : cue.label;
  const mayForce = cue?.kind === "waiting" && cue.canForce;
  const recovery = attentions.flatMap((attention) =>
    attention.actions.map((each) => ({
      // with the scenario's name: several may offer the same action
      label: text.recovery(each.label, attention.label),
      keywords: keywords.recovery,
      run: () => answer(each),
    })),
  );
  return [
    ...(recovery.length === 0 ? [] : [{ heading: text.groups.needsYou, commands: recovery }]),
    {
      heading: text.groups.run,
      // Enter runs the first enabled command, so no irreversible command may come first
      commands: [
        {
          label: advance,
          keywords: keywords.advance,
          keys: keyLabels.advance,
          disabled: cue?.kind !== "ready",
          run: action("advance"),
        },
        {
          label: nextStepText.pause[pauseState],
          keywords: keywords.pause,
          keys: keyLabels.pause,
          disabled: !mayPause,
          run: action("pause"),
        },
        {
          label: text.releaseNow,
          keywords: keywords.releaseNow,
          keys: keyLabels.releaseNow,
          disabled: !mayForce,
          run: action("release-now"),
        },
        {
          label: text.fault,
          keywords: keywords.fault,
          keys: keyLabels.fault,
          disabled: !canFault,
          run: action("fault"),
        },
        { label: text.cancelRun, keywords: keywords.cancelRun, disabled: ended, run: () => askCancel(null) },
      ],
    },
    {
      heading: text.groups.stage,
      commands: [
        { label: text.join, keywords: keywords.join, keys: keyLabels.join, run: action("join") },
        {
          label: notesShown ? text.hideNotes : text.showNotes,
          keywords: keywords.notes,
          keys: keyLabels.notes,
          run: action("notes"),
        },
        { label: text.theme, keywords: keywords.theme, keys: keyLabels.theme, run: action("dark") },
        { label: text.fullscreen, keys: keyLabels.fullscreen, run: action("fullscreen") },
        { label: text.keys, keywords: keywords.keys, keys: keyLabels.help, run: action("help") },
      ],
    },
    {
      heading: text.groups.goTo,
      commands: [
        { label: text.results, keywords: keywords.results, run: go(`${reviewHref}/results`) },
        { label: text.review, run: go(reviewHref) },
        { label: text.pastRuns, run: go("/runs") },
        { label: text.startAnother, keywords: keywords.startAnother, run: go("/") },
      ],
    },
  ];
}
