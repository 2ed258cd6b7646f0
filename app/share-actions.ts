"use server";
import { createReviewerLink } from "../lib/operations/access/create-reviewer-link.ts";
import { getStage } from "../lib/operations/stage/get-stage.ts";
import { listGrants } from "../lib/operations/access/list-grants.ts";
import { renewJoinCode } from "../lib/operations/stage/renew-join-code.ts";
import { revokeGrant } from "../lib/operations/access/revoke-grant.ts";
import type { OperationContext } from "../lib/operations/context.ts";
import { operationContextFromCookies, publicOrigin } from "./operation-context";

export type ReviewerLink = { readonly id: string; readonly label: string; readonly expiresAt: string | null };
/** The join code and the reviewer links. */
export type Share = { readonly code: string; readonly joinUrl: string; readonly links: readonly ReviewerLink[] };
export type ShareReply = { readonly share: Share | null; readonly error: string | null };
/** `url` holds the key and is returned only once. */
export type LinkReply = ShareReply & { readonly url: string | null };

export async function readShareAction(): Promise<ShareReply> {
  return readShare(await operationContextFromCookies());
}

export async function makeReviewerLinkAction(label: string, validHours: number): Promise<LinkReply> {
  const ctx = await operationContextFromCookies();
  const made = await createReviewerLink(ctx, { label, validHours });
  if (!made.ok) return { share: null, error: made.error.message, url: null };
  return { ...(await readShare(ctx)), url: `${publicOrigin()}${made.value.path}` };
}

export async function revokeReviewerLinkAction(id: string): Promise<ShareReply> {
  const ctx = await operationContextFromCookies();
  const revoked = await revokeGrant(ctx, id);
  return revoked.ok ? readShare(ctx) : { share: null, error: revoked.error.message };
}

/** The old code stops working at once. */
export async function renewJoinCodeAction(): Promise<ShareReply> {
  const ctx = await operationContextFromCookies();
  const stage = await renewJoinCode(ctx);
  return stage.ok ? readShare(ctx) : { share: null, error: stage.error.message };
}

async function readShare(ctx: OperationContext): Promise<ShareReply> {
  const [stage, grants] = await Promise.all([getStage(ctx), listGrants(ctx)]);
  if (!stage.ok) return { share: null, error: stage.error.message };
  if (!grants.ok) return { share: null, error: grants.error.message };
  const links = grants.value.filter(({ kind, role }) => kind === "key" && role === "reviewer");
  const { code } = stage.value;
  return {
    share: {
      code,
      joinUrl: `${publicOrigin()}/a/${code}`,
      links: links.map(({ id, label, expiresAt }) => ({ id, label, expiresAt })),
    },
    error: null,
  };
}
