/** The range that indices must lie in; shared by everything that looks something up by number. */
import type { Dim, TensorType } from "../shape/index.ts";
import { atLeast } from "./requirement.ts";
import type { Need } from "./requirement.ts";

/** Indices are below a size; only numbers that are sure to occur are held against it. */
export function indexRange<S extends string>(subject: S, indices: TensorType, size: Dim): Need<S> | undefined {
  const classes = indices.reading?.classes;
  const isEmpty = [...indices.shape.lead, ...indices.shape.tail].includes(0);
  return classes === undefined || classes.kind === "atMost" || isEmpty
    ? undefined
    : atLeast(subject, size, classes.count);
}
