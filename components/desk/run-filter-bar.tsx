"use client";
import { Search } from "lucide-react";
import { debounce, useQueryStates } from "nuqs";
import { useState, useTransition } from "react";
import { runFilters } from "@/app/run-filters";
import { RUN_STATUSES } from "@/lib/core/run/statuses";
import { SYNC_MODES } from "@/lib/core/run/spec";
import { Button } from "../ui/button";
import { Field, Input, Select } from "../ui/field";
import { pastRunsText } from "@/lib/view/text/desk/past-runs";
import { runText } from "@/lib/view/text/run";

const text = pastRunsText.filters;

/** The filters are kept in the URL, so that a filtered list can be shared. */
export function RunFilterBar({ skills }: { skills: readonly { readonly id: string; readonly title: string }[] }) {
  const [loading, startTransition] = useTransition();
  const [filters, setFilters] = useQueryStates(runFilters, { shallow: false, startTransition, history: "replace" });
  const active =
    filters.q !== "" ||
    filters.skill !== "" ||
    filters.sync !== null ||
    filters.status !== null ||
    filters.from !== null ||
    filters.to !== null;
  const [cleared, setCleared] = useState(0);
  const clear = () => {
    setCleared(cleared + 1);
    void setFilters(null);
  };
  const toDay = (date: Date | null) => date?.toISOString().slice(0, 10) ?? "";
  return (
    <search
      className="grid grid-cols-2 items-end gap-3 md:grid-cols-[1.7fr_1.3fr_1fr_1fr_auto_auto_auto]"
      aria-busy={loading}
    >
      <Field label={text.search} className="col-span-2 md:col-span-1">
        <span className="relative">
          <Search
            aria-hidden
            className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted"
          />
          <Input
            key={cleared}
            type="search"
            placeholder={text.searchHint}
            maxLength={120}
            defaultValue={filters.q}
            className="pl-9"
            onChange={(event) =>
              void setFilters({ q: event.target.value, cursor: null }, { limitUrlUpdates: debounce(250) })
            }
          />
        </span>
      </Field>
      <Field label={text.skill}>
        <Select
          value={filters.skill}
          onChange={(event) => void setFilters({ skill: event.target.value, cursor: null })}
        >
          <option value="">{text.any}</option>
          {skills.map((skill) => (
            <option key={skill.id} value={skill.id}>
              {skill.title}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={text.mode}>
        <Select
          value={filters.sync ?? ""}
          onChange={(event) => void setFilters({ sync: pick(SYNC_MODES, event.target.value), cursor: null })}
        >
          <Options values={SYNC_MODES} labels={runText.modes} />
        </Select>
      </Field>
      <Field label={text.status}>
        <Select
          value={filters.status ?? ""}
          onChange={(event) => void setFilters({ status: pick(RUN_STATUSES, event.target.value), cursor: null })}
        >
          <Options values={RUN_STATUSES} labels={runText.statuses} />
        </Select>
      </Field>
      <Field label={text.from}>
        <Input
          type="date"
          className="min-w-0"
          value={toDay(filters.from)}
          onChange={(event) => void setFilters({ from: event.target.valueAsDate, cursor: null })}
        />
      </Field>
      <Field label={text.to}>
        <Input
          type="date"
          className="min-w-0"
          value={toDay(filters.to)}
          onChange={(event) => void setFilters({ to: event.target.valueAsDate, cursor: null })}
        />
      </Field>
      <Button tone="ghost" disabled={!active} onClick={clear} className="min-h-10">
        {text.clear}
      </Button>
    </search>
  );
}

function Options<Value extends string>({
  values,
  labels,
}: {
  values: readonly Value[];
  labels: { readonly [value in Value]: string };
}) {
  return (
    <>
      <option value="">{text.any}</option>
      {values.map((value) => (
        <option key={value} value={value}>
          {labels[value]}
        </option>
      ))}
    </>
  );
}

function pick<Value extends string>(values: readonly Value[], value: string): Value | null {
  return values.find((each) => each === value) ?? null;
}
