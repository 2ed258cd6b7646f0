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
  const wide = "w-full justify-start px-3 xl:px-3.5 min-h-12";
  return (
    <div className="grid grid-cols-2 gap-2.5">
      <Button className={wide} disabled={!canForce} onClick={onForce}>
        Release now
        <Kbd className="ml-auto hidden xl:inline-flex">⇧→</Kbd>
      </Button>
      <Button className={wide} disabled={ended || !started} onClick={onPauseOrResume}>
        {allPaused ? "Resume all" : "Pause all"}
        <Kbd className="ml-auto hidden xl:inline-flex">K</Kbd>
      </Button>
      <Button className={wide} onClick={onJoin}>
        Join code
        <Kbd className="ml-auto hidden xl:inline-flex">J</Kbd>
      </Button>
      <Button className={wide} disabled={ended} onClick={onCancel}>
        Cancel run…
      </Button>
    </div>
  );
}
