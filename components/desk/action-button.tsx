"use client";
import { useActionState, type ReactNode } from "react";
import { Button, type ButtonLook } from "../ui/button";
import type { FormState } from "@/app/actions";

type ActionButtonProps = ButtonLook & {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  fields: { readonly [name: string]: string };
  busy: string;
  className?: string;
  children: ReactNode;
};

/** A button that runs one server action, with its error beside it. */
export function ActionButton({ action, fields, busy, children, className, ...look }: ActionButtonProps) {
  const [result, run, running] = useActionState(action, { error: null });
  return (
    <form action={run} className="flex flex-wrap items-center gap-3">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button type="submit" disabled={running} {...look} {...(className === undefined ? {} : { className })}>
        {running ? busy : children}
      </Button>
      {result.error === null ? null : (
        <p role="alert" className="text-bad">
          {result.error}
        </p>
      )}
    </form>
  );
}
