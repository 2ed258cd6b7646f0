import { toRoomProgramme, type Frozen, type Programme } from "../../core/stage/programme.ts";
import { frozenRoom, runRoom, type HubSocket } from "./socket-types.ts";

type Deps = {
  readonly sockets: () => readonly HubSocket[];
  /** called while the run's picture is still the present one */
  readonly onFrozen: (runId: string, frozen: Frozen) => void;
};

/** Brings every change of the programme to the consoles and the room, and keeps the frames of a frozen picture back. */
export class RoomWatch {
  readonly #deps: Deps;
  #sent: Programme | null = null;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  show(programme: Programme): void {
    const before = this.#sent;
    this.#sent = programme;
    if (programme.frozen !== null && programme.runId !== null && programme.frozen.seq !== before?.frozen?.seq)
      this.#deps.onFrozen(programme.runId, programme.frozen);
    const room = toRoomProgramme(programme);
    for (const socket of this.#deps.sockets()) {
      const { location } = socket.data;
      if (location === null) continue;
      if (location.role === "presenter") socket.emit("programme", programme);
      else if (location.runId === programme.runId) {
        moveFrozen(socket, programme);
        socket.emit("programme", room);
      }
    }
  }
}

/** A released picture joins again, since it has missed what happened meanwhile. */
function moveFrozen(socket: HubSocket, { runId, frozen }: Programme): void {
  const { location } = socket.data;
  if (location === null || runId === null || location.frozen === (frozen !== null)) return;
  const [from, to] = [runRoom(runId, "audience"), frozenRoom(runId)];
  if (frozen !== null) {
    void socket.leave(from);
    void socket.join(to);
    socket.data.location = { ...location, frozen: true };
  } else socket.emit("stage", { runId });
}
