/** A size that is written as a product of numbers, `32 * 6 * 6`, with another factor: the side of a feature map, or its channels. */
import { replace } from "../../edits/index.ts";
import type { Fix, RuleContext } from "../define.ts";
import { code } from "../words.ts";
import { isRemark } from "./numbers.ts";

const product = /(?<![\w.*]\s*)\d+(\s*\*\s*\d+)+(?!\s*[*.\w])/g;

export function otherFactors(has: number, wanted: number, context: RuleContext): readonly Fix[] {
  const { path, text, others } = context.facts;
  return [...new Map([[path, text], ...(others ?? [])])].flatMap(([file, source]) =>
    [...source.matchAll(product)]
      .filter(({ 0: written, index }) => valueOf(written) === has && !isRemark(source, index))
      .flatMap(({ 0: written, index }) =>
        [...written.matchAll(/\d+/g)].flatMap(({ 0: factor, index: at }) => {
          const other = (Number(factor) * wanted) / has;
          if (!Number.isInteger(other)) return [];
          const start = index + at;
          const place = { path: file, span: { start, end: start + factor.length } };
          const whole = written.slice(0, at) + String(other) + written.slice(at + factor.length);
          const title = `Write ${code(whole)} for ${code(written)} (${context.where(place)})`;
          return [{ title, safe: false, preferred: false, edits: [replace(file, place.span, String(other))] }];
        }),
      ),
  );
}

const valueOf = (written: string): number => written.split("*").reduce((value, factor) => value * Number(factor), 1);
