import { diag, DiagLogLevel, type DiagLogFunction } from "@opentelemetry/api";

/** Hands over what the SDK has to say, such as that a collector took a part alone: by itself it says it to nobody. */
export function listenToSdk(onWarning: (text: string) => void): void {
  const warn: DiagLogFunction = (...parts) => onWarning(parts.map(String).join(" "));
  const silent = () => undefined;
  diag.setLogger(
    { error: warn, warn, info: silent, debug: silent, verbose: silent },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
}
