import { pino, type Logger } from "pino";
import type { Config } from "../config.ts";
import { escapeControls } from "../terminal-text.ts";

/** JSON lines on stderr, written synchronously so that the last lines before a crash are not lost in a buffer. */
export function createLogger(
  name: "runner" | "web" | "telemetry" | "start" | "cli",
  level: Config["logLevel"],
): Logger {
  const stderr = pino.destination({ dest: 2, sync: true });
  // JSON itself leaves some controls and all bidi marks as they are
  return pino({ name, level }, { write: (line) => void stderr.write(escapeControls(line)) });
}
