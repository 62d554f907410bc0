/** Whether two reports say the same. */
import type { Place } from "../base/span.ts";
import { equalShapes } from "../shape/index.ts";
import type { Report } from "./recorder.ts";

/** The same requirement of the same operation, broken at the same places. */
export function isSameBreak(left: Report, right: Report): boolean {
  const [a, b] = [left.fact, right.fact];
  if (a.operation !== b.operation || a.requirement !== b.requirement || a.part !== b.part) return false;
  return left.places.map(placeKey).join() === right.places.map(placeKey).join();
}

/** The same break of one and the same layer with the same operands, so that what is said of it holds of both, and one change mends both. */
export function isSameReport(left: Report, right: Report): boolean {
  const [a, b] = [left.fact, right.fact];
  const [made, alsoMade] = [a.layer?.creation, b.layer?.creation];
  if (made === undefined || alsoMade === undefined ? made !== alsoMade : placeKey(made) !== placeKey(alsoMade))
    return false;
  if (a.operands.length !== b.operands.length || !isSameBreak(left, right)) return false;
  return a.operands.every(({ shape }, i) => equalShapes(shape, (b.operands[i] ?? { shape }).shape));
}

export function placeKey({ path, span }: Place): string {
  return `${path}:${String(span.start)}:${String(span.end)}`;
}
