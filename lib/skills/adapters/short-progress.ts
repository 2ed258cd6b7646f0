import { createRedactor } from "../../isolation/redact.ts";
import type { Call } from "./invoker.ts";

/** The protocol's limit. */
const MAX_PROGRESS = 200;

/** A call whose progress may be reported in texts of any length: secrets are hidden before a cut could leave their beginning. */
export function withShortProgress<Given extends Pick<Call, "progress">>(
  call: Given,
  secrets: Readonly<Record<string, string>>,
): Given {
  const hide = createRedactor(secrets) ?? ((text: string) => text);
  return { ...call, progress: (text) => call.progress(hide(text).slice(0, MAX_PROGRESS)) };
}
