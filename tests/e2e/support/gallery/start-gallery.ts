import { fileURLToPath } from "node:url";
import { createServer } from "vite";

export type GalleryServer = { readonly url: (query: string) => string; readonly stop: () => Promise<void> };

/** Serves the gallery on a free port of this machine. */
export async function startGallery(): Promise<GalleryServer> {
  const server = await createServer({
    configFile: fileURLToPath(new URL("vite.config.ts", import.meta.url)),
    logLevel: "error",
  });
  await server.listen();
  const address = server.httpServer?.address();
  if (address === null || address === undefined || typeof address === "string")
    throw new Error("The gallery has no port");
  const page = `http://127.0.0.1:${address.port}/tests/e2e/support/gallery/index.html`;
  return { url: (query) => `${page}?${query}`, stop: () => server.close() };
}
