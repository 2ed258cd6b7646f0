import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../lib/ids.ts";
import type { Stores } from "../../lib/store/stores.ts";
import { AT } from "../support/spec.ts";
import type { OpenStores } from "./event-log.ts";

const toLines = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row));

/** The contract of the store of uploaded rows. */
export function describeInputStore(name: string, open: OpenStores): void {
  describe(`input store: ${name}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await open();
    });
    afterAll(async () => stores.close());

    const head = (rows: number, checksum: string) =>
      ({
        id: newId("input"),
        skillId: "echo",
        name: "words.csv",
        format: "csv",
        rows,
        checksum,
        createdAt: AT,
      }) as const;

    test("[B3] rows are read back unchanged and in order, all or the first ones", async () => {
      const input = head(3, "abc");
      const rows = [
        { word: "one\ntwo", number: 1 },
        // jsonb can store neither
        { word: "NUL \0 and half a pair \ud800", number: null },
        { word: "ünïcode 🎭", number: 3 },
      ];
      expect(await stores.inputs.add(input, toLines(rows))).toEqual(input);
      expect(await stores.inputs.get(input.id)).toEqual(input);
      expect(await stores.inputs.readRows(input.id)).toEqual(rows);
      expect(await stores.inputs.readRows(input.id, 2)).toEqual(rows.slice(0, 2));
      expect(await stores.inputs.readRows(input.id, 9)).toEqual(rows);
    });

    test("[B3] the empty cells of a column are counted", async () => {
      const input = head(4, "counted");
      const rows = [{ word: "NUL \0", 'a "b"': null }, { word: null, text: '"word":null, \ud800' }, {}, { word: [] }];
      await stores.inputs.add(input, toLines([...rows, { text: '"word":null' }]));
      expect(await stores.inputs.countNulls(input.id, "word")).toBe(1);
      expect(await stores.inputs.countNulls(input.id, 'a "b"')).toBe(1);
      expect(await stores.inputs.countNulls(input.id, "other")).toBe(0);
      expect(await stores.inputs.countNulls("input_of_nobody", "word")).toBeNull();
    });

    test("[B3] an unknown input is null, and an id cannot be added twice", async () => {
      expect(await stores.inputs.get("input_of_nobody")).toBeNull();
      expect(await stores.inputs.readRows("input_of_nobody")).toBeNull();
      const input = head(1, "def");
      await stores.inputs.add(input, toLines([{ word: "one" }]));
      const other = { ...head(1, "ghi"), id: input.id };
      await expect(stores.inputs.add(other, toLines([{ word: "two" }]))).rejects.toThrow();
      expect(await stores.inputs.readRows(input.id)).toEqual([{ word: "one" }]);
    });

    test("[B3] the same file added again returns the existing input; under another name it is a new one", async () => {
      const first = head(1, "same");
      await stores.inputs.add(first, toLines([{ word: "one" }]));
      const again = head(1, "same");
      expect(await stores.inputs.add(again, toLines([{ word: "one" }]))).toEqual(first);
      expect(await stores.inputs.get(again.id)).toBeNull();
      const renamed = { ...head(1, "same"), name: "others.csv" };
      expect(await stores.inputs.add(renamed, toLines([{ word: "one" }]))).toEqual(renamed);
    });
  });
}
