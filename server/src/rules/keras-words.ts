/**
 * How Keras speaks of what its layers take: the axes by the names that its pages give them, and what is most often wrong with an input, in
 * Keras's own terms. PyTorch's words are the rules' own.
 */
import { insert, replace } from "../edits/index.ts";
import type { CallFact, LayerFact, Operand, Producer } from "../facts/index.ts";
import { rankOf } from "../shape/index.ts";
import type { Shape } from "../shape/index.ts";
import type { Fix, RuleContext } from "./define.ts";
import { code } from "./words.ts";

export const isKerasLayer = (layer: LayerFact | undefined): layer is LayerFact =>
  layer?.className.startsWith("keras.") === true;

/** Whether the layer's axes are those of Keras: TensorFlow.js took them over. */
export const hasAxesOfKeras = (layer: LayerFact | undefined): layer is LayerFact =>
  /^(keras|tf\.layers)\./.test(layer?.className ?? "");

const recurrent = /^(keras|tf)\.layers\.(LSTM|GRU|SimpleRNN|RNN|Bidirectional)$/;

const space: Readonly<Record<string, readonly string[]>> = {
  "1": ["steps"],
  "2": ["height", "width"],
  "3": ["depth", "height", "width"],
};

/** " (batch, height, width, channels)": the axes that the layer takes, where each has a name. */
export function axisNames({ className, creation }: LayerFact): string {
  if (recurrent.test(className)) return " (batch, timesteps, features)";
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
  readonly sentence: string;
  readonly fix?: Fix | undefined;
}

/** The name by which a file knows a module. */
export function importedName(text: string, module: string): string | undefined {
  const found = new RegExp(`^import ${module}(?: as (\\w+))?[ \\t]*$`, "m").exec(text);
  return found === null ? undefined : (found[1] ?? module);
}

/**
 * An output that still has the axes of an image or of time, where the labels have none: what was left out before the last layer. Offered as an edit
 * where the layer is called on its input, or stands in a list of layers.
 */
export function unpooled(input: Operand, labels: Shape, { facts }: RuleContext): Advice | undefined {
  const [rank, wanted] = [rankOf(input.shape), rankOf(labels)];
  if (rank === undefined || wanted === undefined || rank < 3 || rank > 5 || wanted > 2 || rank === wanted + 1)
    return undefined;
  const pool = `GlobalAveragePooling${String(rank - 2)}D`;
  const sentence = ` The output still has all its axes: ${code(`${pool}()`)} or ${code("Flatten()")} belongs before the last layer.`;
  const head = headLayer(input.producer);
  const creation = head?.layer?.creation;
  if (head === undefined || creation?.path !== facts.path) return { sentence };
  const prefix = creation.calleeText.slice(0, creation.calleeText.lastIndexOf(".") + 1);
  if (prefix === "" && !new RegExp(`\\b${pool}\\b`).test(facts.text)) return { sentence };
  const before = facts.text.slice(0, creation.span.start);
  const listed = /[[,]\s*$/.test(before);
  const called = head.call?.path === facts.path && head.call.span.start === creation.span.start ? head.call : undefined;
  const given = called?.args[0];
  const edit =
    given?.span !== undefined && called !== undefined && called.span.end > creation.span.end
      ? replace(facts.path, given.span, `${prefix}${pool}()(${given.text ?? "x"})`)
      : listed
        ? insert(facts.path, creation.span.start, `${prefix}${pool}(), `)
        : undefined;
  const fix = edit && { title: `Add \`${pool}()\``, safe: false, preferred: true, edits: [edit] };
  return { sentence, fix };
}

/** The last layer with weights, behind activations. */
function headLayer(producer: Producer | undefined): Producer | undefined {
  let at = producer;
  for (let steps = 0; at !== undefined && steps < 6; steps++) {
    if (at.layer?.className === "keras.layers.Dense") return at;
    at = at.inputs[0]?.producer;
  }
  return undefined;
}
