/** Sentences about which inputs fit a model: the equations that an open run had to assume, solved backwards. */
import type { ModelFact } from "../facts/index.ts";
import type { Interpreter } from "../interp/interpreter.ts";
import { squareSizes } from "../interp/remedy.ts";
import { axisOf, rankOf } from "../shape/index.ts";

type Fits = NonNullable<ModelFact["fits"]>;

export function fittingSizes(it: Interpreter, inputs: ModelFact["inputs"]): Fits {
  const fits: Fits[number][] = [];
  for (const { name, tensor } of inputs) {
    // Images: the last two axes of four are their height and width.
    if (rankOf(tensor.shape) !== 4) continue;
    const height = axisOf(tensor.shape, -2);
    const width = axisOf(tensor.shape, -1);
    if (height === undefined || width === undefined || typeof height === "number" || typeof width === "number")
      continue;
    const sizes = squareSizes(it, height, width);
    if (sizes !== undefined) fits.push({ input: name, sizes });
  }
  return fits;
}

export function modelNotes(fits: Fits): readonly string[] {
  return fits.map(({ input, sizes }) => fitting(input, sizes));
}

function fitting(name: string, sizes: readonly number[]): string {
  if (sizes.length === 0) return `no square \`${name}\` fits`;
  const square = (size: number | undefined): string => `${String(size)}×${String(size)}`;
  const shown = sizes.length <= 3 ? sizes.map(square).join(" or ") : `${square(sizes[0])} to ${square(sizes.at(-1))}`;
  return `\`${name}\` of ${shown} fits`;
}
