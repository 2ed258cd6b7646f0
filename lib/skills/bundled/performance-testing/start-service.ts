import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createInterface } from "node:readline";

export type Service = { readonly url: string; readonly pid: number; stop(): Promise<void> };

const SERVICE = fileURLToPath(new URL("./service.ts", import.meta.url));

/** Starts the bundled service in this process group, so that it always ends with the skill. */
export async function startService(): Promise<Service> {
  const child = spawn(process.execPath, ["--max-old-space-size=96", "--max-semi-space-size=8", SERVICE], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const [line] = (await Promise.race([once(createInterface(child.stdout), "line"), ended.then(() => [""])])) as [
    string,
  ];
  if (child.pid === undefined || !/^\d+$/.test(line)) throw new Error("The service under load did not start");
  return {
    url: `http://127.0.0.1:${line}`,
    pid: child.pid,
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}
