/**
 * Labels that have another shape than the output of a model of TensorFlow.js: one label for several units, or a loss that chooses among classes for one
 * unit. Which of the two is wrong is told by the loss that the model was compiled with, and by its last activation.
 */
import { asOperand } from "../edits/index.ts";
import type { BrokenRequirement, LossCallFact, Operand } from "../facts/index.ts";
import { rankOf } from "../shape/index.ts";
import { setActivation } from "./activations.ts";
import type { Fix, RuleContext } from "./define.ts";
import { both, compileWith } from "./losses.ts";
import { resizeHead } from "./resize-head.ts";
import { headOf, isRaw } from "./scores.ts";

/** What the loss of a model compares, as far as it is known. */
export interface Compared {
  readonly broken: BrokenRequirement;
  readonly input: Operand;
  readonly target: Operand;
  readonly loss: LossCallFact | undefined;
}

type Units = "classes" | "probabilities" | "numbers";

/** What several units are: classes for a loss over those, shares of one probability, or so many numbers. */
function unitsOf({ broken, loss }: Compared): Units {
  if (broken.operation.endsWith("categorical_crossentropy")) return "classes";
  return loss?.input.tensor.reading?.last === "softmax" ? "probabilities" : "numbers";
}

export function oneLabelSentence(found: Compared, units: number): string {
  const sentences: Readonly<Record<Units, string>> = {
    classes: `One label for ${String(units)} scores is a choice between classes: that is \`sparseCategoricalCrossentropy\`, or labels made with \`tf.oneHot\`.`,
    probabilities: `One label for ${String(units)} probabilities is a choice between classes: that is \`sparseCategoricalCrossentropy\`.`,
    numbers: `The last layer has ${String(units)} units for one label: give it one.`,
  };
  return sentences[unitsOf(found)];
}

/** Another loss, one-hot labels or one unit, where a model of several units meets one label. */
export function oneLabelFixes(found: Compared, units: number, context: RuleContext): readonly (Fix | undefined)[] {
  const { broken, input, target } = found;
  const kind = unitsOf(found);
  if (kind === "numbers") return resizeHead(input.producer, -1, 1, context);
  const sparse = compileWith("sparseCategoricalCrossentropy", broken.call, context, broken.part);
  return kind === "classes" ? [sparse, oneHot(target, units, context)] : [sparse];
}

/** A unit for each class, or the loss of yes and no, where a loss among classes meets one unit. */
export function oneUnitFixes({ broken, input, loss }: Compared, context: RuleContext): readonly (Fix | undefined)[] {
  const classes = loss?.target?.tensor.reading?.classes;
  if (classes !== undefined && classes.count > 2)
    return classes.kind === "exactly" ? resizeHead(input.producer, -1, classes.count, context) : [];
  const binary = compileWith("binaryCrossentropy", broken.call, context, broken.part);
  if (loss === undefined || !isRaw(loss.input.tensor.reading)) return [binary];
  // That loss takes probabilities.
  const head = loss.input.producer && headOf(loss.input.producer)?.layer;
  return [both(binary, setActivation(head, "sigmoid", context))];
}

/** Class numbers as rows of zeros with a single one; those in a column lose its axis. */
function oneHot({ span, text, shape }: Operand, classes: number, { facts }: RuleContext): Fix | undefined {
  if (span === undefined || text === undefined) return undefined;
  const tf = /^import \* as (\w+) from ["']@tensorflow\/tfjs/m.exec(facts.text)?.[1] ?? "tf";
  const numbers = asOperand(text) + (rankOf(shape) === 2 ? ".squeeze([1])" : "");
  const written = `${tf}.oneHot(${numbers}.toInt(), ${String(classes)})`;
  const edits = [{ path: facts.path, span, newText: written }];
  return { title: `Write \`${written}\``, safe: false, preferred: false, edits };
}
