import type { PauseState } from "@/lib/view/console/abilities";
import { Button } from "../ui/button";
import { Kbd } from "../ui/kbd";
import { nextStepText } from "@/lib/view/text/console";
import { keyLabels } from "@/lib/view/text/help";

type PresenterActionsProps = {
  canForce: boolean;
  pauseState: PauseState;
  ended: boolean;
  canFault: boolean;
  canPause: boolean;
  onForce: () => void;
  onPauseOrResume: () => void;
  onJoin: () => void;
  onFault: () => void;
  onCancel: () => void;
};

/** Only on wide screens, which have the space and usually a keyboard. */
function Key({ children }: { children: string }) {
  return (
    <span className="ml-auto hidden xl:inline">
      <Kbd>{children}</Kbd>
    </span>
  );
}

/** The actions besides Advance; all but Cancel are harmless or can be undone. */
export function PresenterActions({
  canForce,
  pauseState,
  ended,
  canFault,
  canPause,
  onForce,
  onPauseOrResume,
  onJoin,
  onFault,
  onCancel,
}: PresenterActionsProps) {
  const joining = (className: string) => (
    <Button className={className} onClick={onJoin}>
      {nextStepText.joinCode}
      <Key>{keyLabels.join}</Key>
    </Button>
  );
  const wide = "w-full justify-start px-3 xl:px-3.5 min-h-11";
  if (ended) return joining(wide);
  return (
    <div className="grid grid-cols-2 gap-2.5">
      <Button className={wide} disabled={!canForce} onClick={onForce}>
        {nextStepText.releaseNow}
        <Key>{keyLabels.releaseNow}</Key>
      </Button>
      <Button className={wide} disabled={!canPause} onClick={onPauseOrResume}>
        {nextStepText.pause[pauseState]}
        <Key>{keyLabels.pause}</Key>
      </Button>
      {joining(wide)}
      <Button className={wide} disabled={!canFault} onClick={onFault}>
        {nextStepText.fault}
        <Key>{keyLabels.fault}</Key>
      </Button>
      <Button tone="ghost" className="col-span-2 w-full justify-start px-3 xl:px-3.5" onClick={onCancel}>
        {nextStepText.cancelRun}
      </Button>
    </div>
  );
}
