"use client";
import { ChevronRight } from "lucide-react";
import { flushSync } from "react-dom";
import { unstable_rethrow } from "next/navigation";
import { useActionState, useId, useState, useTransition, type FormEvent, type ReactNode } from "react";
import { DemoCard, DemoFacts } from "./demo-card";
import { DemoSettings, SETTING_FIELDS } from "./demo-settings";
import type { FileState } from "./own-input";
import type { SkillFact } from "./skill/skill-facts";
import { StartFoot } from "./start/start-foot";
import { useEstimate } from "./use-estimate";
import { startDemoAction, type FormState } from "@/app/actions";
import { toFieldErrors } from "@/lib/client/upload/field-errors";
import type { Demo, LastRun, RunListItem } from "@/lib/core/ports/run-store";
import { homeText } from "@/lib/view/text/desk/home";
import { sharedText } from "@/lib/view/text/shared";
import { startFormText } from "@/lib/view/text/desk/start-form";

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
  /** the latest complete run of each demo, by demo id */
  lastRuns: ReadonlyMap<string, LastRun>;
  skills: readonly SkillFact[];
  /** of the operator's prices; null without prices */
  currency: string | null;
  /** the run in progress on stage; null without one */
  live: RunListItem | null;
  /** nothing has run here yet: the first demo is offered, the others are folded */
  first: boolean;
};

/** Chooses a demo, its sizes and its mode, and starts it. Its foot stays in sight while the page scrolls. */
export function StartForm({ demos, lastRuns, skills, currency, live, first }: StartFormProps) {
  const [result, start, starting] = useActionState(startOrReport, { error: null });
  const [, startTransition] = useTransition();
  const [demoId, setDemoId] = useState(demos[0]?.id ?? "");
  const [file, setFile] = useState<FileState>("none");
  const [form, setForm] = useState<HTMLFormElement | null>(null);
  const [version, setVersion] = useState(0);
  const [offered, setOffered] = useState(first);
  /** what was submitted last: a refusal concerns that alone */
  const [submitted, setSubmitted] = useState({ demoId: "", version: 0 });
  const formId = useId();
  const touch = () => setVersion((count) => count + 1);
  const estimate = useEstimate(form, version, starting);
  const demo = demos.find((each) => each.id === demoId) ?? demos[0];
  const skill = skills.find(({ id }) => id === demo?.spec.skillId);
  if (!demo || !skill) return <p className="mx-auto w-full max-w-4xl px-5 text-muted">{startFormText.noDemos}</p>;
  const isAboutThis = submitted.demoId === demo.id && submitted.version === version;
  const refusal = isAboutThis ? result.error : null;
  const errors = toFieldErrors(refusal, SETTING_FIELDS);
  // not passed as the form's action: React would reset the fields after an error
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const filled = new FormData(event.currentTarget);
    setSubmitted({ demoId: demo.id, version });
    startTransition(() => start(filled));
  };
  const choose = (id: string) => {
    setDemoId(id);
    setFile("none");
  };
  const choices = (
    <div className="flex flex-col gap-8">
      <fieldset className="min-w-0">
        <legend className="sr-only">{startFormText.chooseDemo}</legend>
        <div className="flex flex-col divide-y divide-line rounded-2xl border border-line bg-panel">
          {demos.map((each) => (
            <DemoCard
              key={each.id}
              demo={each}
              last={lastRuns.get(each.id)}
              checked={each.id === demo.id}
              onChoose={() => choose(each.id)}
            />
          ))}
        </div>
      </fieldset>
      <DemoSettings
        key={demo.id}
        demo={demo}
        skill={skill}
        currency={currency}
        errors={errors}
        onTouched={touch}
        onFile={setFile}
      />
    </div>
  );
  return (
    <>
      <form id={formId} ref={setForm} onSubmit={submit} onChange={touch} className="mx-auto w-full max-w-4xl px-5">
        {first ? (
          <Offer
            demo={demo}
            last={lastRuns.get(demo.id)}
            hasErrors={Object.keys(errors).some((field) => field !== "")}
            onOpen={() => setOffered(false)}
          >
            {choices}
          </Offer>
        ) : (
          choices
        )}
      </form>
      <StartFoot
        formId={formId}
        label={offered ? homeText.runSample : sharedText.start}
        starting={starting}
        error={refusal === null ? null : (errors[""] ?? startFormText.notStarted)}
        estimate={estimate}
        file={file}
        live={live}
      />
    </>
  );
}

type OfferProps = {
  demo: Demo;
  last: LastRun | undefined;
  hasErrors: boolean;
  onOpen: () => void;
  children: ReactNode;
};

/** One demo to begin with; everything else is folded. */
function Offer({ demo, last, hasErrors, onOpen, children }: OfferProps) {
  const [unfolded, setOpen] = useState(false);
  const open = unfolded || hasErrors;
  return (
    <div className="flex flex-col gap-4">
      {open ? null : (
        <div className="flex rounded-2xl border border-line bg-panel px-5 py-4">
          <DemoFacts demo={demo} last={last} full />
        </div>
      )}
      <details
        className="group"
        open={open}
        // the browser can only focus an invalid field that is visible
        onInvalidCapture={() => flushSync(() => setOpen(true))}
        onToggle={({ currentTarget }) => {
          setOpen(currentTarget.open);
          if (currentTarget.open) onOpen();
        }}
      >
        <summary className="flex min-h-11 w-fit list-none items-center gap-2 text-muted hover:text-text">
          <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
          {homeText.chooseAnother}
        </summary>
        <div className="pt-4">{children}</div>
      </details>
    </div>
  );
}
