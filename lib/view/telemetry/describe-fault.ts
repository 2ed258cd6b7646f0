import type { SendFault } from "../../core/ports/export-places.ts";
import { faultText, type receiverNames } from "../text/telemetry.ts";

const SERVER_ERROR = 500;
/** Something answers, but it has no such path or takes no such requests there. */
const NOWHERE: readonly number[] = [404, 405];

/** Why a receiver takes nothing, without its own words: those may hold anything. */
export function describeSendFault({ status }: SendFault, receiver: keyof typeof receiverNames): string {
  const name = faultText.names[receiver];
  if (status === null) return faultText.silent(name);
  if (NOWHERE.includes(status)) return faultText.nowhere[receiver](status);
  if (status === 401 || status === 403) return faultText.refusedKey(name);
  if (status === 429) return faultText.overloaded(name);
  return status >= SERVER_ERROR ? faultText.broken(name, status) : faultText.refused(name, status);
}
