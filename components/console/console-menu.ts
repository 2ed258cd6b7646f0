import type { PauseState } from "@/lib/view/console/abilities";
import type { Attention, AttentionAction } from "@/lib/view/console/attention";
import type { NextCue } from "@/lib/view/console/next-cue";
import type { StageAction } from "@/lib/client/commands/stage-keys";
import type { MenuGroup } from "./command-menu";
import { commandMenuText as text } from "@/lib/view/text/command-menu";
import { nextStepText } from "@/lib/view/text/console";
import { keyLabels } from "@/lib/view/text/help";
import { roomControlText as room } from "@/lib/view/text/stage";
import type { Programme } from "@/lib/core/stage/programme";
import type { ResultStep } from "./stage/console-actions";

type ConsoleMenuInput = {
  readonly cue: NextCue | null;
  readonly pauseState: PauseState;
  readonly mayPause: boolean;
  readonly canFault: boolean;
  readonly attentions: readonly Attention[];
  readonly notesShown: boolean;
  readonly reviewHref: string;
  readonly mayAct: boolean;
  readonly resultStep: ResultStep;
  readonly programme: Pick<Programme, "cover" | "frozen" | "screen" | "theme">;
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
  mayAct,
  resultStep,
  programme,
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
      disabled: !mayAct,
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
          disabled: cue?.kind !== "ready" && cue?.kind !== "lobby",
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
        { label: text.cancelRun, keywords: keywords.cancelRun, disabled: ended || !mayAct, run: () => askCancel(null) },
      ],
    },
    { heading: text.groups.room, commands: toRoomCommands({ mayAct, resultStep, programme, perform }) },
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

/** What the room sees. */
function toRoomCommands({
  mayAct,
  resultStep,
  programme: { cover, frozen, theme },
  perform,
}: Pick<ConsoleMenuInput, "mayAct" | "resultStep" | "programme" | "perform">): MenuGroup["commands"] {
  const { keywords } = text;
  const disabled = !mayAct;
  const action = (name: StageAction) => () => perform(name);
  return [
    ...(resultStep?.kind === "show"
      ? [{ label: room.showResult, keys: keyLabels.advance, disabled: resultStep.isOff, run: action("advance") }]
      : []),
    {
      label: cover === null ? text.black : text.uncover,
      keywords: keywords.black,
      keys: keyLabels.black,
      disabled,
      run: action("black"),
    },
    { label: frozen === null ? text.freeze : text.unfreeze, keys: keyLabels.freeze, disabled, run: action("freeze") },
    { label: room.white, keywords: keywords.black, keys: keyLabels.white, disabled, run: action("white") },
    {
      label: theme === "dark" ? room.light : room.dark,
      keywords: keywords.theme,
      keys: keyLabels.lightStage,
      disabled,
      run: action("light-stage"),
    },
    {
      label: room.caption,
      keywords: keywords.caption,
      keys: keyLabels.caption,
      disabled,
      run: action("caption"),
    },
  ];
}
