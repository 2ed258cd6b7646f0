/** A message without numbers, quoted text, paths and ids, so that occurrences of the same error compare equal; exit codes and statuses stay. */
export function normaliseMessage(message: string): string {
  return (
    message
      .toLowerCase()
      // older runs end it like this, the oldest with "may"
      .replace(/ \(\d+ of \d+ items failed, \d+ (?:may|allowed)\)$/, "")
      .replaceAll(/(["'“‘`]).*?["'”’`]/g, "…")
      .replaceAll(/(?:[\w.-]*\/)+[\w.-]*/g, "…")
      .replaceAll(/\b[0-9a-f]{8,}(?:-[0-9a-f]+)*\b/g, "#")
      .replaceAll(/(\b(?:code|status|http|answered)[\s:=]+)?\d+(?:[.,]\d+)*/g, (whole, named?: string) =>
        named === undefined ? "#" : whole,
      )
      .replaceAll(/\s+/g, " ")
      .trim()
  );
}
