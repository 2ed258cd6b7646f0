"use client";
import { Search } from "lucide-react";
import { debounce, useQueryStates } from "nuqs";
import { useState, useTransition } from "react";
import { runFilters, STATUS_CHOICES } from "@/app/run-filters";
import { SYNC_MODES } from "@/lib/core/run/spec";
import { Button } from "../ui/button";
import { Field, Input, Select } from "../ui/field";

/** Filters that live in the address, so that a list can be sent to somebody. */
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
      <Field label="Search" className="col-span-2 md:col-span-1">
        <span className="relative">
          <Search
            aria-hidden
            className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted"
          />
          <Input
            key={cleared}
            type="search"
            placeholder="title, skill or id"
            maxLength={120}
            defaultValue={filters.q}
            className="pl-9"
            onChange={(event) =>
              void setFilters({ q: event.target.value, cursor: null }, { limitUrlUpdates: debounce(250) })
            }
          />
        </span>
      </Field>
      <Field label="Skill">
        <Select
          value={filters.skill}
          onChange={(event) => void setFilters({ skill: event.target.value, cursor: null })}
        >
          <option value="">any</option>
          {skills.map((skill) => (
            <option key={skill.id} value={skill.id}>
              {skill.title}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Mode">
        <Select
          value={filters.sync ?? ""}
          onChange={(event) => void setFilters({ sync: pick(SYNC_MODES, event.target.value), cursor: null })}
        >
          <Options values={SYNC_MODES} />
        </Select>
      </Field>
      <Field label="Status">
        <Select
          value={filters.status ?? ""}
          onChange={(event) => void setFilters({ status: pick(STATUS_CHOICES, event.target.value), cursor: null })}
        >
          <Options values={STATUS_CHOICES} />
        </Select>
      </Field>
      <Field label="From">
        <Input
          type="date"
          className="min-w-0"
          value={toDay(filters.from)}
          onChange={(event) => void setFilters({ from: event.target.valueAsDate, cursor: null })}
        />
      </Field>
      <Field label="To">
        <Input
          type="date"
          className="min-w-0"
          value={toDay(filters.to)}
          onChange={(event) => void setFilters({ to: event.target.valueAsDate, cursor: null })}
        />
      </Field>
      <Button tone="ghost" disabled={!active} onClick={clear} className="min-h-10">
        Clear
      </Button>
    </search>
  );
}

function Options({ values }: { values: readonly string[] }) {
  return (
    <>
      <option value="">any</option>
      {values.map((value) => (
        <option key={value}>{value}</option>
      ))}
    </>
  );
}

function pick<Value extends string>(values: readonly Value[], value: string): Value | null {
  return values.find((each) => each === value) ?? null;
}
