import type { Demo } from "../../core/ports/run-store.ts";
import { listOffered } from "../../skills/sources/installed-skill.ts";
import type { OperationContext } from "../context.ts";
import { toSampleDemo } from "./seed-demos.ts";

/** A demo per skill of the operator's folder. They are not stored: they come, change and go with their folders. */
export function listFolderDemos({ skills }: Pick<OperationContext, "skills">): Demo[] {
  return listOffered(skills).flatMap(({ manifest, folder }) =>
    folder === undefined ? [] : [toSampleDemo(manifest, FOLDER_TIME)],
  );
}

/** Older than every stored demo: a folder's demo has no time of its own. */
const FOLDER_TIME = new Date(0).toISOString();

/** A stored demo, or that of a skill folder. */
export async function findDemo(ctx: Pick<OperationContext, "skills" | "demos">, id: string): Promise<Demo | null> {
  return (await ctx.demos.get(id)) ?? listFolderDemos(ctx).find((demo) => demo.id === id) ?? null;
}
