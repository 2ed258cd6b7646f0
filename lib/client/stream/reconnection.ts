import type { Socket } from "socket.io-client";
import { computeBackOffMs } from "./back-off.ts";

/** socket.io reconnects by itself only when the network broke, not when the hub closed or refused the connection. */
export function createReconnection(socket: Pick<Socket, "active" | "connect" | "io">, random: () => number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  const connectLater = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void socket.connect(), computeBackOffMs(failures, random));
    failures += 1;
  };
  return {
    onDisconnect: (reason: string) => {
      if (reason === "io server disconnect") connectLater();
    },
    onError: ({ message }: Error) => {
      // some networks accept WebSockets and then drop them without an error: start with polling instead
      if (message === "timeout") socket.io.opts.transports = ["polling", "websocket"];
      if (!socket.active) connectLater();
    },
    onJoined: () => {
      failures = 0;
    },
    stop: () => clearTimeout(timer),
  };
}
