import { LangfuseClient } from "@langfuse/client";
import type { z } from "zod";
import { readRetryAfterMs } from "../../retry-after.ts";
import type { LangfuseSettings } from "../../telemetry-settings.ts";
import { SendError } from "../follow/exporter.ts";
import type { ExportLimits } from "../otlp/export-all.ts";
import { boundFetch } from "./bounded-fetch.ts";

export function createClient({ publicKey, secretKey, baseUrl }: LangfuseSettings): LangfuseClient {
  boundFetch();
  return new LangfuseClient({ publicKey, secretKey, baseUrl });
}

/** `timeoutMs`: until an answer begins. */
export type AskLimits = ExportLimits & { readonly timeoutMs: number };
type RequestOptions = {
  readonly abortSignal: AbortSignal;
  readonly maxRetries: number;
  readonly timeoutInSeconds: number;
};

/**
 * One request of Langfuse's client, whose own retries know no stored place, and which does not look at what answers contain.
 * Throws SendError, for an answer that is not of the form too.
 */
export async function ask<Answer>(
  limits: AskLimits,
  form: z.ZodType<Answer>,
  request: (options: RequestOptions) => Promise<unknown>,
): Promise<Answer> {
  const answer = form.safeParse(await askOnce(limits, request));
  if (!answer.success) throw new SendError("the answer is not one of Langfuse's and cannot be read");
  return answer.data;
}

async function askOnce(
  { signal, limitMs, timeoutMs }: AskLimits,
  request: (options: RequestOptions) => Promise<unknown>,
): Promise<unknown> {
  try {
    const abortSignal = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
    return await request({ abortSignal, maxRetries: 0, timeoutInSeconds: timeoutMs / 1_000 });
  } catch (error) {
    throw new SendError(error instanceof Error ? error.message : String(error), {
      status: readStatus(error),
      retryAfterMs: readRetryAfterMs(readHeader(error), Date.now()),
    });
  }
}

function readStatus(error: unknown): number | null {
  const status = error instanceof Error && "statusCode" in error ? error.statusCode : undefined;
  return typeof status === "number" ? status : null;
}

function readHeader(error: unknown): string | undefined {
  const response = error instanceof Error && "rawResponse" in error ? error.rawResponse : undefined;
  if (typeof response !== "object" || response === null || !("headers" in response)) return undefined;
  return new Headers(response.headers as Record<string, string>).get("retry-after") ?? undefined;
}
