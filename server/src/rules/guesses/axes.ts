/** The axis that a call on the way was given, where another may be meant: `concat(…, axis=0)` of features, `mean(dim=1)` without the axis kept. */
import { addArgument, replace } from "../../edits/index.ts";
import type { ArgumentFact, CallFact } from "../../facts/index.ts";
import type { Fix, RuleContext } from "../define.ts";
import { code, excerpt } from "../words.ts";
import { keeping, keptAxis } from "../written-axes.ts";
import type { Maker } from "./makers.ts";

const axisName = /^(dim|axis|axes|dim0|dim1)$/;

export const otherAxes = (makers: readonly Maker[], context: RuleContext): readonly Fix[] =>
  makers.flatMap(({ calls, rank }) =>
    calls.flatMap((call) =>
      call.args
        .filter(({ parameter, written }) => axisName.test(parameter) && written === undefined)
        .flatMap((argument) => fixesOf(call, argument, rank, context)),
    ),
  );

/** One axis, or one of two: `axes=(1, 1)`. */
function fixesOf(call: CallFact, { parameter, span, text }: ArgumentFact, rank: number, context: RuleContext): Fix[] {
  if (span === undefined || text === undefined || !/^[[(]?\s*-?\d+(\s*,\s*-?\d+)?\s*[\])]?$/.test(text)) return [];
  return [...text.matchAll(/-?\d+/g)].flatMap(({ 0: item, index }) => {
    const from = Number(item);
    const axes = Array.from({ length: rank }, (_, axis) => (from < 0 ? axis - rank : axis));
    return axes.flatMap((axis) => {
      const written = text.slice(0, index) + String(axis) + text.slice(index + item.length);
      const title = `Set ${code(parameter)} to ${code(written)} (${context.where({ path: call.path, span })})`;
      return axis === from
        ? []
        : [{ title, safe: false, preferred: false, edits: [replace(call.path, span, written)] }];
    });
  });
}

/** Reductions that do not keep their axis, kept: what is left then meets its own row. */
export const keptAxes = (makers: readonly Maker[], context: RuleContext): readonly Fix[] =>
  makers
    .filter(({ isReduction, operation }) => isReduction && keeping.test(operation))
    .flatMap(({ calls: [call] }) => {
      const [source, written] = [call && context.source(call.path), call && keptAxis(call, context.facts)];
      const edit = call && source && written !== undefined ? addArgument(source, call, written) : undefined;
      if (call === undefined || source === undefined || edit === undefined) return [];
      const text = source.text.slice(call.span.start, edit.span.start) + edit.newText;
      const whole = excerpt(text + source.text.slice(edit.span.end, call.span.end), 60);
      return [{ title: `Keep the axis: ${code(whole)}`, safe: false, preferred: false, edits: [edit] }];
    });
