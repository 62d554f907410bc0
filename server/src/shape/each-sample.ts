/** The number of a sample when each sample of a data set is asked for once: not known, but all of them occur. */
import { asSymbol, equalDims, symbol, symbolsOf } from "./dim.ts";
import { modulo } from "./divide.ts";
import type { Dim } from "./polynomial.ts";

/** What makes a symbol such a number: nothing else bears this name, for sizes are named after axes. */
const name = "each sample";

/** Every number below the count. */
export const eachSample = (id: number, count: number): Dim =>
  symbol({ id, name, origin: "opaque", min: 0, max: count - 1 });

/** Whether it runs over all of an axis of this size. */
export const isEachOf = (index: Dim, size: Dim): boolean => {
  const found = asSymbol(index);
  return found?.name === name && size === found.max + 1;
};

/** The `k` of `number % k`, where every remainder occurs. */
export function eachRemainder(size: Dim, most: number): number | undefined {
  const [only, ...others] = symbolsOf(size);
  if (only?.name !== name || others.length > 0 || only.max < most) return undefined;
  return equalDims(size, modulo(symbol(only), most + 1)) ? most + 1 : undefined;
}
