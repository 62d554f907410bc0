/** A parsed shape as text again, in the one spelling: what a formatter would make of a shape comment. */
import { assertNever } from "../base/assert-never.ts";
import type { ParsedAxis, ParsedShape, ParsedSize } from "./notation.ts";

export function printNotation(parsed: ParsedShape): string {
  const axes = parsed.axes.map(printAxis);
  const [only] = parsed.axes;
  const comma = axes.length === 1 && (only?.kind === "size" || only?.kind === "any" || only?.kind === "unknown");
  const shape = `(${axes.join(", ")}${comma ? "," : ""})`;
  return parsed.dtype === undefined ? shape : `${shape} ${parsed.dtype}`;
}

function printAxis(axis: ParsedAxis): string {
  switch (axis.kind) {
    case "size":
      return printSize(axis.size);
    case "any":
      return "_";
    case "unknown":
      return "?";
    case "rest":
      return `*${axis.name}`;
    case "anyRest":
      return "*_";
    case "unknownRest":
      return "*?";
    default:
      return assertNever(axis);
  }
}

/** As it was grouped: `a - (b - c)` keeps its parentheses, `(a*b) + c` loses them. */
function printSize(size: ParsedSize): string {
  switch (size.kind) {
    case "constant":
      return String(size.value);
    case "name":
      return size.name;
    case "negate":
      return `-${parenthesise(size.operand, strength(size.operand) < 3)}`;
    case "binary": {
      const own = strength(size);
      const left = parenthesise(size.left, strength(size.left) < own);
      const right = parenthesise(size.right, strength(size.right) <= own);
      return own === 1 ? `${left} ${size.operator} ${right}` : `${left}${size.operator}${right}`;
    }
    default:
      return assertNever(size);
  }
}

function parenthesise(size: ParsedSize, needed: boolean): string {
  return needed ? `(${printSize(size)})` : printSize(size);
}

/** How tightly it binds: sums, products, the rest. */
function strength(size: ParsedSize): number {
  if (size.kind !== "binary") return 3;
  return size.operator === "+" || size.operator === "-" ? 1 : 2;
}
