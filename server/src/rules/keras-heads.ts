/** The top of a network of `keras.applications`, made for another number of classes: its own where the weights are the program's, else a new one. */
import { addArgument, argumentOf, insert, setArgument } from "../edits/index.ts";
import type { FileEdit } from "../edits/index.ts";
import type { BrokenRequirement, CallFact, FileFacts, LossCallFact, Producer } from "../facts/index.ts";
import { printShape, rankOf } from "../shape/index.ts";
import type { Fix, RuleContext } from "./define.ts";
import { importedName } from "./keras-words.ts";
import type { Advice } from "./keras-words.ts";
import { subjectOperand } from "./story.ts";
import { code } from "./words.ts";

export function replaceTop(
  head: Producer | undefined,
  classes: number,
  { contract }: LossCallFact,
  facts: FileFacts,
): Fix | undefined {
  const { call, layer } = head ?? {};
  const isTop = /^keras\.layers\.(Dense|Conv2D)$/.test(layer?.className ?? "") && layer?.creation === undefined;
  if (call === undefined || !isTop || call.path !== facts.path || !isApplication(call)) return undefined;
  const name = code(call.calleeText.slice(call.calleeText.lastIndexOf(".") + 1));
  if (argumentOf(call, "weights")?.literal === "None") {
    const isTold = argumentOf(call, "classes") !== undefined;
    const edit = isTold
      ? setArgument(call, "classes", String(classes))
      : addArgument(facts, call, `classes=${String(classes)}`);
    return edit && { title: `Set \`classes\` to \`${String(classes)}\``, safe: false, preferred: true, edits: [edit] };
  }
  const keras = kerasIn(call, facts);
  const without = withoutTop(call, facts);
  if (keras === undefined || without === undefined) return undefined;
  const activation = contract.input === "logits" ? "" : ', activation="softmax"';
  const top = `, ${keras}.layers.Dense(${String(classes)}${activation})])`;
  const edits = [
    insert(facts.path, call.span.start, `${keras}.Sequential([`),
    ...without,
    insert(facts.path, call.span.end, top),
  ];
  return { title: `Replace the top of ${name} for ${String(classes)} classes`, safe: false, preferred: true, edits };
}

/** A layer for feature maps behind a network that still has its top, and gives one row of classes for each image. */
export function topLeftOn(broken: BrokenRequirement, { facts }: RuleContext): Advice | undefined {
  const { relation } = broken;
  if (relation.kind !== "rank" || rankOf(relation.shape) !== 2) return undefined;
  let at = subjectOperand(broken)?.producer;
  for (let steps = 0; at !== undefined && at.layer?.creation === undefined && steps < 4; steps++) {
    const { call, layer } = at;
    const told = call && argumentOf(call, "include_top");
    if (call !== undefined && layer?.className === "keras.layers.Dense" && isApplication(call)) {
      const edit =
        told === undefined ? addArgument(facts, call, "include_top=False") : setArgument(call, "include_top", "False");
      const name = code(call.calleeText.slice(call.calleeText.lastIndexOf(".") + 1));
      const sentence = ` ${name} still has its top, which gives ${printShape(relation.shape)}: without it, by ${code("include_top=False")}, come feature maps.`;
      const title = `Leave the top of ${name} off: \`include_top=False\``;
      const isHere = call.path === facts.path && edit !== undefined;
      return { sentence, fix: isHere ? { title, safe: false, preferred: true, edits: [edit] } : undefined };
    }
    at = at.inputs[0]?.producer;
  }
  return undefined;
}

const isApplication = ({ callee, calleeText }: CallFact): boolean =>
  callee?.startsWith("keras.applications.") === true || /\bapplications\.\w/.test(calleeText);

/** `include_top=False, pooling="avg"`: features, one row for each image. */
function withoutTop(call: CallFact, facts: FileFacts): readonly FileEdit[] | undefined {
  if (["classes", "pooling", "classifier_activation"].some((each) => argumentOf(call, each) !== undefined))
    return undefined;
  const told = argumentOf(call, "include_top");
  const set = told === undefined ? undefined : setArgument(call, "include_top", "False");
  const added = addArgument(facts, call, `${told === undefined ? "include_top=False, " : ""}pooling="avg"`);
  if (added === undefined || (told !== undefined && set === undefined)) return undefined;
  return set === undefined ? [added] : [set, added];
}

function kerasIn({ calleeText }: CallFact, { text }: FileFacts): string | undefined {
  const before = /^(.+)\.applications\./.exec(calleeText)?.[1];
  if (before !== undefined) return before;
  if (/^(import keras|from tensorflow import (\w+, *)*keras)\b/m.test(text)) return "keras";
  const tf = importedName(text, "tensorflow");
  return tf === undefined ? undefined : `${tf}.keras`;
}
