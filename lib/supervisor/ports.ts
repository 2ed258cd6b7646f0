import { createServer } from "node:net";
import { StartError } from "./process/start-error.ts";

/** Resolves to a port that can be listened on: the given one, or any free port for 0. Throws StartError with the reason. */
export function requireFreePort(host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) =>
      reject(new StartError(describeListenError(error, host, port), { cause: error })),
    );
    probe.listen({ host, port, exclusive: true }, () => {
      const address = probe.address();
      const free = typeof address === "object" && address !== null ? address.port : port;
      probe.close(() => resolve(free));
    });
  });
}

/** Explains to the operator why a port cannot be listened on. */
export function describeListenError(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code) {
    case "EADDRINUSE":
      return `Port ${port} on ${host} is in use by another program. Stop it, or set PORT to a free port.`;
    case "EACCES":
      return `This user may not listen on port ${port}. Set PORT to 1024 or higher.`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `${host} is not an address of this machine. Set HOST to one of its addresses, or to 0.0.0.0 for all.`;
    default:
      return `Cannot listen on ${host}:${port}: ${error.message}`;
  }
}
