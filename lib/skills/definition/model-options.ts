import type { Expect } from "./expect.ts";
import type { Invoke } from "./invoke.ts";
import { ANSWERS, PACES, type ModelService } from "./invoke/model.ts";
import type { ModelJudge } from "./judge.ts";
import type { Option } from "./options.ts";

/** Options of every skill that asks a model: they are frozen into the run. */
export const MODEL_OPTIONS = ["answers", "pace"] as const;

type Models = { readonly invoke: Invoke; readonly judge?: ModelJudge | undefined };

/** The services of a skill that are models, with their places in skill.yaml. */
export function listModels({
  invoke,
  judge,
}: Models): readonly { readonly key: string; readonly service: ModelService }[] {
  return [
    ...(invoke.kind === "model" ? [{ key: "invoke", service: invoke }] : []),
    ...(judge === undefined ? [] : [{ key: "judge", service: judge }]),
  ];
}

export function listModelOptions(definition: Models): { readonly [name: string]: Option } {
  if (listModels(definition).length === 0) return {};
  const { invoke } = definition;
  const { answers, pace } = invoke.kind === "model" ? invoke : { answers: "live", pace: "recorded" };
  return {
    answers: {
      type: "string",
      enum: [...ANSWERS],
      default: answers,
      description: "live: the model is asked; record: its answers are also kept; replay: only kept answers are used",
    },
    pace: {
      type: "string",
      enum: [...PACES],
      default: pace,
      description: "of replayed answers: as long as the model took, or at once",
    },
  };
}

type Described = Models & {
  readonly options: { readonly [name: string]: Option };
  readonly secrets: readonly string[];
  readonly expect?: Expect | undefined;
};
type Mistake = { readonly path: readonly string[]; readonly message: string };

/** What a schema of single fields cannot see. */
export function checkModels(definition: Described): Mistake[] {
  const { options, secrets, expect, judge, invoke } = definition;
  const models = listModels(definition);
  const taken = models.length === 0 ? [] : MODEL_OPTIONS.filter((name) => name in options);
  return [
    ...models.flatMap(({ key, service }) => checkService(key, service, secrets)),
    ...taken.map((name) => ({
      path: ["options", name],
      message: `is taken: it says where answers come from. Choose another name`,
    })),
    ...(expect?.match === "judge" && judge === undefined
      ? [{ path: ["expect", "match"], message: "needs a judge: describe its model and question as judge" }]
      : []),
    ...(judge !== undefined && invoke.kind === "command" && invoke.speaks === "protocol"
      ? [
          {
            path: ["judge"],
            message: "cannot be used: a program that speaks the protocol reports figures, not results",
          },
        ]
      : []),
  ];
}

function checkService(key: string, { provider, baseUrl, apiKey }: ModelService, secrets: readonly string[]): Mistake[] {
  const mistakes: Mistake[] = [];
  if (provider === "openai-compatible" && baseUrl === undefined)
    mistakes.push({ path: [key], message: "needs baseUrl: the service's address, such as http://127.0.0.1:11434/v1" });
  if (provider === "anthropic" && apiKey === undefined)
    mistakes.push({ path: [key], message: "needs apiKey: the name of the secret that holds the service's key" });
  if (apiKey !== undefined && !secrets.includes(apiKey))
    mistakes.push({ path: [key, "apiKey"], message: `must be declared: add ${apiKey} to secrets` });
  return mistakes;
}
