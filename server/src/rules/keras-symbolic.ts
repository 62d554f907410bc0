/** Symbolic tensors where Keras 3 has none, or takes none: the edits that write what it has instead. */
import { replace } from "../edits/index.ts";
import type { BrokenRequirement } from "../facts/index.ts";
import type { Fix, RuleContext } from "./define.ts";

const isRefused = ({ relation }: BrokenRequirement, reason: string, given?: string): boolean =>
  relation.kind === "other" &&
  relation.detail["reason"] === reason &&
  (given === undefined || relation.detail["given"] === given);

/** `model.output` becomes `model.outputs[0]`. */
export function listedEndFix(broken: BrokenRequirement, { facts }: RuleContext): Fix | undefined {
  if (!isRefused(broken, "never-called", "listed")) return undefined;
  const { start, end } = broken.span;
  const name = /\.(input|output)$/.exec(facts.text.slice(start, end))?.[1];
  if (name === undefined) return undefined;
  const edits = [replace(facts.path, { start: end - name.length, end }, `${name}s[0]`)];
  return { title: `Write \`${name}s[0]\``, safe: true, preferred: true, edits };
}

/** What Keras calls a function of TensorFlow that takes the same arguments in the same order. */
const ownNames: Readonly<Record<string, string>> = {
  concat: "concatenate",
  reduce_all: "all",
  reduce_any: "any",
  reduce_logsumexp: "logsumexp",
  reduce_max: "max",
  reduce_mean: "mean",
  reduce_min: "min",
  reduce_prod: "prod",
  reduce_std: "std",
  reduce_sum: "sum",
  reduce_variance: "var",
};
const sameNames = new Set(
  (
    "abs add argmax argmin cast cos cumsum divide equal exp expand_dims greater identity less log matmul maximum minimum " +
    "multiply ones_like pad pow reshape round shape sigmoid sign sin sqrt square squeeze stack subtract tanh tile " +
    "transpose where zeros_like elu gelu leaky_relu log_softmax relu relu6 selu silu softmax softplus one_hot"
  ).split(" "),
);

/** `tf.reduce_mean(x, axis=1)` becomes `tf.keras.ops.mean(x, axis=1)`. Arguments that Keras calls otherwise are left to the user. */
export function ownFunctionFix(broken: BrokenRequirement, { facts }: RuleContext): Fix | undefined {
  const { call } = broken;
  if (!isRefused(broken, "symbolic-in-tensorflow") || call?.path !== facts.path) return undefined;
  const [, library = "", name = ""] = /^(\w+)(?:\.math|\.nn)?\.(\w+)$/.exec(call.calleeText) ?? [];
  const own = ownNames[name] ?? (sameNames.has(name) ? name : undefined);
  if (own === undefined) return undefined;
  if (call.args.some(({ keyword, parameter }) => keyword && !/^(axis|keepdims)$/.test(parameter))) return undefined;
  const written = `${library}.keras.ops.${own}`;
  return {
    title: `Write \`${written}\``,
    safe: false,
    preferred: true,
    edits: [replace(facts.path, call.calleeSpan, written)],
  };
}
