/** What an operation lets pass though it cannot be meant: named as its requirements are, told in numbers, and only asked where none of them broke. */

/** The numbers that tell of it, if there is anything to tell. */
export type Doubt<Variables> = (variables: Variables) => Readonly<Record<string, number>> | undefined;

export type Doubts = Readonly<Record<string, Readonly<Record<string, number>>>>;

export function doubtsOf<Variables>(
  definitions: Readonly<Record<string, Doubt<Variables>>> | undefined,
  variables: Variables,
): { readonly doubts?: Doubts } {
  if (definitions === undefined) return {};
  const found = Object.entries(definitions).flatMap(([id, doubt]) => {
    const numbers = doubt(variables);
    return numbers === undefined ? [] : [[id, numbers] as const];
  });
  return found.length === 0 ? {} : { doubts: Object.fromEntries(found) };
}
