/** A size that was asked of one axis of a tensor where another axis of it has the wanted one: `targets.shape[1]` where the steps stand first. */
import { replace } from "../../edits/index.ts";
import { asConstant, knownDims } from "../../shape/index.ts";
import type { Fix, RuleContext } from "../define.ts";
import { code } from "../words.ts";

export function otherSizes(has: number, wanted: number, { facts }: RuleContext): readonly Fix[] {
  return facts.values.flatMap(({ span, text, tensor, role }) => {
    const asked = /^\.(?:shape\[|size\()(-?\d+)[\])]/.exec(facts.text.slice(span.end));
    const sizes = role === "expression" ? knownDims(tensor.shape)?.map(asConstant) : undefined;
    const [whole, axis] = asked ?? [];
    if (sizes === undefined || whole === undefined || axis === undefined || sizes.at(Number(axis)) !== has) return [];
    const others = sizes.flatMap((size, at) => (size === wanted ? [at] : []));
    const start = span.end + whole.length - 1 - axis.length;
    return others.map((other) => {
      const written = String(axis.startsWith("-") ? other - sizes.length : other);
      const title = `Write ${code(text + whole.replace(axis, written))}`;
      return {
        title,
        safe: false,
        preferred: false,
        edits: [replace(facts.path, { start, end: start + axis.length }, written)],
      };
    });
  });
}
