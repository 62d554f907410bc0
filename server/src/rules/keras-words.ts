/**
 * How Keras speaks of what its layers take: the axes by the names that its pages give them, and what is most often wrong with an input, in
 * Keras's own terms. PyTorch's words are the rules' own.
 */
import type { CallFact, LayerFact } from "../facts/index.ts";
import type { Fix } from "./define.ts";

export const isKerasLayer = (layer: LayerFact | undefined): layer is LayerFact =>
  layer?.className.startsWith("keras.") === true;

/** Whether the layer's axes are those of Keras: TensorFlow.js took them over. */
export const hasAxesOfKeras = (layer: LayerFact | undefined): layer is LayerFact =>
  /^(keras|tf\.layers)\./.test(layer?.className ?? "");

export const recurrentLayer = /^(keras|tf)\.layers\.(LSTM|GRU|SimpleRNN|RNN|Bidirectional)$/;

const space: Readonly<Record<string, readonly string[]>> = {
  "1": ["steps"],
  "2": ["height", "width"],
  "3": ["depth", "height", "width"],
};

/** " (batch, height, width, channels)": the axes that the layer takes, where each has a name. */
export function axisNames({ className, creation }: LayerFact): string {
  if (recurrentLayer.test(className)) return " (batch, timesteps, features)";
  if (className.endsWith(".layers.RepeatVector")) return " (batch, features)";
  const found = /^(?:keras|tf)\.layers\.(ConvLSTM)?[A-Za-z]*([123])D(Transpose)?$/.exec(className);
  const between = found === null ? undefined : space[found[2] ?? ""];
  if (found === null || between === undefined) return "";
  const time = found[1] === undefined ? [] : ["time"];
  const isFirst = channelsFirst(creation);
  const axes = ["batch", ...time, ...(isFirst ? ["channels"] : []), ...between, ...(isFirst ? [] : ["channels"])];
  return ` (${axes.join(", ")})`;
}

const channelsFirst = (creation: CallFact | undefined): boolean =>
  creation?.args.some(({ literal }) => literal === '"channels_first"' || literal === '"channelsFirst"') === true;

/** "axis -1", or "axis 1" where the channels stand first: where a layer of Keras looks for its features. */
export const featureAxis = (layer: LayerFact): string => (channelsFirst(layer.creation) ? "axis 1" : "axis -1");

export interface Advice {
  /** What has the wrong axes, where the program's own words for it are better: "`x_test[0]` has 2 axes: (28, 28)". */
  readonly what?: string;
  readonly sentence: string;
  readonly fix?: Fix | undefined;
  /** Other edits that may be the right one: their trial tells. */
  readonly others?: readonly Fix[];
}

export const fixesOf = (advice: Advice | undefined): readonly (Fix | undefined)[] => [
  advice?.fix,
  ...(advice?.others ?? []),
];

/** The name by which a file knows a module. */
export function importedName(text: string, module: string): string | undefined {
  const name = module.replaceAll(".", "\\.");
  const found = new RegExp(`^import (?:[\\w. ]+, *)*${name}(?: as (\\w+))?[ \\t]*(?:,[^\\n]*)?$`, "m").exec(text);
  return found === null ? undefined : (found[1] ?? module);
}
