/**
 * Labels of Keras that have another form than the loss takes: what they are, and the edit that gives them the other form where they are made, by the mode of
 * the folders that they are read from, or by `to_categorical` where they are handed in.
 */
import { addArgument, argumentOf, replace, setArgument } from "../edits/index.ts";
import type { FileEdit } from "../edits/index.ts";
import type { CallFact, LossCallFact, Operand } from "../facts/index.ts";
import type { Fix, RuleContext } from "./define.ts";
import { importedName } from "./keras-words.ts";
import { code } from "./words.ts";

export type LabelForm = "one-hot" | "class numbers" | "one label";

/** Rows of zeros with a single one: what `to_categorical`, `one_hot` and the mode `"categorical"` give. */
export const areOneHot = (loss: LossCallFact | undefined): boolean =>
  loss?.target?.tensor.reading?.last === "one_hot" && loss.target.tensor.reading.sumsToOne === -1;

/** Whether the model is trained with one-hot labels: these are others, of the validation or of a test. */
export function trainsOnOneHot({ call }: LossCallFact, labels: Operand, { facts }: RuleContext): boolean {
  const model = call.calleeText.replace(/\.\w+$/, "");
  return facts.calls.some(({ calleeText, args }) => {
    const y = calleeText === `${model}.fit` ? args.find(({ parameter }) => parameter === "y") : undefined;
    const { last, sumsToOne } = y?.tensor?.reading ?? {};
    return y?.text !== labels.text && last === "one_hot" && sumsToOne === -1;
  });
}

interface Mode {
  readonly parameter: "class_mode" | "label_mode";
  readonly names: Readonly<Record<LabelForm, string>>;
}

const modes: readonly (readonly [RegExp, Mode])[] = [
  [
    /flow_from_(directory|dataframe)$/,
    { parameter: "class_mode", names: { "one-hot": "categorical", "class numbers": "sparse", "one label": "binary" } },
  ],
  [
    /_dataset_from_directory$/,
    { parameter: "label_mode", names: { "one-hot": "categorical", "class numbers": "int", "one label": "binary" } },
  ],
];

const modeOf = ({ calleeText }: CallFact): Mode | undefined => modes.find(([name]) => name.test(calleeText))?.[1];

/** The calls that read labels from folders, where the loss meets such labels and all are of one kind: `validation_data` has the same form. */
function folders(loss: LossCallFact, { facts }: RuleContext): readonly CallFact[] {
  if (loss.target?.text !== undefined) return [];
  const calls = facts.calls.filter((call) => call.path === facts.path && modeOf(call) !== undefined);
  return new Set(calls.map((call) => modeOf(call)?.parameter)).size === 1 ? calls : [];
}

/** " `class_mode="binary"` gives one label.": where labels come from folders. */
export function modeSentence(loss: LossCallFact, form: LabelForm, context: RuleContext): string {
  const mode = folders(loss, context).map(modeOf)[0];
  if (mode === undefined) return "";
  const gives = { "one-hot": "one-hot labels", "class numbers": "class numbers", "one label": "one label a sample" }[
    form
  ];
  return ` ${code(`${mode.parameter}="${mode.names[form]}"`)} gives ${gives}.`;
}

export function modeFix(
  loss: LossCallFact,
  form: LabelForm,
  preferred: boolean,
  context: RuleContext,
): Fix | undefined {
  const calls = folders(loss, context);
  const mode = calls.map(modeOf)[0];
  if (mode === undefined) return undefined;
  const { parameter, names } = mode;
  const edits = calls.map((call): FileEdit | undefined => {
    const given = argumentOf(call, parameter);
    if (given?.span === undefined) return addArgument(context.facts, call, `${parameter}="${names[form]}"`);
    return given.written === undefined ? setArgument(call, parameter, `"${names[form]}"`) : undefined;
  });
  const all = edits.filter((edit) => edit !== undefined);
  if (all.length < edits.length) return undefined;
  return { title: `Set \`${parameter}\` to \`${names[form]}\``, safe: false, preferred, edits: all };
}

/** Class numbers, handed in by name, as one-hot rows. */
export function toCategoricalFix(
  target: Operand,
  classes: number,
  preferred: boolean,
  { facts }: RuleContext,
): Fix | undefined {
  const callee = toCategorical(facts.text);
  if (target.span === undefined || target.text === undefined || callee === undefined) return undefined;
  const written = `${callee}(${target.text}, ${String(classes)})`;
  const edits = [replace(facts.path, target.span, written)];
  return { title: `Write \`${written}\``, safe: false, preferred, edits };
}

/** As the file can call it already. */
function toCategorical(text: string): string | undefined {
  if (/^from [\w.]*keras[\w.]* import [^\n]*\bto_categorical\b(?! as)/m.test(text)) return "to_categorical";
  const keras =
    importedName(text, "keras") ??
    (/^from tensorflow import [^\n]*\bkeras\b(?! as)/m.test(text) ? "keras" : undefined) ??
    importedName(text, "tensorflow.keras");
  if (keras !== undefined) return `${keras}.utils.to_categorical`;
  const tensorflow = importedName(text, "tensorflow");
  return tensorflow === undefined ? undefined : `${tensorflow}.keras.utils.to_categorical`;
}
