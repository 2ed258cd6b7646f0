import { pino, type Logger } from "pino";
import type { Config } from "../config.ts";

/** JSON lines on stderr, written at once: the last words of a process that crashes must not be lost in a buffer. */
export function createLogger(name: "runner" | "web" | "start" | "cli", level: Config["logLevel"]): Logger {
  return pino({ name, level }, pino.destination({ dest: 2, sync: true }));
}
