"use client";
import { useState, useTransition, type FormEvent } from "react";
import { makeReviewerLinkAction, revokeReviewerLinkAction, type ReviewerLink, type Share } from "@/app/share-actions";
import { Button } from "../ui/button";
import { Field, Input, Select } from "../ui/field";
import { answerOr } from "../parts/answer";
import { CopyField } from "../parts/copy-field";
import { LocalTime } from "../parts/local-time";
import { shareText } from "@/lib/view/text/desk/share";

const SPANS_HOURS = [8, 24, 168, 720, 8_760] as const;

/** Creates, lists and revokes reviewer links; the key in a link is shown once. */
export function ReviewerLinks({
  links,
  onChange,
}: {
  links: readonly ReviewerLink[];
  onChange: (share: Share) => void;
}) {
  const [made, setMade] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [busy, startTransition] = useTransition();
  const make = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    startTransition(async () => {
      const reply = await answerOr(makeReviewerLinkAction(readText(fields, "label"), Number(fields.get("hours"))), {
        share: null,
        error: shareText.noAnswer,
        url: null,
      });
      setError(reply.error);
      setMade(reply.url);
      if (reply.share) onChange(reply.share);
      if (reply.url !== null) form.reset();
    });
  };
  const revoke = (id: string) =>
    startTransition(async () => {
      const reply = await answerOr(revokeReviewerLinkAction(id), { share: null, error: shareText.noAnswer });
      setError(reply.error);
      setMade(null);
      if (reply.share) onChange(reply.share);
    });
  return (
    <section aria-labelledby="reviewers" className="flex flex-col gap-4">
      <h3 id="reviewers" className="text-lg font-semibold">
        {shareText.reviewers}
      </h3>
      <p className="-mt-3 text-muted">{shareText.reviewersHint}</p>
      <form onSubmit={make} className="grid items-end gap-3 sm:grid-cols-[1fr_8rem_auto]">
        <Field label={shareText.name}>
          <Input
            name="label"
            required
            maxLength={80}
            placeholder={shareText.nameHint}
            aria-invalid={error !== null}
            aria-describedby="share-error"
          />
        </Field>
        <Field label={shareText.validFor}>
          <Select name="hours" defaultValue={24 * 7}>
            {SPANS_HOURS.map((hours) => (
              <option key={hours} value={hours}>
                {shareText.spans[hours]}
              </option>
            ))}
          </Select>
        </Field>
        <Button type="submit" disabled={busy} tone="primary" className="min-h-10">
          {shareText.make}
        </Button>
      </form>
      <p id="share-error" role="alert" className="text-bad empty:hidden">
        {error}
      </p>
      {made === null ? null : (
        <div className="flex flex-col gap-2 rounded-xl border border-good bg-good-ground p-4">
          <p>{shareText.copyNow}</p>
          <CopyField key={made} label={shareText.reviewerLink} value={made} />
        </div>
      )}
      <LinkList links={links} busy={busy} onRevoke={revoke} />
    </section>
  );
}

function readText(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === "string" ? value : "";
}

function LinkList({
  links,
  busy,
  onRevoke,
}: {
  links: readonly ReviewerLink[];
  busy: boolean;
  onRevoke: (id: string) => void;
}) {
  if (links.length === 0) return <p className="text-muted">{shareText.none}</p>;
  return (
    <ul aria-label={shareText.links} className="flex flex-col">
      {links.map((link) => (
        <li key={link.id} className="flex items-center gap-4 border-t border-line py-2">
          <span className="min-w-0 flex-1 truncate font-medium">{link.label}</span>
          <span className="text-sm text-muted">
            {link.expiresAt === null ? (
              shareText.noExpiry
            ) : (
              <>
                {shareText.until} <LocalTime iso={link.expiresAt} />
              </>
            )}
          </span>
          <Button
            size="small"
            disabled={busy}
            aria-label={shareText.revokeLink(link.label)}
            onClick={() => onRevoke(link.id)}
          >
            {shareText.revoke}
          </Button>
        </li>
      ))}
    </ul>
  );
}
