/** Makes the compiler prove that a tagged union was handled whole. Never reached at run time. */
export function assertNever(value: never): never {
  throw new Error(`unexpected case: ${JSON.stringify(value)}`);
}
