/** Metrics of Keras that cannot compare what they are given: the words, and the metric of the same name for labels of the other form. */
import { argumentOf, replace } from "../edits/index.ts";
import type { BrokenRequirement, CallFact } from "../facts/index.ts";
import { printShape, rankOf } from "../shape/index.ts";
import type { Shape } from "../shape/index.ts";
import type { Fix, RuleContext } from "./define.ts";
import { code } from "./words.ts";

/** The metric of the same name for labels of the other form: one-hot, or class numbers. */
export function metricFix(broken: BrokenRequirement, context: RuleContext): Fix | undefined {
  const { relation, call } = broken;
  const { facts } = context;
  const name = relation.kind === "other" ? relation.detail["metric"] : undefined;
  if (!isOfMetric(broken) || typeof name !== "string" || !name.includes("categorical")) return undefined;
  const compile = facts.lossCalls.find((loss) => loss.call.id === call?.id)?.chosen ?? compiledOnce(facts);
  const metrics = compile && argumentOf(compile, "metrics");
  if (compile?.path !== facts.path || metrics?.span === undefined || metrics.text === undefined)
    return metricObject(broken, context);
  // By its name, or by that of its class.
  const className = name.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
  const [found, ...more] = [
    ...metrics.text.matchAll(new RegExp(`(?<=(["'])|\\b)(?:${name}(?=\\1)|${className}\\b)`, "g")),
  ];
  if (found === undefined || more.length > 0) return undefined;
  const start = metrics.span.start + found.index;
  const other = otherForm(found[0]);
  const edits = [replace(facts.path, { start, end: start + found[0].length }, other)];
  return { title: `Use the metric \`${other}\``, safe: false, preferred: true, edits };
}

/** The one call of the file that says which metrics there are, where losses are objects that stand elsewhere. */
function compiledOnce({ calls, path }: RuleContext["facts"]): CallFact | undefined {
  const all = calls.filter(({ calleeText, path: file }) => file === path && calleeText.endsWith(".compile"));
  const places = new Map(all.map((call) => [call.span.start, call]));
  return places.size === 1 ? all[0] : undefined;
}

export const isOfMetric = ({ requirement }: BrokenRequirement): boolean =>
  /^(metric-shape|one-hot-shape)$/.test(requirement);

/** A metric that the program keeps itself: `self.accuracy = keras.metrics.SparseCategoricalAccuracy()`. */
function metricObject({ layer }: BrokenRequirement, { facts }: RuleContext): Fix | undefined {
  const { creation, className } = layer ?? {};
  if (creation?.path !== facts.path || className?.startsWith("keras.metrics.") !== true) return undefined;
  const dot = creation.calleeText.lastIndexOf(".") + 1;
  if (dot === 0) return undefined;
  const other = creation.calleeText.slice(0, dot) + otherForm(creation.calleeText.slice(dot));
  const edits = [replace(facts.path, creation.calleeSpan, other)];
  return { title: `Use the metric ${code(other.slice(dot))}`, safe: false, preferred: true, edits };
}

/** `sparse_categorical_accuracy` for `categorical_accuracy`, and the other way round. */
function otherForm(name: string): string {
  if (/^sparse/i.test(name)) return name.replace(/^sparse_?/i, "");
  return /^[A-Z]/.test(name) ? `Sparse${name}` : `sparse_${name}`;
}

const metricNeeds: Readonly<Record<string, string>> = {
  same: "their shapes must be the same",
  exact: "their shapes must be the same, to the last axis",
  broadcast: "the one must broadcast to the other",
  "class-numbers": "it takes one class number for each row",
  accuracy: "it takes one class, as a number or one-hot, for each row of scores",
  "best-classes": "it takes one-hot labels, one for each row of scores",
  "one-row": "it takes one-hot labels. Class numbers are read as scores of classes, so what it counts is wrong",
  "chosen-classes": "it takes one class number for each row of scores",
  "ranked-classes": "it takes one-hot labels, one for each row of scores",
  flat: "it takes one class number for each label; `sparse_y_pred=False` takes scores of classes, and `sparse_y_true=False` one-hot labels",
  columns: "both need two axes, and as many columns",
  "leveled-columns": "both need two axes, and as many columns",
};

/** A metric of Keras, and the labels that it cannot compare. */
export function metricMessage({ relation }: BrokenRequirement): string {
  const { metric, form, input, target } = relation.kind === "other" ? relation.detail : {};
  const shape = (value: unknown): string =>
    typeof value === "object" && value !== null ? printShape(value as Shape) : "?";
  const needs = typeof form === "string" ? (metricNeeds[form] ?? "") : "";
  const advice = form === "same" && metric !== undefined ? oneHotAdvice(input, target) : "";
  return `The metric ${code(typeof metric === "string" ? metric : "metric")} compares the output ${shape(input)} with labels of ${shape(target)}: ${needs}.${advice}`;
}

/** Class numbers against probabilities of classes. */
function oneHotAdvice(input: unknown, target: unknown): string {
  const rank = (value: unknown): number =>
    typeof value === "object" && value !== null ? (rankOf(value as Shape) ?? -1) : -1;
  return rank(input) === rank(target) + 1 && rank(target) >= 0
    ? ` Class numbers become one-hot by ${code("to_categorical")}.`
    : "";
}
