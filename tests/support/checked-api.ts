import { createAnswerCheck, type OpenApi } from "./answer-check.ts";

export type Reply = { readonly status: number; readonly body: unknown; readonly headers: Headers };

/** `fetch` on the HTTP API of that origin; rejects for an answer that the document served there does not describe. */
export function openCheckedApi(origin: string) {
  let check: ReturnType<typeof createAnswerCheck> | null = null;

  async function openCheck(): Promise<ReturnType<typeof createAnswerCheck>> {
    const { status, body } = await read(await fetch(`${origin}/api/openapi.json`));
    if (status !== 200) throw new Error(`The OpenAPI document is answered with ${status}`);
    return createAnswerCheck(body as OpenApi);
  }

  return async (path: string, init: RequestInit & { readonly method: string }): Promise<Reply> => {
    const reply = await read(await fetch(`${origin}${path}`, init));
    check ??= await openCheck();
    check({ method: init.method, path, ...reply });
    return reply;
  };
}

async function read(response: Response): Promise<Reply> {
  const text = await response.text();
  const { status, headers } = response;
  return { status, headers, body: text === "" ? null : (JSON.parse(text) as unknown) };
}
