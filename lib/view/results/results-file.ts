/** Everything that is known of a run as JSON, under the same name wherever it is offered. */
export function toResultsFile(runId: string): { readonly href: string; readonly download: string } {
  return { href: `/api/runs/${runId}`, download: `${runId}-results.json` };
}
