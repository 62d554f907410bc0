/**
 * Labels that have one step more than there are scores: what is to come next is told from what came before, so that the first of them has nothing that it could be
 * told from: `targets[:, 1:]`.
 */
import type { Span } from "../../base/span.ts";
import { argumentOf, insertAfter, operandOf, replaceCallee } from "../../edits/index.ts";
import type { CallFact, Operand } from "../../facts/index.ts";
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
  if (context.facts.language !== "python") return [];
  return [...written(target, isLonger), ...handed(target, isLonger)].map(({ span, view }) => {
    const labels = context.facts.text.slice(span.start, span.end);
    const text = `${labels}[:, 1:]`;
    // A slice has gaps in memory, over which PyTorch's `view` cannot join.
    const edit =
      view?.calleeText === `${labels}.view`
        ? replaceCallee(view, `${text}.reshape`)
        : insertAfter(context.facts, span, "[:, 1:]");
    const title = `Leave the first step of the labels out: ${code(text)}`;
    return { title, safe: false, preferred: false, edits: [edit] };
  });
}

interface Place {
  readonly span: Span;
  /** The call that puts it in rows. */
  readonly view?: CallFact;
}

/** The labels as the loss gets them, or what was put in rows for it. */
function written(target: Side, isLonger: (shape: Shape) => boolean): readonly Place[] {
  const own = target.span !== undefined && isLonger(target.shape) ? [{ span: target.span }] : [];
  const rows = [...ancestry(target.producer, 4)].flatMap(({ call, inputs: [from] }) => {
    const inner: Span | undefined = call === undefined || from === undefined ? undefined : operandOf(call);
    return inner !== undefined && call !== undefined && from !== undefined && isLonger(from.tensor.shape)
      ? [{ span: inner, view: call }]
      : [];
  });
  return [...own, ...rows];
}

/** The labels that a model's `fit` was given. */
function handed(target: Side, isLonger: (shape: Shape) => boolean): readonly Place[] {
  return [...ancestry(target.producer, 12)].flatMap(({ call, inputs: [from] }) => {
    const given = call === undefined ? undefined : argumentOf(call, "y");
    return given?.span !== undefined && from !== undefined && isLonger(from.tensor.shape) ? [{ span: given.span }] : [];
  });
}
