"use client";
import { CircleX, EllipsisVertical, Pause, Play, ScrollText } from "lucide-react";
import type { Standing } from "@/lib/client/select-standing";
import type { useCommands } from "@/lib/client/use-commands";
import { Menu } from "../ui/menu";

type ScenarioMenuProps = {
  standing: Standing;
  send: ReturnType<typeof useCommands>["send"];
  onShow: (scenarioId: string) => void;
  onCancel: (scenarioId: string) => void;
};

/** What may be done to one scenario, without touching the others. */
export function ScenarioMenu({ standing, send, onShow, onCancel }: ScenarioMenuProps) {
  const { id, label, tone, word } = standing;
  const over = tone === "good" || tone === "bad" || word === "cancelled";
  const halted = word === "paused" || word === "pausing";
  const icon = "size-4 shrink-0";
  return (
    <Menu
      label={`Actions for ${label}`}
      icon={<EllipsisVertical aria-hidden className="size-5" />}
      entries={[
        { label: "Log and errors", icon: <ScrollText aria-hidden className={icon} />, onSelect: () => onShow(id) },
        halted
          ? {
              label: `Resume ${label}`,
              icon: <Play aria-hidden className={icon} />,
              disabled: over,
              onSelect: () => send("resume", { scenarioId: id }),
            }
          : {
              label: `Pause ${label}`,
              icon: <Pause aria-hidden className={icon} />,
              disabled: over,
              onSelect: () => send("pause", { scenarioId: id }),
            },
        {
          label: `Cancel ${label}…`,
          icon: <CircleX aria-hidden className={icon} />,
          disabled: over,
          danger: true,
          onSelect: () => onCancel(id),
        },
      ]}
    />
  );
}
