import { pino, type Logger } from "pino";
import type { Config } from "../config.ts";

/** JSON lines on stderr, written synchronously so that the last lines before a crash are not lost in a buffer. */
export function createLogger(name: "runner" | "web" | "start" | "cli", level: Config["logLevel"]): Logger {
  return pino({ name, level }, pino.destination({ dest: 2, sync: true }));
}
