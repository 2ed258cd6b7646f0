import { APICallError } from "ai";
import type { ModelService } from "../../definition/invoke/model.ts";
import { cutText } from "../cut-text.ts";

type Asked = Pick<ModelService, "apiKey"> & {
  readonly model: string;
  readonly address: string;
  readonly tries: number;
};

const MAX_DETAIL = 300;

/** Why a request failed, and what to do about it. Null: no error of a service. */
export function describeServiceError(error: unknown, asked: Asked): string | null {
  if (!APICallError.isInstance(error)) return null;
  const { statusCode } = error;
  const refusal = findRefusal(error);
  if (refusal !== null) return refusal;
  const { address, model, apiKey, tries } = asked;
  const detail = toDetail(error);
  switch (statusCode) {
    case undefined:
      return `The service at ${address} cannot be reached${toCause(error.cause)}. Check baseUrl, and that the service is running.`;
    case 401:
    case 403:
      return `The service at ${address} refused access (${statusCode}). ${
        apiKey === undefined
          ? "It wants a key: name a secret as apiKey."
          : `Check the secret ${apiKey}: it may be wrong or expired, or must not use ${model}.`
      }${detail}`;
    case 404:
      return `The service at ${address} has no model ${model} (404). Check model and baseUrl.${detail}`;
    case 429:
    case 529:
      return `The service at ${address} refuses further requests for now (${statusCode}${toTries(tries)}). Lower concurrency or set requestsPerMinute.${detail}`;
    default:
      if (statusCode >= 200 && statusCode < 300)
        return `The answer of the service at ${address} cannot be read: it is no answer of the kind that ${model} should give. Check provider and baseUrl.`;
      return statusCode >= 500
        ? `The service at ${address} failed (${statusCode}${toTries(tries)}).${detail}`
        : `The service at ${address} refused the request (${statusCode}).${detail}`;
  }
}

/** The message of the guard, which names what to add to skill.yaml. */
export function findRefusal(error: unknown): string | null {
  for (let inner: unknown = error; inner instanceof Error; inner = inner.cause)
    if ("code" in inner && inner.code === "refused-dial") return inner.message;
  return null;
}

function toTries(tries: number): string {
  return tries === 1 ? "" : `, in ${tries} tries`;
}

function toDetail({ message, statusCode }: APICallError): string {
  const text = message.trim();
  // without a body of its own, the message is the status alone
  return text === "" || text === String(statusCode) ? "" : ` It says: ${cutText(text, MAX_DETAIL)}`;
}

function toCause(cause: unknown): string {
  if (!(cause instanceof Error)) return "";
  const inner = cause.cause instanceof Error ? cause.cause : cause;
  const code = "code" in inner ? String(inner.code) : inner.message;
  return code === "" ? "" : ` (${cutText(code, MAX_DETAIL)})`;
}
