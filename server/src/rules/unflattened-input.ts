/** Images given to a model of Keras that was made for their pixels in one row. */
import { argumentOf, replace } from "../edits/index.ts";
import type { BrokenRequirement } from "../facts/index.ts";
import { asConstant, knownDims, product } from "../shape/index.ts";
import type { RuleContext } from "./define.ts";
import { importedName } from "./keras-words.ts";
import type { Advice } from "./keras-words.ts";
import { subjectOperand } from "./story.ts";
import { code, times } from "./words.ts";

export function unflattenedInput(broken: BrokenRequirement, { facts }: RuleContext): Advice | undefined {
  const { call, operands } = broken;
  const expected = operands.find(({ parameter }) => parameter === "wanted")?.shape;
  const [, wanted, ...others] = (expected && knownDims(expected)) ?? [];
  const input = subjectOperand(broken);
  const sample = input === undefined ? undefined : knownDims(input.shape)?.slice(1);
  const features = wanted === undefined ? undefined : asConstant(wanted);
  if (features === undefined || others.length > 0 || sample === undefined || sample.length < 2) return undefined;
  if (asConstant(product(sample)) !== features) return undefined;
  const row = `(-1, ${String(features)})`;
  const sentence = ` Flattened, each sample has ${times(sample)} = ${String(features)} features: ${code(`reshape${row}`)}.`;
  const given = call === undefined ? undefined : (argumentOf(call, "x") ?? argumentOf(call, "inputs") ?? call.args[0]);
  const module = importedName(facts.text, "numpy") ?? importedName(facts.text, "tensorflow");
  // The argument itself, not what it holds beside targets.
  if (call?.path !== facts.path || given?.span === undefined || given.text === undefined || module === undefined)
    return { sentence };
  if (given.tensor === undefined || knownDims(given.tensor.shape)?.length !== sample.length + 1) return { sentence };
  const isSame = knownDims(given.tensor.shape)?.every((size, axis) => axis === 0 || size === sample[axis - 1]) === true;
  if (!isSame) return { sentence };
  const written = `${module}.reshape(${given.text}, ${row})`;
  // An autoencoder is given its own input as labels.
  const alike = call.args.filter(({ text, span }) => text === given.text && span !== undefined);
  const edits = alike.flatMap(({ span }) => (span === undefined ? [] : [replace(facts.path, span, written)]));
  return { sentence, fix: { title: `Write \`${written}\``, safe: false, preferred: true, edits } };
}
