/** Longest answer, unpacked. Langfuse's answers to ingestion are a line per score. */
const MAX_BYTES = 1_000_000;

let isBounded = false;

/**
 * From now on, no answer that this process fetches is followed to another address with keys and scores, or kept in memory beyond
 * a limit. For Langfuse's client, which calls the global `fetch`, follows redirects and reads answers of any length.
 */
export function boundFetch(): void {
  if (isBounded) return;
  isBounded = true;
  const fetchUnbounded = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const response = await fetchUnbounded(input, { ...init, redirect: "manual" });
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      throw new Error(`the answer is a redirect (${response.status}), which is not followed`);
    }
    return new Response(await readBounded(response.body), response);
  };
}

async function readBounded(body: ReadableStream<Uint8Array> | null): Promise<Blob | null> {
  if (body === null) return null;
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const part of body) {
    bytes += part.byteLength;
    // leaving the loop cancels the stream
    if (bytes > MAX_BYTES) throw new Error(`the answer is longer than ${MAX_BYTES} bytes`);
    parts.push(new Uint8Array(part));
  }
  return new Blob(parts);
}
