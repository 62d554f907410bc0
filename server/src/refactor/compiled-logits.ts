/**
 * A model of Keras that ends in probabilities returns the scores before them: the last layer loses its activation, the loss is told, and an accuracy of one
 * unit counts from 0 on.
 */
import { addArgument, addImport, argumentOf, setArgument } from "../edits/index.ts";
import type { FileEdit } from "../edits/index.ts";
import type { CallFact, FileFacts, LossCallFact } from "../facts/index.ts";
import { compileOf, kindOf } from "./compiled-losses.ts";
import { allOf, distinctEdits } from "./define.ts";
import type { Offer, Scene } from "./define.ts";
import { isReadOtherwise } from "./consumers.ts";
import { headsAt } from "./heads.ts";
import type { Head, HeadUse } from "./heads.ts";
import { predictionOfLogits } from "./logits.ts";
import { predictionsOf } from "./predictions.ts";

export const returnKerasLogits: Offer = (scene) =>
  headsAt(scene)
    .filter(({ uses }) => uses.every(isSquashed))
    .flatMap((head) => {
      const predictions = predictionsOf(head, scene.all());
      if (isReadOtherwise(head, predictions, scene.all())) return [];
      const edits = allOf([
        withoutActivation(head, scene),
        ...head.uses.map((use) => compileWithLogits(use, scene)),
        ...predictions.map((each) => (each.operation === "round" ? undefined : predictionOfLogits(each))),
      ]);
      return edits === undefined
        ? []
        : [{ title: "Return logits instead of probabilities", edits: distinctEdits(edits) }];
    });

/** The last layer squashes by name, and the loss takes what it gives. */
function isSquashed({ loss, activation, layer }: HeadUse): boolean {
  const { input, classes } = loss.contract;
  const expected = classes === "exclusive" ? "softmax" : classes === "independent" ? "sigmoid" : undefined;
  const isNamed = argumentOf(layer.creation, "activation")?.literal === `"${expected ?? ""}"`;
  return loss.loss.startsWith("keras.") && input === "probabilities" && activation?.operation === expected && isNamed;
}

/** `activation="softmax"` goes, with the comma before it. */
function withoutActivation({ creation }: Head, { read }: Scene): readonly FileEdit[] | undefined {
  const argument = argumentOf(creation, "activation");
  const text = read(creation.path);
  if (argument?.span === undefined || argument.written !== undefined || text === undefined) return undefined;
  const before = /,\s*activation\s*=\s*$/.exec(text.slice(creation.span.start, argument.span.start));
  if (before === null) {
    const edit = setArgument(creation, "activation", "None");
    return edit && [edit];
  }
  const span = { start: argument.span.start - before[0].length, end: argument.span.end };
  return [{ path: creation.path, span, newText: "" }];
}

function compileWithLogits({ loss, facts }: HeadUse, scene: Scene): readonly FileEdit[] | undefined {
  const compile = compileOf(loss, facts);
  if (compile === undefined) return undefined;
  return allOf([lossOfLogits(loss, compile, scene), accuracyOfLogits(loss, compile, scene)]);
}

function lossOfLogits(loss: LossCallFact, compile: CallFact, scene: Scene): readonly FileEdit[] | undefined {
  const { creation } = loss;
  const text = scene.read(compile.path);
  if (text === undefined) return undefined;
  if (creation !== undefined) {
    const source = scene.read(creation.path);
    const given = argumentOf(creation, "from_logits");
    if (source === undefined || given !== undefined) return undefined;
    const edit = addArgument({ path: creation.path, text: source }, creation, "from_logits=True");
    return edit && [edit];
  }
  const name = loss.loss.slice(loss.loss.lastIndexOf(".") + 1);
  const { spelling, added } = kerasIn(compile.path, text);
  const written = withLoss(
    argumentOf(compile, "loss")?.text,
    loss.part,
    `${spelling}.losses.${name}(from_logits=True)`,
  );
  const edit = written === undefined ? undefined : setArgument(compile, "loss", written);
  return edit && [edit, ...added];
}

/** The argument with another loss in the place of a name: the only one, or that of this output in a dictionary. */
function withLoss(text: string | undefined, part: string | undefined, loss: string): string | undefined {
  if (text === undefined) return undefined;
  if (/^(["'])\w+\1$/.test(text)) return loss;
  const entry = /(["'])(\w+)\1(\s*:\s*)(["'])\w+\4/g;
  const own = [...text.matchAll(entry)].filter(([, , name]) => name === part);
  const [found] = own;
  if (found === undefined || own.length > 1) return undefined;
  const [all, quote = "", name = "", colon = ""] = found;
  return `${text.slice(0, found.index)}${quote}${name}${quote}${colon}${loss}${text.slice(found.index + all.length)}`;
}

/** An accuracy by name holds one unit against one half, as one that is told nothing does. */
function accuracyOfLogits(loss: LossCallFact, compile: CallFact, scene: Scene): readonly FileEdit[] | undefined {
  const text = argumentOf(compile, "metrics")?.text ?? "";
  const told = text.replace(/\bBinaryAccuracy\(((?:[^()]*,\s*)?)threshold=0?\.50*\b/g, "BinaryAccuracy($1threshold=0");
  const limited = told
    .replace(/\bBinaryAccuracy\((?![^()]*threshold)/g, "BinaryAccuracy(threshold=0, ")
    .replaceAll(", )", ")");
  const others = limited.replace(/\bBinaryAccuracy\([^()]*threshold=0\b[^.]/g, "");
  if (/AUC|Precision|Recall|F1|F-?[Bb]eta|BinaryAccuracy|IoU|[Hh]inge/.test(others)) return undefined;
  const accuracy = /(?<!=\s*)(["'])(?:accuracy|acc|binary_accuracy)\1/;
  const isNamed = kindOf(loss) === "binary" && accuracy.test(others);
  // Which of several outputs an accuracy is of, its name alone does not say.
  if (isNamed && loss.part !== undefined) return undefined;
  const { spelling, added } = kerasIn(compile.path, scene.read(compile.path) ?? "");
  const changed = isNamed ? limited.replace(accuracy, `${spelling}.metrics.BinaryAccuracy(threshold=0)`) : limited;
  const edit = changed === text ? undefined : setArgument(compile, "metrics", changed);
  return edit === undefined ? [] : [edit, ...(isNamed ? added : [])];
}

/** How a file says `keras`; the import if it does not. */
function kerasIn(
  path: FileFacts["path"],
  text: string,
): { readonly spelling: string; readonly added: readonly FileEdit[] } {
  const tensorflow = /^import tensorflow(?: as (\w+))?\s*$/m.exec(text);
  if (/^(import keras|from tensorflow import (\w+, *)*keras)\b/m.test(text)) return { spelling: "keras", added: [] };
  if (tensorflow !== null) return { spelling: `${tensorflow[1] ?? "tensorflow"}.keras`, added: [] };
  const statement = text.includes("tensorflow.keras") ? "from tensorflow import keras" : "import keras";
  const edit = addImport({ path, text }, statement);
  return { spelling: "keras", added: edit === undefined ? [] : [edit] };
}
