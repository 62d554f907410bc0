/**
 * Labels that have one step more than there are scores: what is to come next is told from what came before, so that the first of them has nothing that it could be
 * told from: `targets[:, 1:]`.
 */
import type { Span } from "../../base/span.ts";
import { argumentOf, insertAfter, operandOf } from "../../edits/index.ts";
import type { Operand } from "../../facts/index.ts";
import { asConstant, axisOf, knownDims } from "../../shape/index.ts";
import type { Shape } from "../../shape/index.ts";
import { ancestry } from "../ancestry.ts";
import type { Fix, RuleContext } from "../define.ts";
import { code } from "../words.ts";

type Side = Pick<Operand, "shape" | "span" | "producer">;

export function shiftedLabels(input: Side, target: Side, context: RuleContext): readonly Fix[] {
  const [rows, steps] = [0, 1].map((axis) => asConstant(axisOf(input.shape, axis) ?? -1));
  const isLonger = (shape: Shape): boolean => {
    const [batch, length, ...others] = (knownDims(shape) ?? []).map(asConstant);
    if (length === undefined) return false;
    const areRows = others.length === 0 && batch !== undefined && batch * (length - 1) === rows;
    return length - 1 === steps || areRows;
  };
  const labels = [...written(target, isLonger), ...handed(target, isLonger)];
  return labels.flatMap((span) => {
    const edit = insertAfter(context.facts, span, "[:, 1:]");
    const text = context.facts.text.slice(span.start, span.end);
    const title = `Leave the first step of the labels out: ${code(`${text}[:, 1:]`)}`;
    return context.facts.language === "python" ? [{ title, safe: false, preferred: false, edits: [edit] }] : [];
  });
}

/** The labels as the loss gets them, or what was put in rows for it. */
function written(target: Side, isLonger: (shape: Shape) => boolean): readonly Span[] {
  const own = target.span !== undefined && isLonger(target.shape) ? [target.span] : [];
  const rows = [...ancestry(target.producer, 4)].flatMap(({ call, inputs: [from] }) => {
    const inner: Span | undefined = call === undefined || from === undefined ? undefined : operandOf(call);
    return inner !== undefined && from !== undefined && isLonger(from.tensor.shape) ? [inner] : [];
  });
  return [...own, ...rows];
}

/** The labels that a model's `fit` was given. */
function handed(target: Side, isLonger: (shape: Shape) => boolean): readonly Span[] {
  return [...ancestry(target.producer, 12)].flatMap(({ call, inputs: [from] }) => {
    const given = call === undefined ? undefined : argumentOf(call, "y");
    return given?.span !== undefined && from !== undefined && isLonger(from.tensor.shape) ? [given.span] : [];
  });
}
