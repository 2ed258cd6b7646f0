/** A mistake in a skill.yaml: `key` such as "metrics.0.target", null for the file as a whole; `line` counts from 1. */
export type DefinitionProblem = { readonly line: number | null; readonly key: string | null; readonly message: string };

/** "line 12, metrics.0.target: must be …" */
export function describeDefinitionProblem({ line, key, message }: DefinitionProblem): string {
  const place = [...(line === null ? [] : [`line ${line}`]), ...(key === null ? [] : [key])].join(", ");
  return place === "" ? message : `${place}: ${message}`;
}
