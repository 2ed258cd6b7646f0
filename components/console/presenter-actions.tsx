import type { Halt } from "@/lib/view/console/abilities";
import { HALT_LABELS } from "./console-menu";
import { Button } from "../ui/button";
import { Kbd } from "../ui/kbd";

type PresenterActionsProps = {
  canForce: boolean;
  halt: Halt;
  ended: boolean;
  canFault: boolean;
  started: boolean;
  onForce: () => void;
  onPauseOrResume: () => void;
  onJoin: () => void;
  onFault: () => void;
  onCancel: () => void;
};

/** Named on wide screens only, where there is room and a keyboard. */
function Key({ children }: { children: string }) {
  return (
    <span className="ml-auto hidden xl:inline">
      <Kbd>{children}</Kbd>
    </span>
  );
}

/** What may be done beside Advance; all but Cancel can be undone or does no harm. */
export function PresenterActions({
  canForce,
  halt,
  ended,
  canFault,
  started,
  onForce,
  onPauseOrResume,
  onJoin,
  onFault,
  onCancel,
}: PresenterActionsProps) {
  const joining = (className: string) => (
    <Button className={className} onClick={onJoin}>
      Join code
      <Key>J</Key>
    </Button>
  );
  const wide = "w-full justify-start px-3 xl:px-3.5 min-h-11";
  if (ended) return joining(wide);
  return (
    <div className="grid grid-cols-2 gap-2.5">
      <Button className={wide} disabled={!canForce} onClick={onForce}>
        Release now
        <Key>⇧→</Key>
      </Button>
      <Button className={wide} disabled={!started} onClick={onPauseOrResume}>
        {HALT_LABELS[halt]}
        <Key>K</Key>
      </Button>
      {joining(wide)}
      <Button className={wide} disabled={!canFault} onClick={onFault}>
        Fault…
        <Key>X</Key>
      </Button>
      <Button tone="ghost" className="col-span-2 w-full justify-start px-3 xl:px-3.5" onClick={onCancel}>
        Cancel run…
      </Button>
    </div>
  );
}
