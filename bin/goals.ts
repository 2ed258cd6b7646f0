/** The verdict on a benchmark's goal; a missed goal makes the exit code 1. */
export function judgeGoal(isMet: boolean): "met" | "MISSED" {
  if (!isMet) process.exitCode = 1;
  return isMet ? "met" : "MISSED";
}
