import type { Halt } from "@/lib/view/console/abilities";
import type { Attention, AttentionAct } from "@/lib/view/console/attention";
import type { NextCue } from "@/lib/view/console/next-cue";
import type { StageAct } from "@/lib/client/commands/stage-keys";
import type { MenuGroup } from "./command-menu";

type ConsoleMenuInput = {
  readonly cue: NextCue | null;
  readonly halt: Halt;
  readonly mayPause: boolean;
  readonly canFault: boolean;
  readonly attentions: readonly Attention[];
  readonly notesShown: boolean;
  readonly reviewHref: string;
  readonly perform: (act: StageAct) => void;
  readonly askCancel: () => void;
  readonly act: (act: AttentionAct) => void;
};

/** What the pause button does now; while it pauses, pressing it again takes that back. */
export const HALT_LABELS: { readonly [halt in Halt]: string } = {
  none: "Pause all",
  pausing: "Pausing…",
  paused: "Resume all",
};

/** The console's commands as they stand at this moment: what would be refused now is there, but cannot be chosen. */
export function toConsoleMenu({
  cue,
  halt,
  mayPause,
  canFault,
  attentions,
  notesShown,
  reviewHref,
  perform,
  askCancel,
  act: answer,
}: ConsoleMenuInput): MenuGroup[] {
  const act = (name: StageAct) => () => perform(name);
  const go = (href: string) => () => window.location.assign(href);
  const ended = cue === null || cue.kind === "ended";
  const advance = ended ? "Advance" : cue.label;
  const mayForce = cue?.kind === "waiting" && cue.canForce;
  const recovery = attentions.flatMap((attention) =>
    attention.acts.map((each) => ({
      // with its scenario's name: the list holds acts of several
      label: `${each.label}: ${attention.label}`,
      keywords: ["recover", "retry", "again"],
      run: () => answer(each),
    })),
  );
  return [
    ...(recovery.length === 0 ? [] : [{ heading: "What needs you", commands: recovery }]),
    {
      heading: "Run",
      // the first that can be chosen is what Enter does: nothing that cannot be undone
      commands: [
        {
          label: advance,
          keywords: ["advance", "next", "release"],
          keys: "→",
          disabled: cue?.kind !== "ready",
          run: act("advance"),
        },
        {
          label: HALT_LABELS[halt],
          keywords: ["pause", "resume", "stop"],
          keys: "K",
          disabled: !mayPause,
          run: act("pause"),
        },
        {
          label: "Release now, without those awaited",
          keywords: ["force"],
          keys: "⇧→",
          disabled: !mayForce,
          run: act("release-now"),
        },
        {
          label: "Fault on purpose…",
          keywords: ["slow", "kill", "hang", "fail", "memory", "harm"],
          keys: "X",
          disabled: !canFault,
          run: act("fault"),
        },
        { label: "Cancel run…", keywords: ["stop", "end"], disabled: ended, run: askCancel },
      ],
    },
    {
      heading: "Stage",
      commands: [
        { label: "Join code and QR", keywords: ["phones", "audience", "share"], keys: "J", run: act("join") },
        { label: notesShown ? "Hide notes" : "Show notes", keywords: ["speaker"], keys: "S", run: act("notes") },
        { label: "Dark or light", keywords: ["theme"], keys: "D", run: act("dark") },
        { label: "Fullscreen", keys: "F", run: act("fullscreen") },
        { label: "Keys", keywords: ["help", "shortcuts"], keys: "?", run: act("help") },
      ],
    },
    {
      heading: "Go to",
      commands: [
        { label: "Results: the closing slide", keywords: ["judgement", "end"], run: go(`${reviewHref}/results`) },
        { label: "Review of this run", run: go(reviewHref) },
        { label: "Past runs", run: go("/runs") },
        { label: "Start another demo", keywords: ["home"], run: go("/") },
      ],
    },
  ];
}
