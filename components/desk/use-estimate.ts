"use client";
import { useEffect, useState } from "react";
import { answerOr } from "../parts/answer";
import { findInvalidFields } from "@/lib/client/hooks/invalid-fields";
import { estimateDemoAction, type EstimateState } from "@/app/actions";

const SETTLE_MS = 500;
const SILENCE: EstimateState = { estimate: null, error: null };

/** `settled`: the estimate matches the current form. `invalid`: labels of fields that are empty or out of range. */
export type FormEstimate = EstimateState & { readonly settled: boolean; readonly invalid: readonly string[] };

/**
 * The estimate for the form's run, requested again once its fields have been unchanged for SETTLE_MS; the last one stays
 * meanwhile. `version` counts the changes. An invalid form is not estimated.
 */
export function useEstimate(form: HTMLFormElement | null, version: number, paused: boolean): FormEstimate {
  const [known, setKnown] = useState({ ...SILENCE, version: -1 });
  const [invalid, setInvalid] = useState<readonly string[]>([]);
  useEffect(() => {
    if (form === null || paused) return;
    let stale = false;
    const ask = async () => {
      const fields = findInvalidFields(form);
      setInvalid(fields);
      if (fields.length > 0) return;
      const answer = await answerOr(estimateDemoAction(new FormData(form)), SILENCE);
      if (!stale) setKnown({ ...answer, version });
    };
    const timer = setTimeout(() => void ask(), SETTLE_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [form, version, paused]);
  return { estimate: known.estimate, error: known.error, settled: known.version === version, invalid };
}
