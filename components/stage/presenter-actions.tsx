import { CircleX, FastForward, Pause, Play, QrCode } from "lucide-react";
import { Button } from "../ui/button";
import { Kbd } from "../ui/kbd";

type PresenterActionsProps = {
  canForce: boolean;
  allPaused: boolean;
  ended: boolean;
  started: boolean;
  onForce: () => void;
  onPauseOrResume: () => void;
  onJoin: () => void;
  onCancel: () => void;
};

/** What may be done beside Advance; all but Cancel can be undone or does no harm. */
export function PresenterActions({ canForce, allPaused, ended, started, onForce, onPauseOrResume, onJoin, onCancel }: PresenterActionsProps) {
  const wide = "w-full justify-start gap-2.5 px-3.5 min-h-11";
  return (
    <div className="grid grid-cols-2 gap-2.5">
      <Button className={wide} disabled={!canForce} onClick={onForce}>
        <FastForward aria-hidden className="size-4 shrink-0" />
        Release now
        <Kbd className="ml-auto">⇧→</Kbd>
      </Button>
      <Button className={wide} disabled={ended || !started} onClick={onPauseOrResume}>
        {allPaused ? <Play aria-hidden className="size-4 shrink-0" /> : <Pause aria-hidden className="size-4 shrink-0" />}
        {allPaused ? "Resume all" : "Pause all"}
        <Kbd className="ml-auto">K</Kbd>
      </Button>
      <Button className={wide} onClick={onJoin}>
        <QrCode aria-hidden className="size-4 shrink-0" />
        Join code
        <Kbd className="ml-auto">J</Kbd>
      </Button>
      <Button className={wide} disabled={ended} onClick={onCancel}>
        <CircleX aria-hidden className="size-4 shrink-0" />
        Cancel run…
      </Button>
    </div>
  );
}
