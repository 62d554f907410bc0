/**
 * Which constructor argument of a layer fixes a size that its input must have, and how its text is rewritten for another size so that it still says
 * where the number comes from. Which size is wrong is the rules' to say.
 */
import type { ArgumentFact, LayerFact } from "../facts/index.ts";
import { argumentOf } from "../edits/index.ts";
import { asConstant, printDim } from "../shape/index.ts";
import type { Dim } from "../shape/index.ts";
import { code, times } from "./words.ts";

const inputArguments: readonly (readonly [RegExp, string])[] = [
  [/\.Linear$/, "in_features"],
  [/\.(RNN|LSTM|GRU)(Cell)?$/, "input_size"],
  [/\.(LayerNorm|RMSNorm)$/, "normalized_shape"],
  [/\.Conv(Transpose)?[123]d$/, "in_channels"],
  [/\.(Sync)?BatchNorm([123]d)?$/, "num_features"],
  [/\.InstanceNorm[123]d$/, "num_features"],
  [/\.GroupNorm$/, "num_channels"],
  [/\.MultiheadAttention$/, "embed_dim"],
  [/\.Transformer(Encoder|Decoder)Layer$/, "d_model"],
];

/** `in_features` for a `Linear`. */
export function inputArgument(layer: LayerFact): string | undefined {
  return inputArguments.find(([pattern]) => pattern.test(layer.className))?.[1];
}

const outputArguments: readonly (readonly [RegExp, string])[] = [
  [/^tf\.layers\.(Dense|LSTM|GRU|SimpleRNN)$/, "units"],
  [/^tf\.layers\.(Separable)?Conv[123]D(Transpose)?$/, "filters"],
  [/^tf\.layers\.Embedding$/, "outputDim"],
  [/\.(Linear|LazyLinear|Bilinear)$/, "out_features"],
  [/^torch\.nn\.(RNN|LSTM|GRU)(Cell)?$/, "hidden_size"],
  [/\.(Lazy)?Conv(Transpose)?[123]d$/, "out_channels"],
  [/^keras\.layers\.(Dense|LSTM|GRU|SimpleRNN)$/, "units"],
  [/^keras\.layers\.(Separable)?Conv[123]D(Transpose)?$/, "filters"],
  [/\.Embedding(Bag)?$/, "embedding_dim"],
];

/** `out_features` for a `Linear`. */
export function outputArgument(layer: LayerFact): string | undefined {
  return outputArguments.find(([pattern]) => pattern.test(layer.className))?.[1];
}

export function creationArgument(
  layer: LayerFact | undefined,
  parameter: string | undefined,
): ArgumentFact | undefined {
  return layer?.creation === undefined || parameter === undefined ? undefined : argumentOf(layer.creation, parameter);
}

/** How the argument's number came about, to be put behind it: " (64·14·14)", " (`width + 10`)", or nothing for a plain number. */
export function derivation(argument: ArgumentFact | undefined): string {
  const text = argument?.text;
  if (text === undefined || /^[\d_]+$/.test(text)) return "";
  const product = productOf(text);
  if (product?.every((factor) => /^\d+$/.test(factor)) === true) return ` (${times(product.map(Number))})`;
  return ` (${code(text)})`;
}

export interface Rewritten {
  readonly text: string;
  /** Only numbers were written before: nothing that has a meaning elsewhere is lost. */
  readonly literal: boolean;
}

/** The argument's text for another size; `factors` are what the size is a product of, where that is known. */
export function rewritten(argument: ArgumentFact, wanted: Dim, factors?: readonly Dim[]): Rewritten | undefined {
  const text = argument.written?.text ?? argument.text;
  const size = asConstant(wanted);
  if (text === undefined || size === undefined || argument.size === undefined) return undefined;
  // What a caller wrote may be handed on to more than this layer.
  const literal = argument.written === undefined && /^[\d_\s*+\-/()]+$/.test(text);
  const product = productOf(text);
  if (product !== undefined)
    return {
      text:
        factors === undefined ? multiple(product, argument, size) : rewrittenProduct(product, argument, size, factors),
      literal,
    };
  return { text: rewrittenSum(argument, text, size) ?? String(size), literal };
}

export const isProduct = ({ text }: ArgumentFact): boolean => productOf(text ?? "") !== undefined;

function productOf(text: string): readonly string[] | undefined {
  return /^[\w.]+(\[-?\d+\])?(\s*\*\s*[\w.]+(\[-?\d+\])?)+$/.test(text)
    ? text.split("*").map((factor) => factor.trim())
    : undefined;
}

/** Keeps a name whose value is still right: `width * 14 * 14` becomes `width * 16 * 16`. */
function rewrittenProduct(
  product: readonly string[],
  argument: ArgumentFact,
  size: number,
  factors: readonly Dim[],
): string {
  if (factors.length !== product.length) {
    const told = factors.filter((factor) => factor !== 1);
    return told.length === 0 ? String(size) : told.map(printDim).join(" * ");
  }
  const { names, nameValue } = namesIn(product, argument);
  return factors
    .map((factor, index) => {
      const name = product[index];
      return name !== undefined && names.includes(name) && nameValue === factor ? name : printDim(factor);
    })
    .join(" * ");
}

/** The names in a product, and what a single one stands for. */
function namesIn(product: readonly string[], { size }: ArgumentFact) {
  const names = product.filter((factor) => !/^\d+$/.test(factor));
  const others = product.filter((factor) => /^\d+$/.test(factor)).reduce((value, factor) => value * Number(factor), 1);
  const whole = size === undefined ? undefined : asConstant(size);
  return { names, nameValue: names.length === 1 && whole !== undefined ? whole / others : undefined };
}

/** `2 * width`, where half of it is wanted, becomes `width`. */
function multiple(product: readonly string[], argument: ArgumentFact, size: number): string {
  const { names, nameValue } = namesIn(product, argument);
  const [name] = names;
  const times = nameValue === undefined || nameValue < smallestWidth ? undefined : size / nameValue;
  if (name === undefined || times === undefined || !Number.isInteger(times)) return String(size);
  return times === 1 ? name : `${String(times)} * ${name}`;
}

/** Of a smaller number many sizes are multiples by chance. */
const smallestWidth = 8;

/** `width + 10`, where 10 less is wanted, becomes `width`. */
function rewrittenSum(argument: ArgumentFact, text: string, size: number): string | undefined {
  const sum = /^(.*\S)\s*([+-])\s*(\d+)$/.exec(text);
  const whole = argument.size === undefined ? undefined : asConstant(argument.size);
  if (sum === null || whole === undefined) return undefined;
  const [, base = "", sign, amount] = sum;
  if (/^[\d\s*+-]+$/.test(base)) return undefined;
  const added = size - whole + (sign === "-" ? -Number(amount) : Number(amount));
  return added === 0 ? base : `${base} ${added < 0 ? "-" : "+"} ${String(Math.abs(added))}`;
}
