/** Makes a missing case of a union a type error at build time, and throws if data from outside reaches it. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
