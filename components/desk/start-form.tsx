"use client";
import { Play } from "lucide-react";
import { unstable_rethrow } from "next/navigation";
import { useActionState, useState, useTransition, type FormEvent } from "react";
import { Button } from "../ui/button";
import { DemoCard } from "./demo-card";
import { DemoSettings, SETTING_FIELDS } from "./demo-settings";
import { EstimateSummary } from "./estimate-summary";
import { LiveRunWarning } from "./live-run";
import type { SkillFact } from "./skill-facts";
import { useEstimate } from "./use-estimate";
import { startDemoAction, type FormState } from "@/app/actions";
import { toFieldErrors } from "@/lib/client/upload/field-errors";
import type { Demo, RunListItem } from "@/lib/core/ports/run-store";
import { sharedText } from "@/lib/view/text/shared";
import { startFormText } from "@/lib/view/text/start-form";

/** The action's reply, or an error when none came; a redirect passes through. */
async function startOrReport(before: FormState, form: FormData): Promise<FormState> {
  try {
    return await startDemoAction(before, form);
  } catch (error) {
    unstable_rethrow(error);
    return { error: startFormText.noAnswer };
  }
}

type StartFormProps = {
  /** only those whose skill is installed */
  demos: readonly Demo[];
  skills: readonly SkillFact[];
  /** of the operator's prices; null without prices */
  currency: string | null;
  /** the run in progress on stage; null without one */
  live: RunListItem | null;
};

/** Chooses a demo, its sizes and its mode, and starts it. */
export function StartForm({ demos, skills, currency, live }: StartFormProps) {
  const [result, start, starting] = useActionState(startOrReport, { error: null });
  const [, startTransition] = useTransition();
  const [demoId, setDemoId] = useState(demos[0]?.id ?? "");
  const [form, setForm] = useState<HTMLFormElement | null>(null);
  const [version, setVersion] = useState(0);
  const touch = () => setVersion((count) => count + 1);
  const estimate = useEstimate(form, version, starting);
  const demo = demos.find((each) => each.id === demoId) ?? demos[0];
  const skill = skills.find(({ id }) => id === demo?.spec.skillId);
  if (!demo || !skill) return <p className="text-muted">{startFormText.noDemos}</p>;
  const errors = toFieldErrors(result.error, SETTING_FIELDS);
  // not passed as the form's action: React would reset the fields after an error
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const filled = new FormData(event.currentTarget);
    startTransition(() => start(filled));
  };
  return (
    <form ref={setForm} onSubmit={submit} onChange={touch} className="flex flex-col gap-8">
      <fieldset className="min-w-0">
        <legend className="mb-3 text-lg font-semibold tracking-tight">{startFormText.chooseDemo}</legend>
        <div className="grid gap-3 sm:grid-cols-2">
          {demos.map((each) => (
            <DemoCard
              key={each.id}
              demo={each}
              skillTitle={skills.find(({ id }) => id === each.spec.skillId)?.title ?? each.spec.skillId}
              checked={each.id === demo.id}
              onChoose={() => setDemoId(each.id)}
            />
          ))}
        </div>
      </fieldset>
      <DemoSettings key={demo.id} demo={demo} skill={skill} currency={currency} errors={errors} onTouched={touch} />
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        {live === null ? null : <LiveRunWarning run={live} />}
        <Button type="submit" tone="primary" size="large" disabled={starting} className="min-w-52">
          <Play aria-hidden className="size-5" />
          {starting ? sharedText.starting : sharedText.start}
        </Button>
        {result.error === null ? (
          <EstimateSummary {...estimate} />
        ) : (
          <p role="alert" className="text-bad">
            {errors[""] ?? startFormText.notStarted}
          </p>
        )}
      </div>
    </form>
  );
}
