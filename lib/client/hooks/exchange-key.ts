import { enterText } from "../../view/text/access.ts";
import { computeBackOffMs } from "../stream/back-off.ts";

export type ExchangeOptions = {
  readonly signal: AbortSignal;
  readonly random: () => number;
  /** The server cannot answer now; the key is sent again after a pause. */
  readonly onWaiting: (message: string) => void;
};

type Answer =
  | { readonly kind: "signed-in" }
  | { readonly kind: "refused"; readonly message: string }
  | { readonly kind: "temporary"; readonly message: string };

/** Exchanges a key for a session, retrying while the server cannot answer. null once there is a session or when aborted, else the error message. */
export async function exchangeKey(key: string, { signal, random, onWaiting }: ExchangeOptions): Promise<string | null> {
  for (let failures = 0; !signal.aborted; failures += 1) {
    const answer = await sendKey(key, signal);
    if (answer.kind === "signed-in" || signal.aborted) return null;
    if (answer.kind === "refused") return answer.message;
    onWaiting(answer.message);
    await pause(computeBackOffMs(failures, random), signal);
  }
  return null;
}

async function sendKey(key: string, signal: AbortSignal): Promise<Answer> {
  try {
    const response = await fetch("/api/session", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ key }),
      signal,
    });
    if (response.ok) return { kind: "signed-in" };
    const body: unknown = await response.json().catch(() => null);
    // a right key is never refused for the number of wrong ones, so only the server's own errors are temporary
    const kind = response.status >= 500 ? "temporary" : "refused";
    return { kind, message: readMessage(body) ?? (kind === "temporary" ? enterText.noAnswer : enterText.wrongKey) };
  } catch {
    return { kind: "temporary", message: enterText.noAnswer };
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function readMessage(body: unknown): string | null {
  if (typeof body !== "object" || body === null || !("error" in body)) return null;
  const { error } = body;
  return typeof error === "object" && error !== null && "message" in error && typeof error.message === "string"
    ? error.message
    : null;
}
