/** How the process of a skill is started, by the kind of program. */
export type LaunchPlan =
  /** our entry, with a module that exports `skillRegistry` and an argument for it */
  | (Surroundings & { readonly kind: "entry"; readonly registryUrl: string; readonly argument?: string })
  /** a program that speaks the line protocol */
  | (Surroundings & { readonly kind: "program"; readonly program: string; readonly args: readonly string[] });

type Surroundings = {
  /** variables beside the lean environment that every skill has; with its secrets */
  readonly env: Readonly<Record<string, string>>;
  /** absolute; null: that of this process */
  readonly folder: string | null;
  /** values that must not appear in anything that the skill reports, by name */
  readonly secrets: Readonly<Record<string, string>>;
  /** processes of one worker, itself included */
  readonly maxProcesses: number;
};

export const MAX_PROCESSES = 64;
