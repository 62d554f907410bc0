/** What `softmax-head.ts` is for PyTorch, for Keras and TensorFlow.js: the last `Dense`, its activation by name, the loss that the model is compiled with. */
import { argumentOf, setArgument } from "../edits/index.ts";
import type { FileEdit } from "../edits/index.ts";
import type { CallFact } from "../facts/index.ts";
import { classCounts } from "./class-counts.ts";
import { compileFor, isCompiled, kindOf } from "./compiled-losses.ts";
import type { Kind } from "./compiled-losses.ts";
import { allOf, distinctEdits } from "./define.ts";
import type { Offer, Refactoring, Scene } from "./define.ts";
import { isReadOtherwise } from "./consumers.ts";
import { headsAt } from "./heads.ts";
import type { Head, HeadUse } from "./heads.ts";
import { toFloats } from "../rules/spelling.ts";
import { suffixed } from "./labels.ts";
import { softmaxOfAny } from "./softmax-head.ts";
import {
  askForLargest,
  comparedLabels,
  holdAgainst,
  isLargest,
  isMiddle,
  meansYes,
  predictionsOf,
} from "./predictions.ts";
import type { Prediction } from "./predictions.ts";

const squashes = { binary: "sigmoid", sparse: "softmax" } as const;

export const compiledHeads: Offer = (scene) =>
  headsAt(scene).flatMap((head) => {
    if (head.units === 1 && head.uses.every((use) => isOf("binary", use)))
      return classCounts(head, scene).flatMap(({ text }) => {
        const title = `Convert to a softmax head over ${text} classes`;
        const converted = convert(title, head, text, "sparse", scene);
        return converted === undefined ? [] : { ...converted, forAnyCount: softmaxOfAny };
      });
    if (head.units === 2 && head.uses.every((use) => isOf("sparse", use)))
      return convert("Convert to a sigmoid head with one unit", head, "1", "binary", scene) ?? [];
    return [];
  });

/** The loss and what stands before it fit: both of the kind, or scores for a loss that squashes them itself. */
function isOf(kind: Kind, { loss, activation }: HeadUse): boolean {
  const expected = loss.contract.input === "logits" ? undefined : squashes[kind];
  return isCompiled(loss) && kindOf(loss) === kind && activation?.operation === expected;
}

function convert(title: string, head: Head, units: string, to: Kind, scene: Scene): Refactoring | undefined {
  const unitsEdit = setArgument(head.creation, head.parameter, units);
  const predictions = predictionsOf(head, scene.all());
  if (isReadOtherwise(head, predictions, scene.all())) return undefined;
  const edits = allOf([
    unitsEdit && [unitsEdit],
    ...head.uses.map((use) => useAs(to, use)),
    ...predictions.map((prediction) => predictionAs(to, prediction, scene)),
  ]);
  return edits && { title, edits: distinctEdits(edits) };
}

function useAs(to: Kind, use: HeadUse): readonly FileEdit[] | undefined {
  const { loss, activation, facts } = use;
  const made = activation?.layer?.creation;
  return allOf([
    compileFor(loss, to, facts),
    activation === undefined ? [] : made && activate(made, squashes[to]),
    to === "sparse" ? wholeNumbers(use) : [],
  ]);
}

/** TensorFlow.js rounds class numbers, and rounds no integers. */
function wholeNumbers({ loss, facts }: HeadUse): readonly FileEdit[] | undefined {
  const { target } = loss;
  if (facts.language === "python" || target?.tensor.dtype === "float32") return [];
  if (target?.span === undefined) return undefined;
  return suffixed({ path: facts.path, span: target.span, text: target.text ?? "" }, toFloats(facts));
}

/** `activation="sigmoid"` of the layer, or of a layer that is nothing else. */
function activate(creation: CallFact, name: string): readonly FileEdit[] | undefined {
  const argument = argumentOf(creation, "activation");
  const text = argument?.written?.text ?? argument?.text ?? "";
  const quote = /^(["'])\w+\1$/.exec(text)?.[1];
  const edit = quote === undefined ? undefined : setArgument(creation, "activation", quote + name + quote);
  return edit && [edit];
}

function predictionAs(to: Kind, prediction: Prediction, scene: Scene): readonly FileEdit[] | undefined {
  if (to === "binary")
    return isLargest(prediction)
      ? holdAgainst(prediction, prediction.trace.activation === undefined ? "0" : "0.5")
      : undefined;
  const isRounded = prediction.operation === "round" && prediction.trace.activation !== undefined;
  if (!isRounded && !(meansYes(prediction) && isMiddle(prediction))) return undefined;
  return allOf([askForLargest(prediction), comparedLabels(prediction, scene)]);
}
