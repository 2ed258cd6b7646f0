import { useState } from "react";
import { flushSync } from "react-dom";
import { AudienceView } from "../../../../components/audience/audience-view";
import { QrCode } from "../../../../components/audience/qr-code";
import type { RunStream } from "../../../../lib/client/stream/run-stream";
import { buildRoomExample, type RoomCast, type RoomStateName } from "../../../support/room-states.ts";

/** `page`: states with the same one follow each other on one page, as on a stage. */
export type ShownRoom = RoomCast & { readonly name: RoomStateName; readonly page?: string };

const query = new URLSearchParams(location.search);
const FIRST: ShownRoom = {
  name: (query.get("state") ?? "waiting") as RoomStateName,
  scenarios: Number(query.get("scenarios") ?? 3),
  long: query.get("long") !== null,
  theme: query.get("theme") === "light" ? "light" : "dark",
};

/** The room in one of its states (`?view=room&state=…`); `showRoom` of the page changes it without a reload. */
export function RoomScenes() {
  const [shown, setShown] = useState(FIRST);
  Object.assign(globalThis, { showRoom: (next: ShownRoom) => flushSync(() => setShown(next)) });
  const { name, page = JSON.stringify(shown), ...cast } = shown;
  const { view, connection } = buildRoomExample(name, cast);
  const stream: RunStream = {
    view,
    connection,
    sendCommand: async () => ({ ok: true, duplicate: false }),
    direct: async () => ({ ok: true, changed: true }),
    measureLatency: async () => 18,
  };
  const qr = <QrCode text="http://192.168.1.20:3000/a/K7MPRD" label="QR code" className="block w-full" />;
  return <AudienceView key={page} stream={stream} code="K7MPRD" joinHost="demo.local" qr={qr} />;
}
