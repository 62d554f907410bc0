/** What goes into the model: the shapes of the program's own call, or the user's; open sizes get a number, and it is told which. */
import type { ModelFact } from "../facts/index.ts";
import { err, ok } from "../base/result.ts";
import type { Result } from "../base/result.ts";
import { asConstant, asDType, evaluateDim, isFloating, knownDims, parseShape, symbolsOf } from "../shape/index.ts";
import type { Dim, TensorType } from "../shape/index.ts";

export interface PlannedInput {
  /** The parameter's name, where it is known. */
  readonly name?: string;
  readonly shape: readonly number[];
  readonly dtype?: string;
  /** Integers below this. */
  readonly bound?: number;
  /** Numbers from 0 to 1 rather than around 0. */
  readonly unit?: boolean;
  /** The sizes that nobody said: `B = 2, H = 224`. */
  readonly assumed?: string;
  /** Their axes: the model's own layers may tell more of them, once it is there. */
  readonly open?: readonly number[];
}

type KnownInput = ModelFact["inputs"][number];
type Fits = NonNullable<ModelFact["fits"]>;
interface OpenInput {
  readonly text: string;
  readonly parameter?: string;
}
interface Inputs {
  readonly inputs: readonly PlannedInput[];
  readonly comparable: boolean;
}

const BATCH = 2;
const IMAGE = 224;
const LENGTH = 16;

export function planInputs(
  wishes: readonly string[],
  known: readonly KnownInput[],
  fits: Fits,
): Result<Inputs, OpenInput> {
  const given: PlannedInput[] = [];
  for (const wish of wishes) {
    const input = readInput(wish);
    if (!input.ok) return err({ text: input.error });
    given.push(input.value);
  }
  const sizes = new Map<number, number>();
  const inputs: PlannedInput[] = [];
  let comparable = true;
  const unnamed = given.filter(({ name }) => name === undefined);
  const wanted = (input: KnownInput): PlannedInput | undefined =>
    given.find(({ name }) => name === input.name) ?? unnamed.shift();
  for (const input of known) {
    const wish = wanted(input);
    if (wish !== undefined) {
      comparable &&= admits(input.tensor, wish.shape, sizes);
      inputs.push({ ...valuesOf(input.tensor), ...wish, name: input.name });
      continue;
    }
    // What the user gives is what goes in: an input that has a default may stay out.
    if (wishes.length > 0 && unnamed.length === 0 && knownDims(input.tensor.shape) === undefined) continue;
    const planned = concrete(input, fits, sizes);
    // Of a single input the model's first layer may tell more, once it is there.
    const isBegun = input.tensor.shape.rest !== undefined && input.tensor.shape.tail.length === 0;
    if ((planned === undefined || isBegun) && known.length === 1) return ok({ inputs: [], comparable });
    if (planned === undefined) return err({ text: `What is the shape of \`${input.name}\`?`, parameter: input.name });
    inputs.push(planned);
  }
  const taken = new Set(inputs.map(({ name }) => name));
  inputs.push(...unnamed, ...given.filter(({ name }) => name !== undefined && !taken.has(name)));
  return ok({ inputs, comparable });
}

/** `(2, 3, 224, 224)`, `2, 16 int64`, `x=(2, 16) int64`. */
function readInput(text: string): Result<PlannedInput, string> {
  const [, name, rest = ""] = /^\s*(?:([A-Za-z_]\w*(?:\[\d+\])?)\s*=\s*)?(.*)$/s.exec(text) ?? [];
  const bare = /^([\d\s,]+?)\s*([a-z]\w*)?$/.exec(rest);
  const written = bare === null ? rest : `(${bare[1] ?? ""},) ${bare[2] ?? ""}`.replace(",,", ",");
  const parsed = parseShape(written);
  const wrong = `\`${text}\` is no shape: write it like (2, 3, 224, 224) or (2, 16) int64`;
  if (!parsed.ok) return err(wrong);
  const shape = parsed.value.axes.map((axis) =>
    axis.kind === "size" && axis.size.kind === "constant" ? axis.size.value : undefined,
  );
  const numbers = shape.filter((size) => size !== undefined);
  if (numbers.length < shape.length) return err(`${wrong}, in numbers`);
  const { dtype } = parsed.value;
  return ok({
    ...(name === undefined ? {} : { name }),
    shape: numbers,
    ...(dtype === undefined ? {} : { dtype }),
  });
}

