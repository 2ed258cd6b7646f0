import { listKnownIds } from "../../skills/sources/installed-skill.ts";
import { z } from "zod";
import { fitItems } from "../../core/inputs/fit-items.ts";
import { describeInputProblem, type InputProblem } from "../../core/inputs/problem.ts";
import type { JsonObject } from "../../core/kit/json.ts";
import type { InputFormat } from "../../core/ports/input-store.ts";
import type { InputLabels } from "../../core/run/spec.ts";
import { err, ok, type Result } from "../../core/kit/result.ts";
import { checkFile, type CheckedFile, type FileProblems } from "../../input/check-file.ts";
import type { SkillManifest } from "../../skills/contract/contract.ts";
import type { OperationContext, OperationError } from "../context.ts";
import { invalidInput, notFound, refuse, refuseUnlessPresenter, type OperationResult } from "../outcomes.ts";
import { storableText } from "./storable.ts";

const PREVIEW_ROWS = 5;

export const UploadInput = z.strictObject({
  skillId: z.string().min(1).max(64),
  /** file name; its extension selects the format */
  name: storableText.trim().min(1).max(200),
  bytes: z.instanceof(Uint8Array),
});

/** A file that the skill accepts. */
export type CheckedInput = {
  readonly name: string;
  readonly format: InputFormat;
  readonly rows: number;
  /** the first rows, as the skill receives them */
  readonly preview: readonly JsonObject[];
  readonly ignoredColumns: readonly string[];
  /** how many rows say what is true; null if the skill compares with nothing in the rows */
  readonly labels: InputLabels | null;
  /** suggested sizes for the number of rows: items for simple, medium and complex */
  readonly items: readonly number[];
};

export type UploadedInput = CheckedInput & { readonly inputId: string };

/** `problems`: the first ones in file order; `problemCount`: the total. */
export type InputError = OperationError & {
  readonly problems: readonly InputProblem[];
  readonly problemCount: number;
};

/** null when the actor may upload files. Checked before the request body is read. */
export function refuseUpload(ctx: OperationContext): ReturnType<typeof refuseUnlessPresenter> {
  return refuseUnlessPresenter(ctx, "upload input for a run");
}

/** Checks a file of rows for a skill without storing it. */
export async function checkInput(ctx: OperationContext, rawInput: unknown): Promise<Result<CheckedInput, InputError>> {
  const checked = await check(ctx, rawInput);
  return checked.ok ? ok(checked.value.summary) : checked;
}

/** Checks a file of rows for a skill and stores it. A run refers to it by id. */
export async function uploadInput(
  ctx: OperationContext,
  rawInput: unknown,
): Promise<Result<UploadedInput, InputError>> {
  const checked = await check(ctx, rawInput);
  if (!checked.ok) return checked;
  const { skillId, summary, file } = checked.value;
  const id = ctx.newId("input");
  const { name, format, rows } = summary;
  const createdAt = ctx.clock.wallTime().toISOString();
  const { checksum, lines } = file;
  const kept = await ctx.inputs.add({ id, skillId, name, format, rows, checksum, createdAt }, lines);
  return ok({ inputId: kept.id, ...summary });
}

type Checked = { readonly skillId: string; readonly summary: CheckedInput; readonly file: CheckedFile };

async function check(ctx: OperationContext, rawInput: unknown): Promise<Result<Checked, InputError>> {
  const request = readRequest(ctx, rawInput);
  if (!request.ok) return err({ ...request.error, problems: [], problemCount: 0 });
  const { skill, input, name, bytes } = request.value;
  const read = await checkFile({ name, bytes }, input);
  if (!read.ok) return err(toError(name, read.error));
  const { format, rows, ignoredColumns, labelled } = read.value;
  const items = fitItems(rows.length, skill.maxItems) ?? [];
  const preview = rows.slice(0, PREVIEW_ROWS);
  const labels = labelled === null ? null : toLabels(skill, labelled, input.truth?.column ?? "");
  const summary = { name, format, rows: rows.length, preview, ignoredColumns, labels, items };
  return ok({ skillId: skill.id, summary, file: read.value });
}

function readRequest(ctx: OperationContext, rawInput: unknown) {
  const refusal = refuseUpload(ctx);
  if (refusal) return refusal;
  const request = UploadInput.safeParse(rawInput);
  if (!request.success) return invalidInput(request.error);
  const { skillId, name, bytes } = request.data;
  const skill = ctx.skills.get(skillId)?.manifest;
  if (skill === undefined) return notFound(`No skill ${skillId}; known skills: ${listKnownIds(ctx.skills)}.`);
  const input = requireInput(skill);
  return input.ok ? ok({ skill, input: input.value, name, bytes }) : input;
}

/** The row format of a skill; an error with the reason when it takes no rows. */
export function requireInput(skill: SkillManifest): OperationResult<NonNullable<SkillManifest["input"]>> {
  const why = skill.noInput ?? "It works on its own data.";
  return skill.input === undefined
    ? refuse("invalid-input", `${skill.id} does not accept uploaded rows. ${why}`)
    : ok(skill.input);
}

/** What the labelled rows are compared with; null if the skill compares with nothing in the rows. */
export function toLabels({ input, metrics }: SkillManifest, rows: number, column: string): InputLabels | null {
  if (input?.truth === undefined) return null;
  const { metricIds } = input.truth;
  const [compared = [], others = []] = [true, false].map((isCompared) =>
    metrics.filter(({ id, weight }) => metricIds.includes(id) === isCompared && (isCompared || weight > 0)),
  );
  return { column, rows, metrics: compared.map(({ label }) => label), otherMetrics: others.map(({ label }) => label) };
}

function toError(name: string, { problems, count }: FileProblems): InputError {
  const lines = problems.map(describeInputProblem);
  const more = count > lines.length ? [`and ${count - lines.length} more`] : [];
  const head = count === 1 ? `${name} cannot be used` : `${name} has ${count} problems`;
  return {
    code: "invalid-input",
    message: `${head}: ${[...lines, ...more].join("; ")}`,
    problems,
    problemCount: count,
  };
}
