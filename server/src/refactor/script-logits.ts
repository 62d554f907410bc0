/**
 * What `compiled-logits.ts` is for Keras, for TensorFlow.js: the last layer loses its activation, and the loss by name becomes a function of `tf.losses` that
 * applies it. There is none for class numbers. Where the program reads probabilities as numbers, it makes them there.
 */
import { argumentOf, insert, setArgument } from "../edits/index.ts";
import type { FileEdit } from "../edits/index.ts";
import type { FileFacts, LossCallFact } from "../facts/index.ts";
import { axisOf } from "../shape/index.ts";
import { compileOf } from "./compiled-losses.ts";
import { allOf, distinctEdits } from "./define.ts";
import type { Offer, Scene } from "./define.ts";
import { headsAt, isSameHead, traceToHead } from "./heads.ts";
import type { Head, HeadUse } from "./heads.ts";
import { predictionOfLogits } from "./logits.ts";
import { predictionsOf } from "./predictions.ts";

interface Squash {
  readonly activation: "sigmoid" | "softmax";
  /** The function that takes its place, beside the tensors of the library. */
  readonly loss: string;
  /** Metrics by name that ask for the largest, or know nothing of the scores' size. */
  readonly metrics: RegExp;
}

const squashes: Readonly<Record<string, Squash>> = {
  categoricalCrossentropy: {
    activation: "softmax",
    loss: "softmaxCrossEntropy",
    metrics: /^\[(?:\s*(["'])(?:accuracy|acc|categoricalAccuracy)\1\s*,?)*\]$/,
  },
  binaryCrossentropy: { activation: "sigmoid", loss: "sigmoidCrossEntropy", metrics: /^\[\s*\]$/ },
};

export const returnScriptLogits: Offer = (scene) => {
  const tf = libraryIn(scene.facts.text);
  if (scene.facts.language === "python" || tf === undefined) return [];
  return headsAt(scene).flatMap((head) => {
    const [first] = head.uses;
    const squash = first && squashOf(first);
    if (squash === undefined || !head.uses.every((use) => squashOf(use) === squash)) return [];
    const predictions = predictionsOf(head, scene.all());
    const edits = allOf([
      withoutProperty(head, scene),
      ...head.uses.map((use) => compileWith(`${tf}.losses.${squash.loss}`, squash, use)),
      ...predictions.map((each) => (each.operation === "round" ? undefined : predictionOfLogits(each))),
      ...scene.all().map((facts) => readAsNumbers(facts, head, squash)),
    ]);
    return edits === undefined
      ? []
      : [{ title: "Return logits instead of probabilities", edits: distinctEdits(edits) }];
  });
};

/** How a file names the library as a whole. */
function libraryIn(text: string): string | undefined {
  const found =
    /\bimport\s+\*\s+as\s+([\w$]+)\s+from\s+["']@tensorflow\/tfjs/.exec(text) ??
    /\b(?:const|let|var)\s+([\w$]+)\s*=\s*require\(\s*["']@tensorflow\/tfjs/.exec(text);
  return found?.[1];
}

function squashOf({ loss, activation, layer, facts }: HeadUse): Squash | undefined {
  const name = quoted(lossText(loss, facts));
  const squash = name === undefined ? undefined : squashes[name];
  const named = argumentOf(layer.creation, "activation")?.text ?? "";
  return activation?.operation === squash?.activation && quoted(named) === squash?.activation ? squash : undefined;
}

const quoted = (text: string): string | undefined => /^(["'`])(\w+)\1$/.exec(text)?.[2];

function lossText(loss: LossCallFact, facts: FileFacts): string {
  const compile = compileOf(loss, facts);
  const argument = compile && argumentOf(compile, "loss");
  return argument?.written?.text ?? argument?.text ?? "";
}

/** `activation: "softmax"` goes, with a comma beside it. */
function withoutProperty({ creation }: Head, { read }: Scene): readonly FileEdit[] | undefined {
  const argument = argumentOf(creation, "activation");
  const text = read(creation.path);
  if (argument?.span === undefined || argument.written !== undefined || text === undefined) return undefined;
  const { start, end } = argument.span;
  const before = /,\s*(["']?)activation\1\s*:\s*$/.exec(text.slice(creation.span.start, start));
  if (before !== null) return [{ path: creation.path, span: { start: start - before[0].length, end }, newText: "" }];
  const first = /(["']?)activation\1\s*:\s*$/.exec(text.slice(creation.span.start, start));
  const behind = /^\s*,\s*/.exec(text.slice(end));
  if (first === null || behind === null) return undefined;
  const span = { start: start - first[0].length, end: end + behind[0].length };
  return [{ path: creation.path, span, newText: "" }];
}

function compileWith(
  loss: string,
  { metrics }: Squash,
  { loss: use, facts }: HeadUse,
): readonly FileEdit[] | undefined {
  const compile = compileOf(use, facts);
  const told = compile && argumentOf(compile, "metrics");
  if (compile === undefined || (told !== undefined && !metrics.test(told.text ?? ""))) return undefined;
  const edit = setArgument(compile, "loss", loss);
  return edit && [edit];
}

const reading = /^(?:\s+as\s+[\w.<>]+)?\s*\)*(?=!?\??\.(?:data|dataSync|array|arraySync|print)\()/;

/** Numbers of the output are probabilities again. `undefined` where the classes no longer lie along the last axis. */
function readAsNumbers(facts: FileFacts, head: Head, { activation }: Squash): readonly FileEdit[] | undefined {
  const edits: FileEdit[] = [];
  for (const { producer, tensor, role, span } of facts.values) {
    const trace = traceToHead(producer);
    if (role !== "expression" || trace?.activation === undefined || !isSameHead(trace, head)) continue;
    const before = reading.exec(facts.text.slice(span.end));
    if (before === null) continue;
    const last = axisOf(tensor.shape, -1);
    if (activation === "softmax" && last !== head.units) return undefined;
    edits.push(insert(facts.path, span.end + before[0].length, `.${activation}()`));
  }
  return distinctEdits(edits);
}
