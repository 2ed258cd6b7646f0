import type { Driving } from "../../view/console/driving.ts";
import { nextStepText } from "../../view/text/console.ts";
import { driverText, stageNotices } from "../../view/text/stage.ts";
import type { Connection } from "../stream/connection.ts";

/** Why a console may not act. `note`: in the card of the next step; `text`: a sentence. */
export type ConsoleOff = { readonly note: string; readonly text: string };

/** null: it may. */
export function selectConsoleOff(connection: Connection, driving: Driving): ConsoleOff | null {
  switch (connection.kind) {
    case "refused":
      return { note: nextStepText.notConnected, text: connection.message };
    case "offline":
    case "stale":
      return { note: nextStepText.offline, text: stageNotices.offline };
    case "connecting":
    case "waiting":
      return { note: nextStepText.notConnected, text: stageNotices.offline };
    case "reconnecting": // over before it is worth a word; a click goes over HTTP meanwhile
    case "live":
      return describeDriving(driving);
  }
}

function describeDriving(driving: Driving): ConsoleOff | null {
  if (driving.kind === "other")
    return { note: nextStepText.drives(driving.name), text: driverText.drives(driving.name) };
  if (driving.kind === "nobody") return { note: nextStepText.nobodyDrives, text: stageNotices["no-driver"] };
  return null;
}
