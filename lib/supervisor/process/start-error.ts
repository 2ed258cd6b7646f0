/** Thrown when Triptych cannot start. Its message tells the operator what is wrong and what to do. */
export class StartError extends Error {
  readonly code = "cannot-start";
}
