"use client";
import { CircleX, EllipsisVertical, Pause, Play, RotateCcw, ScrollText, SkipForward, Zap, ZapOff } from "lucide-react";
import type { Abilities } from "@/lib/view/console/abilities";
import type { Standing } from "@/lib/view/console/standing";
import type { useCommands } from "@/lib/client/commands/use-commands";
import { Menu, type MenuEntry } from "../ui/menu";

type ScenarioMenuProps = {
  standing: Standing;
  can: Abilities;
  send: ReturnType<typeof useCommands>["send"];
  onShow: (scenarioId: string) => void;
  onFault: (scenarioId: string) => void;
  onCancel: (scenarioId: string) => void;
};

const ICON = "size-4 shrink-0";

/** What may be done to one scenario, without touching the others. */
export function ScenarioMenu({ standing, can, send, onShow, onFault, onCancel }: ScenarioMenuProps) {
  const { id, label } = standing;
  return (
    <Menu
      label={`Actions for ${label}`}
      icon={<EllipsisVertical aria-hidden className="size-5" />}
      entries={[
        { label: "Log and errors", icon: <ScrollText aria-hidden className={ICON} />, onSelect: () => onShow(id) },
        ...toRecoveryEntries(standing, can, send),
        can.resume
          ? {
              label: `Resume ${label}`,
              icon: <Play aria-hidden className={ICON} />,
              onSelect: () => send("resume", { scenarioId: id }),
            }
          : {
              label: `Pause ${label}`,
              icon: <Pause aria-hidden className={ICON} />,
              disabled: !can.pause,
              onSelect: () => send("pause", { scenarioId: id }),
            },
        {
          label: `Fault in ${label}…`,
          icon: <Zap aria-hidden className={ICON} />,
          disabled: !can.fault,
          onSelect: () => onFault(id),
        },
        ...(can.endFault
          ? [
              {
                label: "End fault",
                icon: <ZapOff aria-hidden className={ICON} />,
                onSelect: () => send("fault", { scenarioId: id, fault: null }),
              },
            ]
          : []),
        {
          label: `Cancel ${label}…`,
          icon: <CircleX aria-hidden className={ICON} />,
          disabled: !can.cancel,
          danger: true,
          onSelect: () => onCancel(id),
        },
      ]}
    />
  );
}

function toRecoveryEntries({ id, label }: Standing, can: Abilities, send: ScenarioMenuProps["send"]): MenuEntry[] {
  const icon = <RotateCcw aria-hidden className={ICON} />;
  const retry = () => send("retry", { scenarioId: id });
  if (can.restart) return [{ label: `Restart ${label}`, icon, onSelect: retry }];
  if (!can.retry) return [];
  return [
    { label: "Try again now", icon, onSelect: retry },
    {
      label: "Skip what failed",
      icon: <SkipForward aria-hidden className={ICON} />,
      onSelect: () => send("skip", { scenarioId: id }),
    },
  ];
}
