/**
 * Compares the shapes that the analysis gives to the expressions of one program with the real ones, both as printed. Where
 * the real values of one expression differ along an axis, that axis is `?`, and nothing is asked there. Who runs the
 * programs, and what a comparison is good for, is left to others.
 */

/** Printed tensors by place, `8:11-8:37`. */
export type Printed = Readonly<Record<string, string>>;

export interface Measure {
  /** Expressions whose every axis is known and right. */
  readonly known: number;
  /** Expressions of which something is known, and that is right. */
  readonly partial: number;
  /** Expressions that were tensors, of which nothing is known. */
  readonly missing: readonly string[];
  readonly wrong: readonly string[];
}

export function measure(ours: Printed, real: Printed): Measure {
  let known = 0;
  let partial = 0;
  const missing: string[] = [];
  const wrong: string[] = [];
  for (const [place, truth] of Object.entries(real)) {
    const claim = ours[place];
    if (claim === undefined) {
      missing.push(place);
      continue;
    }
    const found = agreement(axesOf(claim), axesOf(truth));
    const dtypes = [dtypeOf(claim), dtypeOf(truth)];
    const otherType = dtypes.every((dtype) => dtype !== undefined) && dtypes[0] !== dtypes[1];
    if (found === "wrong" || otherType) wrong.push(`${place} is ${truth}, not ${claim}`);
    else if (found === "known") known += 1;
    else partial += 1;
  }
  return { known, partial, missing, wrong };
}

function agreement(claim: readonly string[] | undefined, truth: readonly string[] | undefined): string {
  if (claim === undefined || truth === undefined) return "partial";
  if (claim.length !== truth.length) return "wrong";
  const asked = truth.map((axis, index) => [axis, claim[index]] as const).filter(([axis]) => axis !== "?");
  if (asked.some(([axis, said]) => /^-?\d+$/.test(said ?? "") && said !== axis)) return "wrong";
  return asked.every(([axis, said]) => said === axis) ? "known" : "partial";
}

/** The axes between the parentheses; nothing if their number is not known. */
function axesOf(printed: string): readonly string[] | undefined {
  const inside = /^\((.*)\)/.exec(printed)?.[1];
  if (inside === undefined || inside.includes("*?") || /(^|, )\*/.test(inside)) return undefined;
  return inside === ""
    ? []
    : inside
        .split(",")
        .map((axis) => axis.trim())
        .filter((axis) => axis !== "");
}

const dtypeOf = (printed: string): string | undefined => /\)\s+(\w+)$/.exec(printed)?.[1];
