import { createEngine } from "@secretlint/node";
import { secretLintProfiler } from "@secretlint/profiler";
import { z } from "zod";

/** Characters [from, to) of the content. */
export type Finding = { readonly from: number; readonly to: number; readonly rule: string };
export type Scanner = (content: string, path: string) => Promise<readonly Finding[]>;

const Report = z.array(
  z.object({ messages: z.array(z.object({ ruleId: z.string(), range: z.tuple([z.number(), z.number()]) })) }),
);

/** Runs secretlint with its recommended rules in this process. */
export async function createScanner(): Promise<Scanner> {
  // secretlint's profiler keeps all marks and searches them for each new one: 300 change sets took 9 minutes
  secretLintProfiler.mark = () => {};
  const engine = await createEngine({
    cwd: import.meta.dirname,
    color: false,
    formatter: "json",
    configFileJSON: { rules: [{ id: "@secretlint/secretlint-rule-preset-recommend" }] },
  });
  return async (content, path) => {
    const { output } = await engine.executeOnContent({ content, filePath: path });
    if (output === "") return [];
    const messages = Report.parse(JSON.parse(output)).flatMap((file) => file.messages);
    return messages.map(({ ruleId, range: [from, to] }) => ({ from, to, rule: ruleId }));
  };
}
