import "server-only";
import { headers } from "next/headers";

/** The nonce that this request's policy allows for inline scripts. */
export async function requestNonce(): Promise<string> {
  return (await headers()).get("x-nonce") ?? "";
}
