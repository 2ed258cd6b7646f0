import { desc, eq } from "drizzle-orm";
import { demos } from "../../../drizzle/schema/index.ts";
import type { Demo, DemoStore } from "../../core/ports/run-store.ts";
import type { DrizzleClient } from "../connection/clients.ts";
import { withDeadline } from "../connection/errors.ts";

export function createPostgresDemoStore(db: DrizzleClient): DemoStore {
  return {
    async list() {
      const rows = db.select().from(demos).orderBy(desc(demos.sample), demos.createdAt, demos.id);
      return (await withDeadline("list demos", rows)).map(toDemo);
    },
    async get(id) {
      const row = (await withDeadline("read a demo", db.select().from(demos).where(eq(demos.id, id))))[0];
      return row === undefined ? null : toDemo(row);
    },
    async addMissing(samples) {
      if (samples.length === 0) return;
      const rows = samples.map((demo) => ({ ...demo, createdAt: new Date(demo.createdAt) }));
      await withDeadline("add demos", db.insert(demos).values(rows).onConflictDoNothing({ target: demos.id }));
    },
  };
}

function toDemo(row: typeof demos.$inferSelect): Demo {
  return { ...row, createdAt: row.createdAt.toISOString() };
}
