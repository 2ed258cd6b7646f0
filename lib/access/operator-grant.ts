import type { NewId } from "../core/ports/clock.ts";
import type { GrantStore } from "../core/ports/run-store.ts";
import { hashSecret } from "./secrets.ts";

const LABEL = "operator";

/** Makes the operator's key the only valid operator key, so that replacing the key file revokes the old key. */
export async function ensureOperatorGrant(
  { grants, newId }: { grants: GrantStore; newId: NewId },
  presenterKey: string,
): Promise<void> {
  const secretHash = hashSecret(presenterKey);
  if ((await grants.findBySecretHash(secretHash)) === null) await addOperator({ grants, newId }, secretHash);
  const current = await grants.findBySecretHash(secretHash);
  if (current === null)
    throw new Error(
      "The presenter's key has been revoked. Set another PRESENTER_KEY, or delete the presenter-key file and restart.",
    );
  const previous = (await grants.list()).filter(
    ({ id, kind, role, label }) => kind === "key" && role === "presenter" && label === LABEL && id !== current.id,
  );
  for (const { id } of previous) await grants.revoke(id);
}

/** Another web process may add the same key concurrently; it is an error only if the key is missing afterwards. */
async function addOperator({ grants, newId }: { grants: GrantStore; newId: NewId }, secretHash: string): Promise<void> {
  try {
    await grants.add({
      id: newId("grant"),
      role: "presenter",
      label: LABEL,
      kind: "key",
      expiresAt: null,
      secretHash,
      parentId: null,
    });
  } catch (error) {
    if ((await grants.findBySecretHash(secretHash)) === null)
      throw new Error("The presenter's key cannot be stored; it may have been revoked", { cause: error });
  }
}
