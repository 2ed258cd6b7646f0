import { expect, test } from "vitest";
import { startDrive } from "./drive-harness.ts";

const input = { inputId: "input_test", name: "words.csv", rows: 40 };
const rows = Array.from({ length: 40 }, (_, at) => ({ word: `word ${at}` }));
const head = {
  id: "input_test",
  skillId: "echo",
  name: "words.csv",
  format: "csv",
  checksum: "abc",
  createdAt: "2030-01-01T00:00:00.000Z",
} as const;

test("[B3] each scenario receives one row per item, drawn by the seed, the same for all its workers", async () => {
  const run = await startDrive({ input, items: [5, 40], scenario: { concurrency: 2 } });
  await run.stores.inputs.add(
    { ...head, rows: 40 },
    rows.map((row) => JSON.stringify(row)),
  );
  await run.claimAndDrive();
  expect(await run.state()).toMatchObject({ status: "complete" });
  const handed = Map.groupBy(run.batches, ({ request }) => request.scenarioId);
  for (const [scenarioId, items] of [
    ["simple", 5],
    ["medium", 40],
  ] as const) {
    const inputs = handed.get(scenarioId)?.map(({ request }) => request.input) ?? [];
    expect(inputs.every((each) => each?.length === items && each === inputs[0])).toBe(true);
  }
  const words = (scenarioId: string) =>
    handed.get(scenarioId)?.[0]?.request.input?.map(({ word }) => word as string) ?? [];
  expect(words("medium").toSorted()).toEqual(rows.map(({ word }) => word).toSorted());
  expect(words("medium")).not.toEqual(rows.map(({ word }) => word));
  expect(words("simple")).toEqual(words("medium").slice(0, 5));
});

test("[B3][D2] a run whose rows are missing fails with a diagnosis and a remedy, and a retry is refused", async () => {
  const run = await startDrive({ input, items: [5, 40] });
  await run.claimAndDrive();
  expect(await run.state()).toMatchObject({
    status: "failed",
    diagnosis: expect.stringContaining("upload the file again and start a new run"),
  });
  await run.send("retry");
  expect(await run.claimAndDrive()).toBe("finished");
  expect(await run.eventsOf("command.refused")).toMatchObject([
    { code: "input-missing", message: expect.stringContaining("upload the file again and start a new run") },
  ]);
  expect(await run.stores.ownership.findUnowned()).toEqual([]);
});
