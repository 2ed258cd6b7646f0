import type { JsonObject, JsonValue } from "../../../core/kit/json.ts";
import { MAX_RESULT_BYTES, runProgram } from "../command/run-item.ts";
import type { Program } from "../command/start-program.ts";
import type { Call } from "../invoker.ts";
import { isObject, parseJson } from "../json.ts";

const VALUE_NAME = /^[a-z][a-z0-9_]{0,63}$/;

/**
 * Scores an outcome: `compared` 1 and `correct` 0 or 1 by the field `correct`, else by the field `score` (1 or more is right), else
 * by the exit code. Other numbers of the JSON object that it prints become values. Rejects when it was killed.
 */
export async function runCheck(
  program: Program,
  item: JsonObject,
  answer: JsonValue,
  call: Pick<Call, "log" | "signal">,
): Promise<{ readonly [name: string]: number }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const input = `${JSON.stringify({ ...item, answer })}\n`;
  const { code, explain } = await runProgram(program, input, call, (chunk) => {
    bytes += chunk.length;
    if (bytes > MAX_RESULT_BYTES) throw new Error(`The check printed more than ${MAX_RESULT_BYTES / 1_048_576} MB.`);
    chunks.push(chunk);
  });
  if (code === null) throw new Error(`The check did not finish. ${explain()}`);
  const printed = parseJson(Buffer.concat(chunks).toString("utf8").trim());
  const figures = isObject(printed) ? readNumbers(printed) : {};
  return { ...figures, compared: 1, correct: isRight(figures, code) ? 1 : 0 };
}

function isRight({ correct, score }: { readonly [name: string]: number }, code: number): boolean {
  if (correct !== undefined) return correct > 0;
  return score === undefined ? code === 0 : score >= 1;
}

function readNumbers(printed: JsonObject): { readonly [name: string]: number } {
  return Object.fromEntries(
    Object.entries(printed).flatMap(([name, value]) => {
      const figure = typeof value === "boolean" ? Number(value) : value;
      return typeof figure === "number" && VALUE_NAME.test(name) ? [[name, figure] as const] : [];
    }),
  );
}
