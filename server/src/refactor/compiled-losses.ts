/** Losses that a model of Keras or TensorFlow.js is compiled with: by name or as an object, and the metrics beside them. */
import { contains } from "../base/span.ts";
import { argumentOf, replaceCallee, setArgument } from "../edits/index.ts";
import type { FileEdit } from "../edits/index.ts";
import type { CallFact, FileFacts, LossCallFact } from "../facts/index.ts";

export const isCompiled = ({ loss }: LossCallFact): boolean => /^(keras|tf)\./.test(loss);

export type Kind = "binary" | "sparse";

export function kindOf({ contract }: LossCallFact): Kind | undefined {
  if (contract.classes === "independent" && contract.target === "same-shape") return "binary";
  return contract.classes === "exclusive" && contract.target === "indices" ? "sparse" : undefined;
}

const names = {
  keras: { binary: "binary_crossentropy", sparse: "sparse_categorical_crossentropy" },
  tf: { binary: "binaryCrossentropy", sparse: "sparseCategoricalCrossentropy" },
  class: { binary: "BinaryCrossentropy", sparse: "SparseCategoricalCrossentropy" },
} as const;

/** The call that the loss was chosen in: that which holds the loss object, or else the only one for that model. */
export function compileOf({ chosen, call, creation }: LossCallFact, facts: FileFacts): CallFact | undefined {
  if (chosen !== undefined) return chosen;
  const model = call.calleeText.slice(0, call.calleeText.lastIndexOf("."));
  const compiles = facts.calls.filter(({ calleeText }) => calleeText.endsWith(".compile"));
  const around = compiles.find((each) => creation?.path === each.path && contains(each.span, creation.span));
  const own = compiles.filter(({ calleeText }) => calleeText === `${model}.compile`);
  return around ?? (own.length === 1 ? own[0] : undefined);
}

/** Compiles with the other loss, if it is one that we know. */
export function compileFor(loss: LossCallFact, to: Kind, facts: FileFacts): readonly FileEdit[] | undefined {
  const compile = compileOf(loss, facts);
  const argument = compile && argumentOf(compile, "loss");
  const from = kindOf(loss);
  if (compile === undefined || argument === undefined || from === undefined) return undefined;
  const library = loss.loss.startsWith("tf.") ? names.tf : names.keras;
  const metrics = metricsFor(compile, to, loss.contract.input === "logits");
  if (metrics === undefined) return undefined;
  const text = argument.written?.text ?? argument.text ?? "";
  const quoted = /^(["'])(\w+)\1$/.exec(text);
  if (quoted?.[2] === library[from]) {
    const edit = setArgument(compile, "loss", `${quoted[1] ?? ""}${library[to]}${quoted[1] ?? ""}`);
    return edit && [edit, ...metrics];
  }
  const { creation } = loss;
  const isPlain = creation?.args.every(({ parameter }) => /^(from_logits|name|reduction)$/.test(parameter)) === true;
  if (creation === undefined || !isPlain || !creation.calleeText.endsWith(names.class[from])) return undefined;
  const callee = creation.calleeText.slice(0, -names.class[from].length) + names.class[to];
  return [replaceCallee(creation, callee), ...metrics];
}

const accuracies: readonly (readonly [binary: string, sparse: string])[] = [
  ["binary_accuracy", "sparse_categorical_accuracy"],
  ["BinaryAccuracy", "SparseCategoricalAccuracy"],
  ["binaryAccuracy", "sparseCategoricalAccuracy"],
];

/** Each accuracy by its other name. `undefined` where a metric is of one kind of head only, or would hold scores against one half. */
function metricsFor(compile: CallFact, to: Kind, ofScores: boolean): readonly FileEdit[] | undefined {
  const metrics = argumentOf(compile, "metrics");
  const text = withoutThreshold(metrics?.text ?? "", to);
  if (/AUC|Precision|Recall|F1|F-?[Bb]eta|IoU|TopK|top_k|threshold/.test(text)) return undefined;
  if (to === "binary" && ofScores && /acc/i.test(text)) return undefined;
  const changed = accuracies.reduce(
    (left, [binary, sparse]) =>
      to === "sparse"
        ? left.replace(new RegExp(`\\b${binary}\\b`, "g"), sparse)
        : left.replace(new RegExp(`\\b${sparse}\\b`, "g"), binary),
    text,
  );
  if (changed === (metrics?.text ?? "")) return [];
  const edit = setArgument(compile, "metrics", changed);
  return edit && [edit];
}

/** The largest of several needs no limit. */
const withoutThreshold = (text: string, to: Kind): string =>
  to === "sparse" ? text.replace(/\b(BinaryAccuracy\([^()]*?)(?:,\s*)?\bthreshold=[\d.]+(?:,\s*)?/g, "$1") : text;
