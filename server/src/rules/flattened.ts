/** What was flattened into the features of a layer: a feature map that a pool can bring to the wanted size, a sample without its batch. */
import { insert, operandOf, replace } from "../edits/index.ts";
import type { Operand } from "../facts/index.ts";
import { asConstant, equalDims, knownDims, product } from "../shape/index.ts";
import type { Dim } from "../shape/index.ts";
import type { Fix, RuleContext } from "./define.ts";
import { nnSpelling } from "./heads.ts";
import { missingBatch } from "./missing-batch.ts";
import type { MissingBatch } from "./missing-batch.ts";
import { code } from "./words.ts";

/** The axes of what was flattened, the batch first. */
export function before(input: Operand | undefined): readonly Dim[] | undefined {
  const { producer } = input ?? {};
  const from = producer?.inputs[0]?.tensor.shape;
  const isFlat = from !== undefined && /^(flatten|view|reshape)$/.test(producer?.operation ?? "");
  return isFlat ? knownDims(from) : undefined;
}

/** A sample whose own axes, all together, are what is expected: its first axis was taken for the batch. */
export function flattenedSample(input: Operand | undefined, expected: Dim): MissingBatch | undefined {
  const dims = before(input);
  if (dims === undefined || dims.length < 3 || !equalDims(product(dims), expected)) return undefined;
  return missingBatch(input?.producer);
}

/** An adaptive pool before the flattening, where one brings the map to what is expected. */
export function poolFix(input: Operand | undefined, expected: Dim, { facts }: RuleContext): Fix | undefined {
  const { producer } = input ?? {};
  const [, channels, height, width] = (before(input) ?? []).map(asConstant);
  const wanted = asConstant(expected);
  if (before(input)?.length !== 4 || channels === undefined || wanted === undefined || facts.language !== "python")
    return undefined;
  const side = Math.sqrt(wanted / channels);
  const isSmaller = height !== undefined && width !== undefined && side <= height && side <= width;
  const isThere = side === height && side === width;
  if (!Number.isInteger(side) || side < 1 || !isSmaller || isThere || producer === undefined) return undefined;
  const nn = nnSpelling(facts.text);
  const title = `Pool to ${String(side)}×${String(side)} before ${code(producer.call?.calleeText ?? "flatten")}`;
  const { call, layer } = producer;
  const creation = layer?.creation;
  if (layer !== undefined && call?.callee !== layer.className) {
    if (creation?.path !== facts.path) return undefined;
    const pool = `${nn}.AdaptiveAvgPool2d(${String(side)}), `;
    const name = `Pool to ${String(side)}×${String(side)} before ${code(creation.calleeText)}`;
    return { title: name, safe: false, preferred: false, edits: [insert(facts.path, creation.span.start, pool)] };
  }
  const inner = call && operandOf(call);
  if (call?.path !== facts.path || inner === undefined) return undefined;
  const text = facts.text.slice(inner.start, inner.end);
  const pooled = `${nn}.functional.adaptive_avg_pool2d(${text}, ${String(side)})`;
  return { title, safe: false, preferred: false, edits: [replace(facts.path, inner, pooled)] };
}

/** The mean of a feature map in the place of its flattening, where a layer of Keras looks for as many features as the map has channels. */
export function globalPoolFix(input: Operand | undefined, expected: Dim, { facts }: RuleContext): Fix | undefined {
  let at = input?.producer;
  for (let steps = 0; at !== undefined && steps < 6; steps++) {
    const { layer, inputs } = at;
    const map = inputs[0] && knownDims(inputs[0].tensor.shape);
    if (layer?.className === "keras.layers.Flatten") {
      const { creation } = layer;
      const isChannels = map !== undefined && map.length > 2 && map.length < 6 && equalDims(map.at(-1) ?? -1, expected);
      if (!isChannels || creation?.path !== facts.path) return undefined;
      const pool = creation.calleeText.replace(/Flatten$/, `GlobalAveragePooling${String(map.length - 2)}D`);
      const edits = [replace(facts.path, creation.calleeSpan, pool)];
      return pool.includes(".") ? { title: `Use ${code(pool)}`, safe: false, preferred: true, edits } : undefined;
    }
    at = inputs[0]?.producer;
  }
  return undefined;
}
