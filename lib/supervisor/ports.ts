import { createServer } from "node:net";
import { StartError } from "./process/start-error.ts";

/** Resolves to the port that can be listened on: the given one, or any free one for 0. Throws StartError with the reason. */
export function requireFreePort(host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) =>
      reject(new StartError(explain(error, host, port), { cause: error })),
    );
    probe.listen({ host, port, exclusive: true }, () => {
      const address = probe.address();
      const free = typeof address === "object" && address !== null ? address.port : port;
      probe.close(() => resolve(free));
    });
  });
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code) {
    case "EADDRINUSE":
      return `Port ${port} on ${host} is taken by another program. Stop it, or set PORT to a free one.`;
    case "EACCES":
      return `Port ${port} needs rights that this user does not have. Set PORT to 1024 or higher.`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `${host} is not an address of this machine. Set HOST to one that is, or to 0.0.0.0 for all.`;
    default:
      return `Cannot listen on ${host}:${port}: ${error.message}`;
  }
}
