/** Thrown when Triptych cannot start, with a message for the operator: what is wrong, and what to do. */
export class StartError extends Error {
  readonly code = "cannot-start";
}
