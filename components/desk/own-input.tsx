"use client";
import { FileCheck2, FileUp, X } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { Button } from "../ui/button";
import { ExpectedColumn } from "./skill/expected-column";
import { InputPreview } from "./input-preview";
import type { SkillFact } from "./skill/skill-facts";
import { formatQuantity, formatCount } from "@/lib/view/format/format";
import { uploadInput, type UploadReply } from "@/lib/client/upload/upload-input";
import { describeInputProblem } from "@/lib/core/inputs/problem";
import type { UploadedInput } from "@/lib/operations/inputs/upload-input";
import { ownInputText } from "@/lib/view/text/desk/start-form";

/** Of the last file that was chosen: "none" also once it is used. */
export type FileState = "none" | "checking" | "refused";

type OwnInputProps = {
  skill: SkillFact;
  taken: UploadedInput | null;
  onTaken: (input: UploadedInput | null) => void;
  onState: (state: FileState) => void;
  error: string | undefined;
};

type Refused = Extract<UploadReply, { ok: false }>;

/** Generated data or an uploaded file; the server checks it at once and reports problems row by row. */
export function OwnInput({ skill, taken, onTaken, onState, error }: OwnInputProps) {
  const [checking, setChecking] = useState<string | null>(null);
  const [refused, setRefused] = useState<Refused | null>(null);
  const errorId = useId();
  // the reply to an older choice counts no more, nor one to a form that is gone
  const latest = useRef(0);
  useEffect(
    () => () => {
      latest.current += 1;
    },
    [],
  );
  if (skill.input === null) return <p className="text-sm text-muted">{ownInputText.noUpload(skill.noInput)}</p>;
  const choose = async (file: File) => {
    latest.current += 1;
    const asked = latest.current;
    setChecking(file.name);
    setRefused(null);
    onState("checking");
    const reply = await uploadInput(skill.id, file).catch((): Refused => NO_REPLY);
    if (asked !== latest.current) return;
    setChecking(null);
    onState(reply.ok ? "none" : "refused");
    if (reply.ok) onTaken(reply.input);
    else {
      onTaken(null);
      setRefused(reply);
    }
  };
  const useGenerated = () => {
    latest.current += 1;
    setChecking(null);
    onState("none");
    onTaken(null);
  };
  return (
    <div className="flex flex-col gap-3">
      <input type="hidden" name="inputId" value={taken?.inputId ?? ""} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        {taken === null ? (
          <span className="text-[15px]">
            {checking === null ? describeOwnData(skill) : ownInputText.checking(checking)}
          </span>
        ) : (
          <span className="flex min-w-0 items-center gap-2 text-[15px]">
            <FileCheck2 aria-hidden className="size-4.5 shrink-0 text-good" />
            <span className="truncate font-medium">{taken.name}</span>
            <span className="shrink-0 text-muted">{formatQuantity(taken.rows, skill.input.unit)}</span>
          </span>
        )}
        <ChooseFile
          busy={checking !== null}
          again={taken !== null}
          errorId={errorId}
          onChoose={(file) => void choose(file)}
        />
        {taken === null ? null : (
          <Button tone="ghost" size="small" onClick={useGenerated}>
            <X aria-hidden className="size-4" />
            {skill.isOwn ? ownInputText.backToOwn : ownInputText.backToGenerated}
          </Button>
        )}
      </div>
      {taken === null ? <Columns input={skill.input} /> : <InputPreview input={taken} />}
      {taken !== null && skill.input.anyColumns ? (
        <ExpectedColumn key={taken.inputId} input={taken} named={skill.input.expectedColumn} />
      ) : null}
      <div id={errorId} role="alert" className="empty:hidden">
        {refused === null ? null : <Problems refused={refused} />}
        {error === undefined ? null : <p className="text-sm text-bad">{error}</p>}
      </div>
    </div>
  );
}

const NO_REPLY: Refused = {
  ok: false,
  message: ownInputText.noAnswer,
  problems: [],
  problemCount: 0,
};

type ChooseFileProps = { busy: boolean; again: boolean; errorId: string; onChoose: (file: File) => void };

function ChooseFile({ busy, again, errorId, onChoose }: ChooseFileProps) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={field}
        type="file"
        accept=".csv,.json,.jsonl,.ndjson,text/csv,application/json"
        aria-label={ownInputText.file}
        aria-describedby={errorId}
        className="sr-only"
        tabIndex={-1}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          // allows choosing the same file again after fixing it
          currentTarget.value = "";
          if (file !== undefined) onChoose(file);
        }}
      />
      <Button size="small" disabled={busy} onClick={() => field.current?.click()}>
        <FileUp aria-hidden className="size-4" />
        {again ? ownInputText.another : ownInputText.upload}
      </Button>
    </>
  );
}

function describeOwnData({ isOwn, needsRows }: SkillFact): string {
  if (needsRows) return ownInputText.needsRows;
  return isOwn ? ownInputText.ownRows : ownInputText.generated;
}

function Columns({ input }: { input: NonNullable<SkillFact["input"]> }) {
  const { columns, anyColumns, example } = input;
  return (
    <p className="text-sm text-muted">
      {anyColumns ? ownInputText.anyColumns : ownInputText.columns}{" "}
      {columns.map(({ name, required, description }, i) => (
        <span key={name}>
          {i === 0 ? "" : ", "}
          <code className="font-mono text-[13px] text-text">{name}</code> ({required ? "" : ownInputText.optional}
          {description})
        </span>
      ))}
      {anyColumns ? "" : ". "}
      <a
        className="underline underline-offset-4"
        download={example.name}
        href={`data:text/csv;charset=utf-8,${encodeURIComponent(example.content)}`}
      >
        {ownInputText.example}
      </a>
    </p>
  );
}

function Problems({ refused: { message, problems, problemCount } }: { refused: Refused }) {
  if (problems.length === 0) return <p className="text-sm text-bad">{message}</p>;
  const more = problemCount - problems.length;
  return (
    <div className="rounded-lg border-l-4 border-bad bg-bad-ground px-4 py-3 text-sm">
      <p className="font-medium text-bad">{ownInputText.problems(problemCount, formatCount(problemCount))}</p>
      <ul className="mt-1.5 flex max-h-44 flex-col gap-0.5 overflow-y-auto">
        {problems.map((problem, i) => (
          <li key={i}>{describeInputProblem(problem)}</li>
        ))}
        {more > 0 ? <li className="text-muted">{ownInputText.more(formatCount(more))}</li> : null}
      </ul>
    </div>
  );
}
