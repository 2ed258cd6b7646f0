import type { SendFault } from "../../core/ports/export-places.ts";
import { faultText } from "../text/telemetry.ts";

const SERVER_ERROR = 500;

/** Why a receiver takes nothing, without its own words: those may hold anything. */
export function describeSendFault({ status }: SendFault, receiver: string): string {
  if (status === null) return faultText.silent(receiver);
  if (status === 401 || status === 403) return faultText.refusedKey(receiver);
  if (status === 429) return faultText.overloaded(receiver);
  return status >= SERVER_ERROR ? faultText.broken(receiver, status) : faultText.refused(receiver, status);
}
