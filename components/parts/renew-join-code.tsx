"use client";
import { RefreshCw } from "lucide-react";
import { useState, useTransition } from "react";
import { renewJoinCodeAction, type Share } from "@/app/share-actions";
import { Button } from "../ui/button";
import { answerOr } from "./answer";
import { joinCodeText, shareText } from "@/lib/view/text/desk/share";
import { sharedText } from "@/lib/view/text/shared";

/** Asks once, since the whole audience must enter the new code to see the run again. */
export function RenewJoinCode({ onRenewed }: { onRenewed: (share: Share) => void }) {
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [busy, startTransition] = useTransition();
  const renew = () =>
    startTransition(async () => {
      const reply = await answerOr(renewJoinCodeAction(), { share: null, error: shareText.noAnswer });
      setError(reply.error);
      setAsking(false);
      if (reply.share) onRenewed(reply.share);
    });
  return (
    <div className="flex flex-col items-start gap-2">
      {asking ? (
        <>
          <p className="text-left">{joinCodeText.warning}</p>
          <span className="flex flex-wrap gap-2">
            <Button onClick={() => setAsking(false)}>{joinCodeText.keep}</Button>
            <Button tone="danger" disabled={busy} onClick={renew}>
              {busy ? sharedText.oneMoment : joinCodeText.confirm}
            </Button>
          </span>
        </>
      ) : (
        <Button size="small" onClick={() => setAsking(true)}>
          <RefreshCw aria-hidden className="size-4" />
          {joinCodeText.renew}
        </Button>
      )}
      {error === null ? null : (
        <p role="alert" className="text-bad">
          {error}
        </p>
      )}
    </div>
  );
}
