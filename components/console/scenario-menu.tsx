"use client";
import {
  CircleX,
  EllipsisVertical,
  Lightbulb,
  Pause,
  Play,
  RotateCcw,
  ScrollText,
  SkipForward,
  Zap,
  ZapOff,
} from "lucide-react";
import type { Abilities } from "@/lib/view/console/abilities";
import type { ScenarioSummary } from "@/lib/view/console/scenario-summary";
import type { useCommands } from "@/lib/client/commands/use-commands";
import { Menu, type MenuEntry } from "../ui/menu";
import { scenarioMenuText as text } from "@/lib/view/text/scenario-actions";

type ScenarioMenuProps = {
  summary: ScenarioSummary;
  can: Abilities;
  send: ReturnType<typeof useCommands>["send"];
  onShow: (scenarioId: string) => void;
  /** null: this console may not light it in the room */
  onLight: ((scenarioId: string) => void) | null;
  onFault: (scenarioId: string) => void;
  onCancel: (scenarioId: string) => void;
};

const ICON = "size-4 shrink-0";

/** The actions for one scenario; none affects the others. */
export function ScenarioMenu({ summary, can, send, onShow, onLight, onFault, onCancel }: ScenarioMenuProps) {
  const { id, label } = summary;
  return (
    <Menu
      label={text.label(label)}
      icon={<EllipsisVertical aria-hidden className="size-5" />}
      entries={[
        { label: text.log, icon: <ScrollText aria-hidden className={ICON} />, onSelect: () => onShow(id) },
        ...toRecoveryEntries(summary, can, send),
        {
          label: text.light(label),
          icon: <Lightbulb aria-hidden className={ICON} />,
          disabled: onLight === null,
          onSelect: () => onLight?.(id),
        },
        can.resume
          ? {
              label: text.resume(label),
              icon: <Play aria-hidden className={ICON} />,
              onSelect: () => send("resume", { scenarioId: id }),
            }
          : {
              label: text.pause(label),
              icon: <Pause aria-hidden className={ICON} />,
              disabled: !can.pause,
              onSelect: () => send("pause", { scenarioId: id }),
            },
        {
          label: text.fault(label),
          icon: <Zap aria-hidden className={ICON} />,
          disabled: !can.fault,
          onSelect: () => onFault(id),
        },
        ...(can.endFault
          ? [
              {
                label: text.endFault,
                icon: <ZapOff aria-hidden className={ICON} />,
                onSelect: () => send("fault", { scenarioId: id, fault: null }),
              },
            ]
          : []),
        {
          label: text.cancel(label),
          icon: <CircleX aria-hidden className={ICON} />,
          disabled: !can.cancel,
          danger: true,
          onSelect: () => onCancel(id),
        },
      ]}
    />
  );
}

function toRecoveryEntries(
  { id, label }: ScenarioSummary,
  can: Abilities,
  send: ScenarioMenuProps["send"],
): MenuEntry[] {
  const icon = <RotateCcw aria-hidden className={ICON} />;
  const retry = () => send("retry", { scenarioId: id });
  if (can.restart) return [{ label: text.restart(label), icon, onSelect: retry }];
  if (!can.retry) return [];
  return [
    { label: text.retry, icon, onSelect: retry },
    {
      label: text.skip,
      icon: <SkipForward aria-hidden className={ICON} />,
      onSelect: () => send("skip", { scenarioId: id }),
    },
  ];
}
