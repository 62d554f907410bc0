/** Sorting by keys that may be symbolic: in order where every comparison is decided, else any item at any place. */
import type { Machine } from "../../interp/machine.ts";
import type { Value } from "../../interp/values.ts";
import { compare } from "./compare.ts";
import { joinAll } from "./lookup.ts";

/** The sorted items, as many as there were. */
export function sortItems(
  machine: Machine,
  items: readonly Value[],
  key: Value | undefined,
  reverse: Value | undefined,
): readonly Value[] {
  const keyed = items.map((item) => ({
    item,
    key: key === undefined || key.kind === "none" ? item : machine.callWith(key, item),
  }));
  const descending = reverse === undefined ? false : machine.truth(reverse);
  const undecided = { seen: descending === undefined };
  const less = (a: Value, b: Value): boolean => {
    const answer = machine.truth(compare(machine, "<", a, b));
    if (answer === undefined) undecided.seen = true;
    return answer === true;
  };
  // Python reverses a stable sort of the reversed items: equal ones keep their order.
  const ordered = descending === true ? keyed.toReversed() : keyed;
  const sorted = ordered.toSorted((a, b) =>
    undecided.seen ? 0 : less(a.key, b.key) ? -1 : less(b.key, a.key) ? 1 : 0,
  );
  if (undecided.seen && items.length > 1) {
    const any = joinAll(machine, items);
    return items.map(() => any);
  }
  return (descending === true ? sorted.toReversed() : sorted).map(({ item }) => item);
}
