/** `einsum`: the equation read, its labels bound to sizes, the output put together. */
import { broadcast, equalDims, isFloating, knownDims, shapeFrom } from "../shape/index.ts";
import type { Dim, DType, FreshSizes, Shape, TensorType } from "../shape/index.ts";
import { anyShape } from "./axis.ts";
import { broadcastNeeds } from "./broadcast.ts";
import { defineOp, result } from "./define.ts";
import { tensors, text } from "./parameters.ts";
import { axes } from "./pattern.ts";
import { promoted } from "./promotion.ts";
import { broadcastable, equal, proof, rankIn } from "./requirement.ts";
import type { Need } from "./requirement.ts";

const dots = "...";

export interface Equation {
  /** Labels of each operand; `...` stands for any axes. */
  readonly inputs: readonly (readonly string[])[];
  readonly output: readonly string[];
}

/** `undefined` where the text is no equation. */
export function parseEquation(text: string): Equation | undefined {
  const [left, right, ...more] = text.replaceAll(" ", "").split("->");
  if (left === undefined || more.length > 0) return undefined;
  const inputs = left.split(",").map(labelsOf);
  const read = inputs.filter((labels) => labels !== undefined);
  if (read.length !== inputs.length) return undefined;
  const output = right === undefined ? implicitOutput(read) : labelsOf(right);
  return output === undefined ? undefined : { inputs: read, output };
}

function labelsOf(word: string): readonly string[] | undefined {
  const labels = word.match(/\.\.\.|[A-Za-z]/g) ?? [];
  const once = labels.filter((label) => label === dots).length <= 1;
  return once && labels.join("") === word ? labels : undefined;
}

/** Without an arrow: what stands in place of the dots, then every label that occurs once, in the order of letters. */
function implicitOutput(inputs: readonly (readonly string[])[]): readonly string[] {
  const all = inputs.flat();
  const once = all.filter((label) => label !== dots && all.filter((other) => other === label).length === 1);
  // Torch sorts capitals before small letters, as their codes are.
  const sorted = [...once].sort((a, b) => (a < b ? -1 : 1));
  return all.includes(dots) ? [dots, ...sorted] : sorted;
}

interface Bound {
  readonly label: string;
  readonly size: Dim;
}

interface Reading {
  readonly bound: readonly Bound[];
  /** The axes in place of the dots, of each operand that has them; `undefined` where not known. */
  readonly runs: readonly (Shape | undefined)[];
}

function bind(equation: Equation, operands: readonly TensorType[]): Reading {
  const bound: Bound[] = [];
  const runs: (Shape | undefined)[] = [];
  for (const [index, labels] of equation.inputs.entries()) {
    const shape = operands[index]?.shape;
    const sizes = shape === undefined ? undefined : knownDims(shape);
    const position = labels.indexOf(dots);
    if (sizes === undefined || (position < 0 ? sizes.length !== labels.length : sizes.length < labels.length - 1)) {
      if (position >= 0) runs.push(undefined);
      continue;
    }
    const extra = sizes.length - labels.length + 1;
    for (const [axis, label] of labels.entries()) {
      const size = sizes[position >= 0 && axis > position ? axis + extra - 1 : axis];
      if (label === dots) runs.push(shapeFrom(sizes.slice(position, position + extra)));
      else if (size !== undefined) bound.push({ label, size });
    }
  }
  return { bound, runs };
}

/** The size of a label: one that is not 1, where there is one. */
function sizeOf(label: string, { bound }: Reading, fresh: FreshSizes): Dim {
  const sizes = bound.filter((each) => each.label === label).map((each) => each.size);
  return sizes.find((size) => !equalDims(size, 1)) ?? sizes[0] ?? fresh.size(label);
}

function dotted({ runs }: Reading, fresh: FreshSizes): Shape {
  const known = runs.filter((run) => run !== undefined);
  return known.length === runs.length ? (broadcast(known, fresh).shape ?? anyShape(fresh)) : anyShape(fresh);
}

/** Every two axes of one label are of one size; within several operands a size of 1 is stretched. */
function sameSizes(reading: Reading): readonly Need<"operands">[] {
  const first = new Map<string, Dim>();
  return reading.bound.flatMap(({ label, size }) => {
    const earlier = first.get(label);
    if (earlier === undefined || equalDims(earlier, 1)) first.set(label, size);
    if (earlier === undefined) return [];
    return [{ ...broadcastable("operands", earlier, size, -1), detail: { label } }];
  });
}

/** The output names each label once, and only those of the operands. */
function outputFits({ inputs, output }: Equation): boolean {
  const known = new Set(inputs.flat());
  return new Set(output).size === output.length && output.every((label) => label === dots || known.has(label));
}

/** Sums of ints may be of a larger type: that depends on the way the sum is taken. */
function sumDType(operands: readonly TensorType[]): DType | undefined {
  const dtype = promoted(operands);
  return dtype === undefined || isFloating(dtype) ? dtype : undefined;
}

const read = (equation: string | undefined): Equation | undefined =>
  equation === undefined ? undefined : parseEquation(equation);

export const einsum = defineOp({
  name: "einsum",
  params: { equation: text(), operands: tensors() },
  requires: {
    equation: ({ equation }) => {
      if (equation === undefined) return undefined;
      const parsed = parseEquation(equation);
      return proof("equation", parsed !== undefined && outputFits(parsed) ? "holds" : "fails");
    },
    "operand-count": ({ equation, operands }) => {
      const parsed = read(equation);
      return parsed === undefined || operands === undefined
        ? undefined
        : equal("operands", operands.length, parsed.inputs.length);
    },
    rank: ({ equation, operands }) =>
      read(equation)?.inputs.map((labels, index) => {
        const shape = operands?.[index]?.shape;
        if (shape === undefined) return undefined;
        return rankIn("operands", shape, labels.includes(dots) ? { min: labels.length - 1 } : [labels.length]);
      }),
    "same-size": ({ equation, operands }) => {
      const parsed = read(equation);
      return parsed === undefined || operands === undefined ? undefined : sameSizes(bind(parsed, operands));
    },
    broadcast: ({ equation, operands }, fresh) => {
      const parsed = read(equation);
      if (parsed === undefined || operands === undefined) return undefined;
      const runs = bind(parsed, operands).runs.filter((run) => run !== undefined);
      return broadcastNeeds(broadcast(runs, fresh), ["operands"] as const);
    },
  },
  result: ({ equation, operands }, fresh) => {
    const parsed = read(equation);
    if (parsed === undefined || operands === undefined) return result(anyShape(fresh));
    const bound = bind(parsed, operands);
    const parts = parsed.output.map((label) => (label === dots ? dotted(bound, fresh) : sizeOf(label, bound, fresh)));
    return result(axes(fresh, ...parts), sumDType(operands), { last: "einsum" });
  },
  promise: ({ equation }, fresh) => {
    const output = read(equation)?.output;
    if (output === undefined) return result(anyShape(fresh));
    return result(axes(fresh, ...output.map((label) => (label === dots ? anyShape(fresh) : fresh.size(label)))));
  },
});
