/** The real library, on its plain JavaScript backend. */
import { createRequire } from "node:module";

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- programs of any kind are run with it
type Library = any;

const load = createRequire(import.meta.url);
console.warn = () => undefined;

export const tf: Library = load("@tensorflow/tfjs");

/** What an expression gives: a shape and a dtype, several of them, or the message with which it throws. */
export type Outcome =
  | { readonly kind: "tensors"; readonly tensors: readonly RealTensor[] }
  | { readonly kind: "throws"; readonly message: string }
  | { readonly kind: "other" };

export interface RealTensor {
  readonly shape: readonly (number | null)[];
  readonly dtype: string;
}

export function outcomeOf(run: () => unknown): Outcome {
  try {
    const value = run();
    const values = Array.isArray(value) ? value : [value];
    const tensors = values.filter(isTensor).map(({ shape, dtype }) => ({ shape: [...shape], dtype }));
    return tensors.length === values.length && tensors.length > 0 ? { kind: "tensors", tensors } : { kind: "other" };
  } catch (error) {
    return { kind: "throws", message: String(error).slice(0, 160) };
  }
}

/** The value of an expression over `tf`. */
export function evaluate(expression: string): unknown {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the cases are our own
  return new Function("tf", `return ${expression};`)(tf) as unknown;
}

function isTensor(value: unknown): value is RealTensor {
  return typeof value === "object" && value !== null && "shape" in value && "dtype" in value;
}

/** Runs something while layers get no weights: applied symbolically, they then allocate nothing. */
export function withoutWeights<T>(run: () => T): T {
  const prototype = tf.layers.Layer.prototype as { addWeight: unknown; _trainableWeights?: unknown[] };
  const { addWeight } = prototype;
  prototype.addWeight = function (
    this: { _trainableWeights: unknown[] },
    name: string,
    shape: number[],
    dtype: string | null,
  ) {
    const weight = {
      name,
      shape,
      dtype: dtype ?? "float32",
      trainable: true,
      write: () => weight,
      dispose: () => undefined,
    };
    this._trainableWeights.push(weight);
    return weight;
  };
  try {
    return run();
  } finally {
    prototype.addWeight = addWeight;
  }
}
