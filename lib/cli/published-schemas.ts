import { z } from "zod";
import { FiguresFile } from "./figures-schema.ts";
import { JudgementJson } from "../operations/runs/judgement-schema.ts";

type JsonSchema = { readonly [key: string]: unknown };

/** The JSON Schema of a judgement. */
export function buildJudgementSchema(): JsonSchema {
  return describe(
    z.toJSONSchema(JudgementJson, { io: "output" }),
    "Judgement",
    "What figures of one skill at several sizes come to: of a run, or measured anywhere else. A part is null when it cannot be told of what stands.",
  );
}

/** The JSON Schema of the figures that `triptych judge` takes. */
export function buildFiguresSchema(): JsonSchema {
  return describe(
    z.toJSONSchema(FiguresFile, { io: "input" }),
    "Figures",
    "Times and qualities of one skill at several sizes. Points are cumulative; those whose items do not rise but add up to all of them are batches.",
  );
}

function describe({ $schema, ...rest }: JsonSchema, title: string, description: string): JsonSchema {
  return { $schema, title, description, ...rest };
}
