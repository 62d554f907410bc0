/**
 * When a known input breaks a model: which square inputs would fit, everything else as written. The call is run once more with
 * the sides of the input open, and what that had to assume about them is solved.
 */
import type { BrokenRequirement, InputRemedy } from "../facts/index.ts";
import { axisOf, findSizes, rankOf, replaceAxis, symbol, symbolsOf } from "../shape/index.ts";
import type { Dim, Shape, SizeSymbol } from "../shape/index.ts";
import type { CallRecord } from "./frames.ts";
import type { Interpreter } from "./interpreter.ts";
import { RaiseSignal } from "./signals.ts";
import type { CallArguments, InstanceValue, TensorValue, Value } from "./values.ts";

const largestImage = 2048;
/** Operations between a pool and the layer that breaks: flattening, activations, dropout, layers of a head. */
const stepsBack = 12;

/** Square sizes of two axes that satisfy every assumed equation about them; `undefined` where none speaks of them alone. */
export function squareSizes(it: Interpreter, height: Dim, width: Dim): readonly number[] | undefined {
  const symbols = [...symbolsOf(it.assumptions.resolve(height)), ...symbolsOf(it.assumptions.resolve(width))];
  const equations = [...it.assumptions.equations.values()]
    .map(({ left, right }) => ({ left: it.assumptions.resolve(left), right: it.assumptions.resolve(right) }))
    .filter(({ left, right }) => concerns(left, symbols) || concerns(right, symbols));
  if (equations.length === 0 || symbols.length === 0) return undefined;
  const alone = equations.every(({ left, right }) =>
    [...symbolsOf(left), ...symbolsOf(right)].every((s) => symbols.some((t) => t.id === s.id)),
  );
  const min = Math.max(1, ...symbols.map((each) => each.min));
  return alone ? findSizes(equations, symbols, { min, max: largestImage }) : undefined;
}

function concerns(size: Dim, symbols: readonly SizeSymbol[]): boolean {
  return symbolsOf(size).some((s) => symbols.some((t) => t.id === s.id));
}

/** Adds the remedy to the reports that the call made, from `firstReport` on. */
export function addRemedy(
  it: Interpreter,
  callee: InstanceValue,
  args: CallArguments,
  site: CallRecord,
  firstReport: number,
): void {
  const { broken } = it.recorder;
  const input = args.positional.find((a): a is TensorValue => a.kind === "tensor");
  const shape = input === undefined ? undefined : it.assumptions.resolveShape(input.type.shape);
  if (input === undefined || shape === undefined || (rankOf(shape) ?? 0) < 3) return;
  if (!broken.slice(firstReport).some((b) => b.relation.kind === "equal" && !isPooledToSize(b))) return;
  const fitting = it.recorder.muted(() => fittingSizes(it, callee, args, input, shape));
  if (fitting === undefined) return;
  const remedy: InputRemedy = { input: shape, place: madeAt(input, site), ...fitting };
  for (let i = firstReport; i < broken.length; i++) {
    const report = broken[i] as BrokenRequirement;
    if (report.relation.kind === "equal") it.recorder.replace(i, { ...report, remedy });
  }
}

/** What broke stands behind an adaptive pool, which gives the same size for any image: none would help. */
function isPooledToSize({ operands, subject }: BrokenRequirement): boolean {
  const wrong = operands.find((operand) => operand.parameter === subject) ?? operands[0];
  let at = wrong?.producer;
  for (let steps = 0; at !== undefined && steps < stepsBack; steps++) {
    if (at.operation.startsWith("adaptive_")) return true;
    at = at.inputs[0]?.producer;
  }
  return false;
}

type Fitting = Pick<InputRemedy, "sizes" | "axes">;

/** With the last two axes open, or the two before the last, if the network fixes that by itself: its channels. */
function fittingSizes(
  it: Interpreter,
  callee: InstanceValue,
  args: CallArguments,
  input: TensorValue,
  shape: Shape,
): Fitting | undefined {
  const open = (name: string): Dim => symbol({ id: it.nextId(), name, origin: "open", min: 1, max: Infinity });
  const fit = (tall: number, wide: number): Fitting | "channels" | undefined => {
    const half = replaceAxis(shape, tall, open("H"));
    const opened = half === undefined ? undefined : replaceAxis(half, wide, open("W"));
    if (opened === undefined) return undefined;
    const tensor = it.tensor({ ...input.type, shape: opened });
    try {
      it.call(callee, { ...args, positional: args.positional.map((a): Value => (a === input ? tensor : a)) });
    } catch (signal) {
      if (!(signal instanceof RaiseSignal)) throw signal;
      return undefined;
    }
    const after = it.assumptions.resolveShape(opened);
    const [height, width] = [axisOf(after, tall), axisOf(after, wide)];
    if (height === undefined || width === undefined) return undefined;
    if (typeof height === "number" && height === width) return { sizes: [height], axes: [tall, wide] };
    const isFixed = (size: Dim, axis: number): boolean => typeof size === "number" && size === axisOf(shape, axis);
    if (isFixed(width, wide)) return "channels";
    const sizes = squareSizes(it, height, width);
    // The channels of a series are no side of an image either.
    return sizes && { sizes, axes: isFixed(height, tall) ? [wide] : [tall, wide] };
  };
  const found = it.hypothetically(() => fit(-2, -1));
  if (found !== "channels") return found;
  const behind = (rankOf(shape) ?? 0) > 3 ? it.hypothetically(() => fit(-3, -2)) : undefined;
  return behind === "channels" ? undefined : behind;
}

/** Where the input was made, or else where it is handed in. */
function madeAt(input: TensorValue, site: CallRecord): InputRemedy["place"] {
  const record = input.producer?.call ?? site;
  return { path: record.module.path, span: record.expression.span };
}
