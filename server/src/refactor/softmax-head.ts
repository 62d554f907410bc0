/**
 * A sigmoid head of PyTorch becomes one with a unit for each class, and a softmax head of two classes becomes one unit: the layer, the activation, the
 * loss, the labels and the predictions change together.
 */
import { setArgument } from "../edits/index.ts";
import { rankOf } from "../shape/index.ts";
import type { FileEdit } from "../edits/index.ts";
import { allOf, distinctEdits } from "./define.ts";
import type { Offer, Refactoring, Scene } from "./define.ts";
import { isReadOtherwise } from "./consumers.ts";
import { headsAt } from "./heads.ts";
import type { Head, HeadUse } from "./heads.ts";
import { asColumn, asIndices } from "./labels.ts";
import { classCounts } from "./class-counts.ts";
import type { ClassCount } from "./class-counts.ts";
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
import { removal } from "./removal.ts";
import { replaceCallee } from "../edits/index.ts";
import { changeLoss, isLoss, torchLosses } from "./torch-losses.ts";

export const softmaxHead: Offer = (scene) =>
  headsAt(scene)
    .filter((head) => head.units === 1 && head.uses.every(isBinary))
    .flatMap((head) => classCounts(head, scene).flatMap((classes) => toSoftmax(head, classes, scene) ?? []));

export const sigmoidHead: Offer = (scene) =>
  headsAt(scene)
    .filter((head) => head.units === 2 && head.uses.every(isOfClasses))
    .flatMap((head) => toSigmoid(head, scene) ?? []);

const isBinary = ({ loss, activation }: HeadUse): boolean =>
  isLoss(loss, torchLosses.bce)
    ? activation?.operation === "sigmoid"
    : isLoss(loss, torchLosses.bceWithLogits) && activation === undefined;

const isOfClasses = ({ loss, activation }: HeadUse): boolean =>
  isLoss(loss, torchLosses.nll)
    ? activation?.operation === "log_softmax"
    : isLoss(loss, torchLosses.crossEntropy) && activation === undefined;

export const softmaxOfAny = "Convert to a softmax head over N classes";

function toSoftmax(head: Head, classes: ClassCount, scene: Scene): Refactoring | undefined {
  const predictions = predictionsOf(head, scene.all());
  if (isReadOtherwise(head, predictions, scene.all())) return undefined;
  const edits = allOf([
    units(head, classes.text),
    ...head.uses.map((use) => useOfClasses(use, scene)),
    ...predictions.map((prediction) => largestOf(prediction, scene)),
  ]);
  const title = `Convert to a softmax head over ${classes.text} classes`;
  return edits && { title, forAnyCount: softmaxOfAny, edits: distinctEdits(edits) };
}

function units({ creation, parameter }: Head, text: string): readonly FileEdit[] | undefined {
  const edit = setArgument(creation, parameter, text);
  return edit && [edit];
}

function useOfClasses(use: HeadUse, scene: Scene): readonly FileEdit[] | undefined {
  const { loss, activation, facts, head } = use;
  // PyTorch's losses want the classes behind the batch.
  if (head.operation === "linear" && (rankOf(head.output.shape) ?? 0) > 2) return undefined;
  return allOf([
    changeLoss(loss, torchLosses.crossEntropy, scene),
    activation === undefined ? [] : removal(activation, scene),
    withoutUnitMoves(use, scene),
    loss.target && asIndices(loss.target, facts.path, scene),
  ]);
}

/** What takes the single unit's axis away goes: several units need theirs. `undefined` where it takes more than that. */
function withoutUnitMoves({ moves }: Pick<HeadUse, "moves">, scene: Scene): readonly FileEdit[] | undefined {
  return allOf(
    moves.map((move) => {
      const input = move.inputs[0]?.tensor;
      const [before, after] = [input && rankOf(input.shape), rankOf(move.output.shape)];
      if (!/^(squeeze|view|reshape|flatten|index)$/.test(move.operation)) return [];
      if (before === undefined || after === undefined) return undefined;
      if (after === before - 1) return removal(move, scene);
      if (after === before) return /^(view|reshape)$/.test(move.operation) ? removal(move, scene) : [];
      // `flatten(1)` keeps the units apart, whatever lies behind them.
      return move.operation === "flatten" && after === 2 ? [] : undefined;
    }),
  );
}

function largestOf(prediction: Prediction, scene: Scene): readonly FileEdit[] | undefined {
  const { trace, operation } = prediction;
  if (operation !== "round" && !(meansYes(prediction) && isMiddle(prediction))) return undefined;
  if (operation === "round" && trace.activation?.operation !== "sigmoid") return undefined;
  return allOf([
    trace.activation === undefined ? [] : removal(trace.activation, scene),
    withoutUnitMoves(trace, scene),
    askForLargest(prediction),
    comparedLabels(prediction, scene),
  ]);
}

function toSigmoid(head: Head, scene: Scene): Refactoring | undefined {
  const predictions = predictionsOf(head, scene.all());
  if (isReadOtherwise(head, predictions, scene.all())) return undefined;
  const edits = allOf([
    units(head, "1"),
    ...head.uses.map((use) => binaryUse(use, scene)),
    ...predictions.map((prediction) => thresholdOf(prediction, head, scene)),
  ]);
  return edits && { title: "Convert to a sigmoid head with one unit", edits: distinctEdits(edits) };
}

function binaryUse({ loss, activation, facts }: HeadUse, scene: Scene): readonly FileEdit[] | undefined {
  return allOf([
    changeLoss(loss, activation === undefined ? torchLosses.bceWithLogits : torchLosses.bce, scene),
    activation === undefined ? [] : squashEach(activation),
    loss.target && asColumn(loss.target, facts.path, scene),
  ]);
}

/** `F.log_softmax(x, dim=1)` becomes `F.sigmoid(x)`, `nn.LogSoftmax(dim=1)` becomes `nn.Sigmoid()`. */
function squashEach({ call, layer }: NonNullable<HeadUse["activation"]>): readonly FileEdit[] | undefined {
  const written = layer === undefined ? call : layer.creation;
  if (written === undefined) return undefined;
  const name = /^(.*\.)?(LogSoftmax|log_softmax)$/.exec(written.calleeText);
  if (name === null) return undefined;
  const axis = written.args.find(({ parameter }) => parameter === "dim");
  const dropped = written.args.filter(({ parameter }) => /^(dim|dtype|_stacklevel)$/.test(parameter));
  const input = written.args.find(({ parameter }) => parameter === "input");
  const to = layer === undefined ? "sigmoid" : "Sigmoid";
  const callee = replaceCallee(written, `${name[1] ?? ""}${to}`);
  if (axis?.span === undefined || dropped.length === 0) return [callee];
  const start = input?.span?.end ?? written.calleeSpan.end + 1;
  return [callee, { path: written.path, span: { start, end: written.span.end - 1 }, newText: "" }];
}

function thresholdOf(prediction: Prediction, head: Head, scene: Scene): readonly FileEdit[] | undefined {
  if (!isLargest(prediction)) return undefined;
  const { activation } = prediction.trace;
  const ofHead = head.uses.some((use) => use.activation?.call?.span.start === activation?.call?.span.start);
  const isOwn = activation !== undefined && !ofHead;
  return allOf([
    isOwn ? removal(activation, scene) : [],
    holdAgainst(prediction, activation === undefined || isOwn ? "0" : "0.5"),
  ]);
}
