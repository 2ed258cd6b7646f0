export type Refusal = { readonly code: string; readonly message: string };

/** What the viewer can do about a final refusal. */
export type Remedy = "enter-code" | "sign-in" | "reload";

const REMEDIES: { readonly [code: string]: Remedy } = {
  "unknown-code": "enter-code",
  forbidden: "sign-in",
  revoked: "sign-in",
  expired: "sign-in",
  "signed-out": "sign-in",
  "unknown-run": "reload",
  protocol: "reload",
};

/** Trying again cannot help; any other refusal is temporary. */
export function isFinalRefusal({ code }: Refusal): boolean {
  return Object.hasOwn(REMEDIES, code);
}

export function selectRemedy(code: string): Remedy {
  return REMEDIES[code] ?? "reload";
}
