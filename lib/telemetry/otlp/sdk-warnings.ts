import { diag, DiagLogLevel, type DiagLogFunction } from "@opentelemetry/api";
import { cutReason } from "../follow/exporter.ts";

/**
 * Hands over what the SDK has to say, such as that a collector took a part alone: by itself it says it to nobody. It quotes what the
 * collector answered, so it is cut, and said once in a row.
 */
export function listenToSdk(onWarning: (text: string) => void): void {
  let last = "";
  const warn: DiagLogFunction = (...parts) => {
    const text = cutReason(parts.map(describe).join(" "));
    if (text !== last) onWarning(text);
    last = text;
  };
  const silent = () => undefined;
  diag.setLogger(
    { error: warn, warn, info: silent, debug: silent, verbose: silent },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
}

/** Bytes of an answer written as numbers would be many times as many, and say nothing. */
function describe(part: unknown): string {
  return ArrayBuffer.isView(part) ? `(${part.byteLength} bytes)` : String(part);
}
