import { SendError } from "../follow/exporter.ts";

type RequestOptions = { readonly abortSignal: AbortSignal; readonly maxRetries: number };

/** One request of Langfuse's client, whose own retries know no stored place. Throws SendError. */
export async function ask<Answer>(
  signal: AbortSignal,
  request: (options: RequestOptions) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await request({ abortSignal: signal, maxRetries: 0 });
  } catch (error) {
    throw new SendError(error instanceof Error ? error.message : String(error), {
      cause: error,
      status: readStatus(error),
      retryAfterMs: readRetryAfter(error),
    });
  }
}

function readStatus(error: unknown): number | null {
  const status = error instanceof Error && "statusCode" in error ? error.statusCode : undefined;
  return typeof status === "number" ? status : null;
}

function readRetryAfter(error: unknown): number | null {
  const response = error instanceof Error && "rawResponse" in error ? error.rawResponse : undefined;
  if (typeof response !== "object" || response === null || !("headers" in response)) return null;
  const headers = new Headers(response.headers as Record<string, string>);
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1_000 : null;
}
