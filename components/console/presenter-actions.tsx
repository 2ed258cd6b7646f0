import type { PauseState } from "@/lib/view/console/abilities";
import { Button } from "../ui/button";
import { Kbd } from "../ui/kbd";
import { nextStepText } from "@/lib/view/text/console";
import { keyLabels } from "@/lib/view/text/help";

type PresenterActionsProps = {
  canForce: boolean;
  pauseState: PauseState;
  mayAct: boolean;
  mayPause: boolean;
  onForce: () => void;
  onPauseOrResume: () => void;
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
  mayAct,
  mayPause,
  onForce,
  onPauseOrResume,
  onFault,
  onCancel,
}: PresenterActionsProps) {
  const wide = "w-full justify-start px-3 min-h-11 low:min-h-9 low:text-sm";
  return (
    <div className="grid shrink-0 grid-cols-2 gap-2">
      <Button className={wide} disabled={!canForce} onClick={onForce}>
        {nextStepText.releaseNow}
        <Key>{keyLabels.releaseNow}</Key>
      </Button>
      <Button className={wide} disabled={!mayPause} onClick={onPauseOrResume}>
        {nextStepText.pause[pauseState]}
        <Key>{keyLabels.pause}</Key>
      </Button>
      <Button className={wide} disabled={!mayPause} onClick={onFault}>
        {nextStepText.fault}
        <Key>{keyLabels.fault}</Key>
      </Button>
      <Button tone="ghost" className={wide} disabled={!mayAct} onClick={onCancel}>
        {nextStepText.cancelRun}
      </Button>
    </div>
  );
}
