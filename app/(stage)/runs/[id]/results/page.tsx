import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requireReader } from "@/app/require-reader";
import { ResultsSlide } from "@/components/results/results-slide";
import { selectRunResults } from "@/lib/view/results/results";
import { getRun } from "@/lib/operations/runs/get-run";
import { resultsText } from "@/lib/view/text/results";

export const metadata: Metadata = { title: resultsText.title };

export default async function ResultsPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const ctx = await requireReader(`/runs/${id}/results`);
  const run = await getRun(ctx, id);
  if (!run.ok) notFound();
  const state = run.value;
  return <ResultsSlide state={state} results={selectRunResults(state)} mayControl={ctx.actor.role === "presenter"} />;
}
