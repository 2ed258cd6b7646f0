/** Makes a missing case of a union a type error at build time, and a clear error should data from outside reach it. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
