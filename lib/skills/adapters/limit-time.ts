import { createContext, Script, type Context } from "node:vm";

/** Far more than any sensible pattern takes. */
const LIMIT_MS = 1_000;
const CALL = new Script("run()");

const globals: { run: () => void } = { run() {} };
let context: Context | null = null;

/**
 * The result of `run`, which must not call this again. A pattern may take years on a text made for it, and node:vm is what can
 * interrupt it: then throws an error in the words of `describe`.
 */
export function limitTime<Value>(run: () => Value, describe: (limitSeconds: number) => string): Value {
  const results: Value[] = [];
  globals.run = () => {
    results.push(run());
  };
  context ??= createContext(globals);
  try {
    CALL.runInContext(context, { timeout: LIMIT_MS });
  } catch (error) {
    if (isTimeout(error)) throw new Error(describe(LIMIT_MS / 1_000), { cause: error });
    throw error;
  }
  return results[0] as Value;
}

/** The error belongs to the context, so it is no instance of our Error. */
function isTimeout(error: unknown): boolean {
  return (
    typeof error === "object" && error !== null && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT"
  );
}
