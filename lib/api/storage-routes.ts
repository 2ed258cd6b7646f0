import { z } from "zod";
import { STORAGE_PARTS } from "../core/ports/storage.ts";
import { measureStorage } from "../operations/storage/measure-storage.ts";
import { json, keyedErrors, type Endpoint } from "./endpoint.ts";
import { unwrap } from "./http.ts";

const bytes = z.number().min(0);

export const StorageDocument = z.object({
  parts: z.array(
    z.object({
      part: z.enum(STORAGE_PARTS),
      bytes: bytes.describe("with indexes"),
      rows: z.number().nullable().describe("estimated; null while there is no estimate"),
    }),
  ),
  totalBytes: bytes.describe("the whole database"),
  freeBytes: bytes.nullable().describe("on the database's disk; null when that is on another machine"),
});

export const storageEndpoints: readonly Endpoint[] = [
  {
    method: "get",
    path: "/api/storage",
    access: "key",
    operation: {
      operationId: "measureStorage",
      summary: "What takes space in the database",
      responses: { 200: json("Sizes", StorageDocument), ...keyedErrors(403) },
    },
    handle: async (call) => call.json(unwrap(await measureStorage(call.var.ctx))),
  },
];
