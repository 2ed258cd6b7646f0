const SECRET = /\{\{\s*secrets\b\.?([^{}\s]*)\s*\}\}/g;

/** The problem with the secrets that a way of invoking fills in: each must be declared. Null without one. */
export function findSecretProblem(invoke: object, declared: readonly string[]): string | null {
  const named = [...JSON.stringify(invoke).matchAll(SECRET)].map(([, name]) => name ?? "");
  if (named.includes("")) return "must name a secret: {{secrets.NAME}}";
  const missing = named.find((name) => !declared.includes(name));
  return missing === undefined ? null : `fills in {{secrets.${missing}}}: add ${missing} to secrets`;
}
