"use client";
import { Captions, EllipsisVertical, LogIn, Moon, Square, Sun, Trophy, Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import type { StageAct } from "@/lib/core/stage/direct";
import type { Programme } from "@/lib/core/stage/programme";
import { keyLabels } from "@/lib/view/text/help";
import { roomControlText as text } from "@/lib/view/text/stage";
import type { RoomScene } from "../../room/room-picture";
import { Button } from "../../ui/button";
import { Menu, type MenuEntry } from "../../ui/menu";
import { RoomPreview } from "./room-preview";

export type RoomPanelProps = {
  /** a sentence: why there is no picture here */
  scene: RoomScene | string;
  programme: Programme;
  door: { code: string; host: string; qr: ReactNode };
  /** in words */
  seen: string;
  mayDirect: boolean;
  /** pages of the result; 0: there is none */
  pages: number;
  hasStarted: boolean;
  direct: (act: StageAct) => void;
  onCaption: () => void;
  /** what the presenter may ask beside the result */
  question?: ReactNode;
};

const ICON = "size-4 shrink-0";

/** What the room sees, small and in words, and what changes it. */
export function RoomPanel({
  scene,
  programme,
  door,
  seen,
  mayDirect,
  pages,
  hasStarted,
  direct,
  onCaption,
  question,
}: RoomPanelProps) {
  const { cover, frozen } = programme;
  const isCovered = cover !== null;
  return (
    <section aria-label={text.region} className="console-room flex shrink-0 flex-col gap-2">
      <p role="status" className="text-sm text-muted" data-testid="room-sees">
        {text.heading}: <strong className={isCovered || frozen ? "text-hold" : "text-text"}>{seen}</strong>
      </p>
      <div className="flex flex-col gap-2 short:flex-row">
        {typeof scene === "string" ? (
          <p className="grid aspect-video min-w-0 flex-1 place-items-center rounded-lg border border-line p-4 text-center text-sm text-muted">
            {scene}
          </p>
        ) : (
          <RoomPreview scene={scene} door={door} />
        )}
        <div className="flex gap-2 short:grid short:w-[7.4rem] short:shrink-0 short:grid-cols-[1fr_auto] short:gap-1 short:self-start">
          <Toggle
            on={isCovered}
            keys={keyLabels.black}
            disabled={!mayDirect}
            onClick={() => direct({ type: "cover", cover: isCovered ? null : "black" })}
          >
            {isCovered ? text.unblack : text.black}
          </Toggle>
          <Toggle
            on={frozen !== null}
            keys={keyLabels.freeze}
            disabled={!mayDirect || (frozen === null && !hasStarted)}
            onClick={() => direct({ type: "freeze", on: frozen === null })}
          >
            {frozen === null ? text.freeze : text.unfreeze}
          </Toggle>
          <Menu
            label={text.more}
            icon={<EllipsisVertical aria-hidden className="size-5" />}
            entries={toEntries({ programme, mayDirect, pages, direct, onCaption })}
          />
        </div>
      </div>
      {question}
    </section>
  );
}

const TOGGLE = "min-h-10 flex-1 px-1.5! short:min-h-9 short:first:col-span-2 low:min-h-8";

type ToggleProps = { on: boolean; keys: string; disabled: boolean; onClick: () => void; children: string };

function Toggle({ on, keys, children, ...rest }: ToggleProps) {
  return (
    <Button
      {...rest}
      size="small"
      className={on ? `${TOGGLE} border-hold-line! bg-hold-ground! text-hold!` : TOGGLE}
      aria-keyshortcuts={keys}
    >
      {children}
    </Button>
  );
}

type EntryContext = Pick<RoomPanelProps, "programme" | "mayDirect" | "pages" | "direct" | "onCaption">;

function toEntries({ programme, mayDirect, pages, direct, onCaption }: EntryContext): MenuEntry[] {
  const { cover, screen, theme, spotlight } = programme;
  const disabled = !mayDirect;
  const isLobby = screen === "lobby";
  const show = (next: Programme["screen"]) => () => direct({ type: "show", screen: next, page: 0 });
  return [
    {
      label: isLobby ? text.leaveLobby : text.lobby,
      icon: <LogIn aria-hidden className={ICON} />,
      disabled,
      onSelect: show(isLobby ? "run" : "lobby"),
    },
    ...(pages === 0
      ? []
      : [
          screen === "result"
            ? { label: text.backToRun, icon: <Undo2 aria-hidden className={ICON} />, disabled, onSelect: show("run") }
            : {
                label: text.showResult,
                icon: <Trophy aria-hidden className={ICON} />,
                disabled,
                onSelect: show("result"),
              },
        ]),
    { label: text.caption, icon: <Captions aria-hidden className={ICON} />, disabled, onSelect: onCaption },
    ...(spotlight === null
      ? []
      : [
          {
            label: text.noSpotlight,
            icon: <Sun aria-hidden className={ICON} />,
            disabled,
            onSelect: () => direct({ type: "spotlight", spotlight: null }),
          },
        ]),
    {
      label: theme === "dark" ? text.light : text.dark,
      icon: theme === "dark" ? <Sun aria-hidden className={ICON} /> : <Moon aria-hidden className={ICON} />,
      disabled,
      onSelect: () => direct({ type: "theme", theme: theme === "dark" ? "light" : "dark" }),
    },
    {
      label: text.white,
      icon: <Square aria-hidden className={ICON} />,
      disabled: disabled || cover !== null,
      onSelect: () => direct({ type: "cover", cover: "white" }),
    },
  ];
}
