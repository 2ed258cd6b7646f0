import { mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openDataFolder } from "../../lib/supervisor/folders/data-folder.ts";
import { requireFreePort } from "../../lib/supervisor/ports.ts";
import { ensurePresenterKey } from "../../lib/supervisor/presenter-key.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "triptych-data-")));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("[O1] a data folder that cannot be created or written is reported with a remedy", () => {
  const file = join(folder, "a-file");
  writeFileSync(file, "");
  expect(() => openDataFolder(join(file, "data"))).toThrow(
    `The data folder ${join(file, "data")} cannot be written (ENOTDIR). Set DATA_DIR`,
  );
  expect(() => openDataFolder("/proc/triptych")).toThrow("cannot be written");
  openDataFolder(join(folder, "made", "deep")).release();
});

test("[O1] the presenter key is created once, with 128 bits, readable only by its owner", () => {
  const key = ensurePresenterKey(folder);
  expect(key).toMatch(/^[A-Za-z0-9_-]{22}$/);
  expect(ensurePresenterKey(folder)).toBe(key);
  expect(statSync(join(folder, "presenter-key")).mode & 0o777).toBe(0o600);
  writeFileSync(join(folder, "presenter-key"), "short");
  expect(() => ensurePresenterKey(folder)).toThrow("does not contain a valid key");
});

test("[O1] a port in use and a foreign address are reported; 0 selects a free port", async () => {
  const taken = createServer();
  const port = await new Promise<number>((resolve) => {
    taken.listen(0, "127.0.0.1", () => resolve((taken.address() as { port: number }).port));
  });
  await expect(requireFreePort("127.0.0.1", port)).rejects.toThrow(
    `Port ${port} on 127.0.0.1 is in use by another program`,
  );
  await expect(requireFreePort("203.0.113.7", port)).rejects.toThrow("203.0.113.7 is not an address of this machine");
  taken.close();
  expect(await requireFreePort("127.0.0.1", 0)).toBeGreaterThan(0);
});
