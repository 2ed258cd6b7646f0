"use client";
import { useEffect, useState } from "react";
import { readShareAction, type Share } from "@/app/share-actions";
import { Dialog } from "../ui/dialog";
import { answerOr } from "../parts/answer";
import { CopyField } from "../parts/copy-field";
import { RenewJoinCode } from "../parts/renew-join-code";
import { ReviewerLinks } from "./reviewer-links";
import { shareText } from "@/lib/view/text/desk/share";
import { sharedText } from "@/lib/view/text/shared";

/** Access for others: the audience by code, reviewers by personal links. */
export function ShareDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const [share, setShare] = useState<Share | null>(null);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    if (!open) return;
    void answerOr(readShareAction(), { share: null, error: shareText.noAnswer }).then((reply) => {
      setShare(reply.share);
      setError(reply.error);
    });
  }, [open]);
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={shareText.title} wide>
      {error === null ? null : (
        <p role="alert" className="text-bad">
          {error}
        </p>
      )}
      {share === null ? (
        error === null ? (
          <output className="text-muted">{sharedText.loading}</output>
        ) : null
      ) : (
        <>
          <section aria-labelledby="audience" className="flex flex-col gap-3">
            <h3 id="audience" className="text-lg font-semibold">
              {shareText.audience}
            </h3>
            <p className="-mt-2 text-muted">{shareText.audienceHint(new URL(share.joinUrl).host)}</p>
            <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
              <span className="font-mono text-4xl font-semibold tracking-[0.1em]">{share.code}</span>
              <div className="min-w-64 flex-1">
                <CopyField key={share.joinUrl} label={shareText.audienceLink} value={share.joinUrl} />
              </div>
            </div>
            <RenewJoinCode onRenewed={setShare} />
          </section>
          <ReviewerLinks links={share.links} onChange={setShare} />
        </>
      )}
    </Dialog>
  );
}
