import { hashSecret } from "../../access/secrets.ts";
import type { OperationContext } from "../context.ts";

/** Ends the session that belongs to a cookie; keys stay valid. Does nothing for an unknown secret. */
export async function endSession({ grants }: Pick<OperationContext, "grants">, secret: string): Promise<void> {
  const grant = await grants.findBySecretHash(hashSecret(secret));
  if (grant?.kind === "session") await grants.revoke(grant.id);
}
