/** The axes of one side in the order of the other, where both have the same sizes: `bias.permute(2, 0, 1)`. */
import { replace, withSuffix } from "../../edits/index.ts";
import type { Operand } from "../../facts/index.ts";
import { equalDims, knownDims } from "../../shape/index.ts";
import type { Dim } from "../../shape/index.ts";
import type { Fix, RuleContext } from "../define.ts";
import { importedName } from "../keras-words.ts";
import { hasMethods } from "../story.ts";
import { code, excerpt } from "../words.ts";

export function turnedAxes(operands: readonly Operand[], context: RuleContext): readonly Fix[] {
  const [one, other] = operands;
  return one === undefined || other === undefined
    ? []
    : [...turned(one, other, context), ...turned(other, one, context)];
}

/** The first axis stays where it is: it counts samples. */
function turned(operand: Operand, model: Operand, { facts }: RuleContext): readonly Fix[] {
  const [has, wanted] = [knownDims(operand.shape), knownDims(model.shape)];
  if (operand.span === undefined || has === undefined || wanted?.length !== has.length || has.length > 5) return [];
  // Of axes of one size the order stays.
  const order = permutations(has.slice(1).map((_, axis) => axis + 1)).find((each) =>
    each.every((from, at) => fits(has[from] ?? -1, wanted[at + 1] ?? -2)),
  );
  if (order === undefined) return [];
  const axes = [0, ...order].join(", ");
  const title = (text: string): string => `Put the axes in the other's order: ${code(excerpt(text, 60))}`;
  if (hasMethods(operand) && facts.language === "python") {
    const { text, edit } = withSuffix(facts, operand.span, `.permute(${axes})`);
    return [{ title: title(text), safe: false, preferred: false, edits: [edit] }];
  }
  const { start, end } = operand.span;
  const module = moduleOf(operand, facts.text);
  if (module === undefined || facts.language !== "python") return [];
  const text = `${module}.transpose(${facts.text.slice(start, end)}, (${axes}))`;
  return [{ title: title(text), safe: false, preferred: false, edits: [replace(facts.path, operand.span, text)] }];
}

function moduleOf({ library }: Operand, text: string): string | undefined {
  if (library === "numpy") return importedName(text, "numpy");
  if (/^from keras import (.*, *)?ops\b/m.test(text)) return "ops";
  return /^import keras\b/m.test(text) ? "keras.ops" : importedName(text, "tensorflow");
}

const fits = (size: Dim, wanted: Dim): boolean => size === 1 || wanted === 1 || equalDims(size, wanted);

function permutations(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) => permutations(items.filter((each) => each !== item)).map((rest) => [item, ...rest]));
}
