import { z } from "zod";
import { SkillDefinition } from "../definition/definition.ts";

/** What an adapter's process is started with. Secrets come by its environment, never here: arguments are visible to all users. */
export const AdapterLaunch = z.strictObject({
  id: z.string(),
  /** the skill's folder, absolute */
  folder: z.string(),
  definition: SkillDefinition,
});
export type AdapterLaunch = z.infer<typeof AdapterLaunch>;

/** The argument with which our entry opens an adapter. */
export function toLaunchArgument(launch: z.input<typeof AdapterLaunch>): string {
  return JSON.stringify(launch);
}

/** Throws when the process was started without it. */
export function readLaunchArgument(argument: string | undefined): AdapterLaunch {
  if (argument === undefined) throw new Error("An adapter needs the definition of its skill");
  return AdapterLaunch.parse(JSON.parse(argument));
}
