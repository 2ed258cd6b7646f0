import { Field, Select } from "../../ui/field";
import { findColumn } from "@/lib/input/raw-row";
import type { UploadedInput } from "@/lib/operations/inputs/upload-input";
import { ownInputText } from "@/lib/view/text/desk/start-form";

/** Names under which files usually hold what is expected. */
const USUAL = ["expected", "label", "answer", "target", "class", "category"];

type ExpectedColumnProps = { input: Pick<UploadedInput, "preview">; named: string };

/** The column with which the results of a file's rows are compared; the skill does not see it. `named`: the one of its definition. */
export function ExpectedColumn({ input: { preview }, named }: ExpectedColumnProps) {
  const columns = [...new Set(preview.flatMap((row) => Object.keys(row)))];
  const [chosen = ""] = [named, ...USUAL].flatMap((name) => findColumn(columns, name) ?? []);
  return (
    <Field label={ownInputText.expected} className="max-w-sm">
      <Select name="expect" defaultValue={chosen}>
        <option value="">{ownInputText.noComparison}</option>
        {columns.map((column) => (
          <option key={column} value={column}>
            {column}
          </option>
        ))}
      </Select>
    </Field>
  );
}
