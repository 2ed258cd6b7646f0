"use client";
import { Menu as Base } from "@base-ui/react/menu";
import { clsx } from "clsx";
import type { ReactNode } from "react";
import { buttonClass } from "./button";

export type MenuEntry = {
  readonly label: string;
  readonly icon: ReactNode;
  readonly onSelect: () => void;
  readonly disabled?: boolean;
  readonly danger?: boolean;
};

export function Menu({ label, icon, entries }: { label: string; icon: ReactNode; entries: readonly MenuEntry[] }) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger aria-label={label} className={buttonClass({ tone: "ghost", size: "icon" })}>
        {icon}
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className="z-30 outline-none" sideOffset={6} align="end">
          <Base.Popup className="min-w-52 rounded-xl border border-line bg-panel p-1.5 text-text shadow-xl outline-none">
            {entries.map((entry) => (
              <Base.Item
                key={entry.label}
                disabled={entry.disabled ?? false}
                onClick={entry.onSelect}
                className={clsx(
                  "flex min-h-9 cursor-default items-center gap-3 rounded-lg px-3 text-[15px] outline-none select-none data-disabled:opacity-45 data-highlighted:bg-raised pointer-coarse:min-h-11",
                  entry.danger && "text-bad",
                )}
              >
                {entry.icon}
                {entry.label}
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
