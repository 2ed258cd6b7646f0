import { execFileSync } from "node:child_process";
import { networkInterfaces } from "node:os";

export type OtherHost = {
  /** command prefix for a program that runs on the other host */
  readonly prefix: readonly string[];
  /** address under which this side reaches servers on the other host */
  readonly address: string;
  close(): void;
};

/**
 * Simulates another machine: a network namespace with its own interface. Without the permission to create one
 * (which only root has), it is this machine under its LAN address.
 */
export function openOtherHost(): OtherHost {
  try {
    return openNamespace();
  } catch {
    return { prefix: [], address: findOwnAddress(), close: () => undefined };
  }
}

function openNamespace(): OtherHost {
  const name = `trip-${process.pid}`;
  const network = `10.231.${process.pid % 250}`;
  const ip = (...args: readonly string[]) => execFileSync("ip", args, { stdio: "pipe" });
  const close = () => void ip("netns", "delete", name);
  ip("netns", "add", name);
  try {
    ip("link", "add", `${name}-a`, "type", "veth", "peer", "name", `${name}-b`, "netns", name);
    ip("address", "add", `${network}.1/24`, "dev", `${name}-a`);
    ip("link", "set", `${name}-a`, "up");
    ip("-n", name, "link", "set", "lo", "up");
    ip("-n", name, "address", "add", `${network}.2/24`, "dev", `${name}-b`);
    ip("-n", name, "link", "set", `${name}-b`, "up");
  } catch (error) {
    close();
    throw error;
  }
  return { prefix: ["ip", "netns", "exec", name], address: `${network}.2`, close };
}

function findOwnAddress(): string {
  const outside = Object.values(networkInterfaces()).flatMap((entries) => entries ?? []);
  return outside.find(({ internal, family }) => !internal && family === "IPv4")?.address ?? "127.0.0.2";
}
