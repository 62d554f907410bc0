/**
 * Losses of Keras: how the program spells the one that it chose, and how it chooses another. They are named when a model is compiled, long before
 * they meet labels; PyTorch's are in `losses.ts`.
 */
import { addArgument, argumentOf, replaceCallee, setArgument } from "../edits/index.ts";
import type { LossCallFact } from "../facts/index.ts";
import type { Fix, RuleContext } from "./define.ts";
import { activationName } from "./activations.ts";
import type { ActivatedLoss } from "./activations.ts";
import { setText } from "./named-texts.ts";
import { code, inOtherFile } from "./words.ts";

export const isOfKeras = (loss: LossCallFact): boolean => loss.loss.startsWith("keras.");

/** The loss, if it is one of Keras. */
export const ofKeras = (loss: LossCallFact | undefined): LossCallFact | undefined =>
  loss !== undefined && isOfKeras(loss) ? loss : undefined;

/** `loss="mse"` of `model.compile`, or the loss object as it is written; of several, which output's. */
export function lossSpelling(loss: LossCallFact): string {
  const named = loss.chosen === undefined ? undefined : argumentOf(loss.chosen, "loss");
  const part = loss.part === undefined ? "" : ` of the output ${code(loss.part)}`;
  if (named?.literal !== undefined) return code(`loss=${named.text ?? named.literal}`) + part;
  const className = loss.loss.split(".").at(-1) ?? loss.name;
  return code(loss.creation?.calleeText ?? (loss.chosen === undefined ? className : nameOf(className))) + part;
}

/** `MeanSquaredError` by the name that `compile` knows it by. */
const nameOf = (className: string): string => className.replace(/(?<=[a-z])[A-Z]/g, "_$&").toLowerCase();

/** Chooses the loss of that name where this one was chosen, by its name or as an object without arguments. */
export function chooseLoss(loss: LossCallFact, name: string, context: RuleContext): Fix | undefined {
  const written = loss.chosen ?? loss.creation;
  if (written === undefined || context.source(written.path) === undefined) return undefined;
  const title = `Use \`${name}\`${inOtherFile(written.path, context)}`;
  const argument = loss.chosen === undefined ? undefined : argumentOf(loss.chosen, "loss");
  if (loss.chosen !== undefined && argument?.literal !== undefined) {
    const edit = setText(loss.chosen, "loss", name, context.facts);
    return edit && { title, safe: false, preferred: true, edits: [edit] };
  }
  if (loss.chosen !== undefined && argument?.text !== undefined && loss.part !== undefined) {
    const entry = new RegExp(
      `(?<=["']${escaped(loss.part)}["']\\s*:\\s*)(["'])${nameOf(loss.loss.split(".").at(-1) ?? "")}\\1`,
    );
    const text = argument.text.replace(entry, JSON.stringify(name));
    const edit = text === argument.text ? undefined : setArgument(loss.chosen, "loss", text);
    return edit && { title: `${title} for \`${loss.part}\``, safe: false, preferred: true, edits: [edit] };
  }
  const { creation } = loss;
  const isOurs = creation !== undefined && context.source(creation.path) !== undefined;
  if (!isOurs || creation.args.some(({ parameter }) => parameter !== "from_logits")) return undefined;
  const before = creation.calleeText.slice(0, creation.calleeText.lastIndexOf(".") + 1);
  if (before === "" || creation.calleeText.slice(before.length) !== creation.callee?.split(".").at(-1))
    return undefined;
  const edit = replaceCallee(creation, before + className(name));
  return { title, safe: false, preferred: true, edits: [edit] };
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

const className = (name: string): string =>
  name
    .split("_")
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");

/** `from_logits=True` where the loss object is made. */
export function takeLogits(loss: LossCallFact, context: RuleContext): Fix | undefined {
  const { creation } = loss;
  const source = creation === undefined ? undefined : context.source(creation.path);
  if (creation === undefined || source === undefined) return undefined;
  const given = argumentOf(creation, "from_logits");
  const edit =
    given?.span === undefined
      ? addArgument(source, creation, "from_logits=True")
      : setArgument(creation, "from_logits", "True");
  return (
    edit && {
      title: `Set \`from_logits=True\`${inOtherFile(source.path, context)}`,
      safe: false,
      preferred: true,
      edits: [edit],
    }
  );
}

/** `from_logits=False` where the loss object is made. */
export function takeProbabilities({ loss }: ActivatedLoss, context: RuleContext): Fix | undefined {
  const { creation } = loss;
  const source = creation === undefined || !isOfKeras(loss) ? undefined : context.source(creation.path);
  if (creation === undefined || source === undefined || argumentOf(creation, "from_logits")?.literal !== "True")
    return undefined;
  const edit = setArgument(creation, "from_logits", "False");
  const title = `Set \`from_logits=False\`${inOtherFile(source.path, context)}`;
  return edit && { title, safe: false, preferred: false, edits: [edit] };
}

/** With `from_logits=True` the loss squashes what was squashed already. Keras mends that on TensorFlow alone. */
export function twiceInKeras(found: ActivatedLoss, operation: string, context: RuleContext): string {
  const name = activationName(found, operation, context);
  return (
    `${lossSpelling(found.loss)} with ${code("from_logits=True")} applies ${operation} itself, but gets the output of ${name}. On TensorFlow Keras warns and leaves ` +
    `the loss's own out; on JAX and PyTorch it is applied twice and training stalls.`
  );
}