/** Undefined where nothing is known of the axes. Known ones behind any number of others get a batch before them. */
function concrete(input: KnownInput, fits: Fits, sizes: Map<number, number>): PlannedInput | undefined {
  const { lead, rest, tail } = input.tensor.shape;
  if (rest !== undefined && lead.length + tail.length === 0) return undefined;
  const batched = rest !== undefined && lead.length === 0;
  const dims = batched ? [BATCH, ...tail] : [...lead, ...tail];
  const isOurs = (name: string): boolean => name === input.name || new RegExp(`^${input.name}\\d+$`).test(name);
  const assumed =
    rest === undefined || isOurs(rest.name) ? [] : [`*${rest.name} is ${batched ? `(${String(BATCH)},)` : "()"}`];
  const fitting = fits.find((fit) => fit.input === input.name)?.sizes ?? [];
  dims.forEach((dim, axis) => {
    const usual = usualSize(axis, dims.length, fitting);
    for (const symbol of symbolsOf(dim)) {
      if (sizes.has(symbol.id)) continue;
      const size = Math.min(Math.max(usual, symbol.min), symbol.max);
      sizes.set(symbol.id, size);
      assumed.push(
        symbol.origin === "opaque" || isOurs(symbol.name)
          ? `axis ${String(axis)} is ${String(size)}`
          : `${symbol.name} = ${String(size)}`,
      );
    }
  });
  const open = dims.flatMap((dim, axis) => (symbolsOf(dim).length === 0 ? [] : [axis]));
  const shape = dims.map((dim) => valueOf(dim, sizes));
  if (!shape.every((size) => Number.isSafeInteger(size) && size >= 0)) return undefined;
  return {
    name: input.name,
    shape,
    ...valuesOf(input.tensor),
    ...(assumed.length === 0 ? {} : { assumed: assumed.join(", ") }),
    ...(open.length === 0 ? {} : { open }),
  };
}

/** The last two of four axes are taken for an image's. */
function usualSize(axis: number, rank: number, fitting: readonly number[]): number {
  if (axis === 0) return BATCH;
  if (rank === 4 && axis >= 2) return fitting.includes(IMAGE) ? IMAGE : (fitting[0] ?? IMAGE);
  return LENGTH;
}

function valueOf(dim: Dim, sizes: ReadonlyMap<number, number>): number {
  return asConstant(dim) ?? evaluateDim(dim, (symbol) => sizes.get(symbol.id) ?? NaN);
}

/** Which values may go in. */
function valuesOf({ dtype, reading }: TensorType): Partial<PlannedInput> {
  const bound = reading?.classes?.count ?? (reading?.range?.[1] === undefined ? undefined : reading.range[1] + 1);
  const known = dtype === undefined || asDType(dtype) === undefined ? undefined : dtype;
  const isIndex =
    known !== undefined && !isFloating(known) && bound !== undefined && Number.isFinite(bound) && bound >= 1;
  const isUnit = reading?.range?.[0] === 0 && reading.range[1] === 1;
  return {
    ...(known === undefined ? {} : { dtype: known }),
    ...(isIndex ? { bound: Math.floor(bound) } : {}),
    ...(isUnit ? { unit: true } : {}),
  };
}

/** Whether a shape is one of those that were inferred; symbols that stand alone take its sizes. */
function admits({ shape }: TensorType, given: readonly number[], sizes: Map<number, number>): boolean {
  const dims = knownDims(shape);
  if (dims === undefined) return true;
  if (dims.length !== given.length) return false;
  return dims.every((dim, axis) => {
    const size = given[axis] ?? NaN;
    const [symbol, ...others] = symbolsOf(dim);
    if (
      symbol !== undefined &&
      others.length === 0 &&
      !sizes.has(symbol.id) &&
      valueOf(dim, new Map([[symbol.id, size]])) === size
    )
      sizes.set(symbol.id, size);
    const value = valueOf(dim, sizes);
    return Number.isNaN(value) || value === size;
  });
}
