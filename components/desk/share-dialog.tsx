"use client";
import { useEffect, useState } from "react";
import { readShareAction, type Share } from "@/app/share-actions";
import { Dialog } from "../ui/dialog";
import { answerOr, NO_ANSWER } from "../parts/answer";
import { CopyField } from "../parts/copy-field";
import { RenewJoinCode } from "../parts/renew-join-code";
import { ReviewerLinks } from "./reviewer-links";

/** Ways in for others: the audience by code, reviewers by a link of their own. */
export function ShareDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const [share, setShare] = useState<Share | null>(null);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    if (!open) return;
    void answerOr(readShareAction(), { share: null, error: NO_ANSWER }).then((reply) => {
      setShare(reply.share);
      setError(reply.error);
    });
  }, [open]);
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Share" wide>
      {error === null ? null : (
        <p role="alert" className="text-bad">
          {error}
        </p>
      )}
      {share === null ? (
        error === null ? (
          <output className="text-muted">Loading…</output>
        ) : null
      ) : (
        <>
          <section aria-labelledby="audience" className="flex flex-col gap-3">
            <h3 id="audience" className="text-lg font-semibold">
              Audience
            </h3>
            <p className="-mt-2 text-muted">No login: this link, or the code on {new URL(share.joinUrl).host}/join.</p>
            <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
              <span className="font-mono text-4xl font-semibold tracking-[0.1em]">{share.code}</span>
              <div className="min-w-64 flex-1">
                <CopyField key={share.joinUrl} label="Audience link" value={share.joinUrl} />
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
