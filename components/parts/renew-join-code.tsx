"use client";
import { RefreshCw } from "lucide-react";
import { useState, useTransition } from "react";
import { renewJoinCodeAction, type Share } from "@/app/share-actions";
import { Button } from "../ui/button";
import { answerOr, NO_ANSWER } from "./answer";

/** Asks once: everybody in the hall loses the picture until they have typed the new code. */
export function RenewJoinCode({ onRenewed }: { onRenewed: (share: Share) => void }) {
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [busy, startTransition] = useTransition();
  const renew = () =>
    startTransition(async () => {
      const reply = await answerOr(renewJoinCodeAction(), { share: null, error: NO_ANSWER });
      setError(reply.error);
      setAsking(false);
      if (reply.share) onRenewed(reply.share);
    });
  return (
    <div className="flex flex-col items-start gap-2">
      {asking ? (
        <>
          <p className="text-left">
            Every phone and screen that joined with the present code must join again. The old code and its QR stop
            working at once.
          </p>
          <span className="flex flex-wrap gap-2">
            <Button onClick={() => setAsking(false)}>Keep this code</Button>
            <Button tone="danger" disabled={busy} onClick={renew}>
              {busy ? "One moment…" : "Make a new code"}
            </Button>
          </span>
        </>
      ) : (
        <Button size="small" onClick={() => setAsking(true)}>
          <RefreshCw aria-hidden className="size-4" />
          New join code…
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
