import { EXPECT_OPTION } from "./expect.ts";
import type { Invoke } from "./invoke.ts";
import type { ModelJudge } from "./judge.ts";
import { listModelOptions } from "./model-options.ts";

const OPTION = /\{\{[{&#^]?\s*options\.([^{}\s.]+)/g;

type Definition = {
  readonly invoke: Invoke;
  readonly judge?: ModelJudge | undefined;
  readonly item: { readonly columns?: object | undefined };
  readonly options: object;
};
type Mistake = { readonly path: readonly PropertyKey[]; readonly message: string };

/** Options that a skill fills in and does not declare, each with its place. */
export function findUndeclaredOptions(definition: Definition): Mistake[] {
  const { invoke, judge, item, options } = definition;
  const declared = new Set([...Object.keys(options), ...Object.keys(listModelOptions(definition))]);
  if (item.columns === undefined) declared.add(EXPECT_OPTION);
  return listTexts({ invoke, judge }, []).flatMap(({ path, text }) =>
    [...text.matchAll(OPTION)].flatMap(([, name = ""]) =>
      declared.has(name) ? [] : [{ path, message: `fills in {{options.${name}}}: add ${name} to options` }],
    ),
  );
}

type Placed = { readonly path: readonly PropertyKey[]; readonly text: string };

function listTexts(value: unknown, path: readonly PropertyKey[]): Placed[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (typeof value !== "object" || value === null) return [];
  const entries: readonly (readonly [PropertyKey, unknown])[] = Array.isArray(value)
    ? value.map((each: unknown, at) => [at, each] as const)
    : Object.entries(value);
  return entries.flatMap(([key, each]) => listTexts(each, [...path, key]));
}
