/**
 * How the settings of a layer are written: `Dense(8, use_bias=True)` of Keras, `tf.layers.dense({ units: 8, useBias: true })` of TensorFlow.js, which
 * is Keras in another spelling. Rules speak of settings by Keras's names.
 */
import { addArgument, addSetting, argumentOf, setArgument } from "../edits/index.ts";
import type { FileEdit, SourceText } from "../edits/index.ts";
import type { CallFact } from "../facts/index.ts";

export interface Spelling {
  /** `return_sequences` or `returnSequences`. */
  readonly name: (setting: string) => string;
  /** `return_sequences=True` or `returnSequences: true`. */
  readonly assigned: (setting: string, value: string) => string;
  readonly yes: string;
  readonly no: string;
  /** `(28, 28, 1)` or `[28, 28, 1]`. */
  readonly shape: (sizes: readonly string[]) => string;
  readonly add: (source: SourceText, creation: CallFact, setting: string) => FileEdit | undefined;
}

const python: Spelling = {
  name: (setting) => setting,
  assigned: (setting, value) => `${setting}=${value}`,
  yes: "True",
  no: "False",
  shape: (sizes) => `(${sizes.join(", ")}${sizes.length === 1 ? "," : ""})`,
  add: addArgument,
};

const camelCase = (setting: string): string => setting.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

const javascript: Spelling = {
  name: camelCase,
  assigned: (setting, value) => `${camelCase(setting)}: ${value}`,
  yes: "true",
  no: "false",
  shape: (sizes) => `[${sizes.join(", ")}]`,
  add: addSetting,
};

export const spellingOf = ({ className }: { readonly className: string }): Spelling =>
  className.startsWith("tf.") ? javascript : python;

/** Gives a layer a setting, whether it is written already or not. */
export function setSetting(
  source: SourceText,
  creation: CallFact,
  spelling: Spelling,
  setting: string,
  value: string,
): FileEdit | undefined {
  const name = spelling.name(setting);
  return argumentOf(creation, name)?.span === undefined
    ? spelling.add(source, creation, spelling.assigned(setting, value))
    : setArgument(creation, name, value);
}
