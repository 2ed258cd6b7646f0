/** Link to the whole run as JSON, with the same file name on every page. */
export function toResultsFile(runId: string): { readonly href: string; readonly download: string } {
  return { href: `/api/runs/${runId}`, download: `${runId}-results.json` };
}
