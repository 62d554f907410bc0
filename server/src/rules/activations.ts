/**
 * An activation whose output reaches a loss: where the user wrote it, what to call it, and how to take it out. Which activation is wrong before
 * which loss is the rules' to say.
 */
import { argumentOf, removeLayer, replaceCallee, unwrapCall } from "../edits/index.ts";
import type { FileEdit } from "../edits/index.ts";
import type { Span } from "../base/span.ts";
import type { CallFact, LayerFact, LossCallFact, Producer } from "../facts/index.ts";
import type { Fix, RelatedPlace, RuleContext } from "./define.ts";
import { setSetting, spellingOf } from "./settings.ts";
import { quoteOf, setText } from "./named-texts.ts";
import { code, excerpt, inOtherFile } from "./words.ts";

export interface ActivatedLoss {
  readonly loss: LossCallFact;
  /** The activation; absent where it lies outside what we see. */
  readonly activation: Producer | undefined;
}

/** The loss's input, if its values are what this activation gave and nothing has changed them since. */
export function activatedBy(loss: LossCallFact, operation: string): ActivatedLoss | undefined {
  if (loss.input.tensor.reading?.last !== operation) return undefined;
  let at = loss.input.producer;
  for (let steps = 0; at !== undefined && at.operation !== operation && steps < 12; steps++)
    at = at.inputs[0]?.producer;
  return { loss, activation: at?.operation === operation ? at : undefined };
}

/** The text to mark and to change: the call that applies the activation, or the construction of the layer inside a container. */
interface Written {
  readonly path: string;
  readonly span: Span;
  readonly inContainer: boolean;
}

function writtenAt({ call, layer }: Producer): Written | undefined {
  const creation = layer?.creation;
  const isDirect = call !== undefined && (layer === undefined || call.callee === layer.className);
  if (call !== undefined && isDirect) return { path: call.path, span: call.span, inContainer: false };
  return creation === undefined ? undefined : { path: creation.path, span: creation.span, inContainer: true };
}

export function activationName({ activation }: ActivatedLoss, operation: string, { facts }: RuleContext): string {
  const at = activation === undefined ? undefined : writtenAt(activation);
  if (activation === undefined || at?.path !== facts.path) return code(operation);
  if (at.inContainer) return code(excerpt(facts.text.slice(at.span.start, at.span.end), 40));
  return code(activation.call?.calleeText ?? operation);
}

/** The activation where it stands in this file, else the loss's input. */
export function activationSpan({ loss, activation }: ActivatedLoss, { facts }: RuleContext): Span {
  const at = activation === undefined ? undefined : writtenAt(activation);
  return at?.path === facts.path ? at.span : (loss.input.span ?? loss.call.span);
}

/** The other side: the loss, and the activation if it stands in another file. */
export function lossPlaces(found: ActivatedLoss): readonly RelatedPlace[] {
  const { loss, activation } = found;
  const at = activation === undefined ? undefined : writtenAt(activation);
  const places: RelatedPlace[] = [{ place: loss.call, message: `${code(loss.name)} gets it here` }];
  if (loss.creation !== undefined && loss.creation.span.start !== loss.call.span.start) {
    places.push({ place: loss.creation, message: `${code(loss.name)} is made here` });
  }
  if (at !== undefined && at.path !== loss.call.path) places.push({ place: at, message: "the activation is here" });
  return places;
}

/** Lets the loss have what went into the activation. */
export function removeActivation(found: ActivatedLoss, operation: string, context: RuleContext): Fix | undefined {
  const { activation } = found;
  // A layer with an activation of its own is more than that.
  if (/^(keras|tf)\.layers\.(?!Softmax|Activation)/.test(activation?.layer?.className ?? ""))
    return withoutActivation(activation?.layer?.creation, context);
  const at = activation === undefined ? undefined : writtenAt(activation);
  if (activation === undefined || at === undefined) return undefined;
  const edit = removal(activation, at, context);
  if (edit === undefined) return undefined;
  const title = `Remove ${activationName(found, operation, context)}${inOtherFile(at.path, context)}`;
  return { title, safe: false, preferred: true, edits: [edit] };
}

/** A layer that is told its activation by name is told that it has none. */
function withoutActivation(creation: CallFact | undefined, context: RuleContext): Fix | undefined {
  const argument = creation === undefined ? undefined : argumentOf(creation, "activation");
  if (creation === undefined || context.source(creation.path) === undefined) return undefined;
  // What a caller wrote may be handed on to more than this layer.
  if (argument?.written !== undefined) return undefined;
  const edit = setText(creation, "activation", "linear", context.facts);
  const title = `Set \`activation\` to \`linear\`${inOtherFile(creation.path, context)}`;
  return edit && { title, safe: false, preferred: true, edits: [edit] };
}

/** A layer of Keras or TensorFlow.js that has its activation as a setting, with another. */
export function setActivation(layer: LayerFact | undefined, name: string, context: RuleContext): Fix | undefined {
  const source = layer?.creation === undefined ? undefined : context.source(layer.creation.path);
  if (layer?.creation === undefined || source === undefined) return undefined;
  if (!/^(keras|tf)\.layers\.(Dense|Conv)/.test(layer.className)) return undefined;
  const quote = quoteOf(source);
  const given = argumentOf(layer.creation, "activation");
  // What a function was not told stands for all that call it.
  const isOpen = given?.written === undefined && /^(?!(None|null|undefined)$)[A-Za-z_]\w*$/.test(given?.text ?? "");
  const text = setText(layer.creation, "activation", name, context.facts);
  if (text === undefined && isOpen) return undefined;
  const edit = text ?? setSetting(source, layer.creation, spellingOf(layer), "activation", quote + name + quote);
  const title = `Set \`activation\` to \`${name}\`${inOtherFile(source.path, context)}`;
  return edit && { title, safe: false, preferred: true, edits: [edit] };
}

function removal({ call }: Producer, at: Written, context: RuleContext): FileEdit | undefined {
  const written = context.source(at.path);
  if (written === undefined) return undefined;
  if (at.inContainer) return removeLayer(written, at.span);
  return call === undefined ? undefined : unwrapCall(written, call);
}

/** How PyTorch spells one activation as a class and as a function. */
export interface ActivationNames {
  readonly layer: string;
  readonly function: string;
}

/** Uses another activation where this one is constructed or called by a dotted name in this file: `F.softmax` becomes `F.log_softmax`. */
export function renameActivation(
  { call, layer }: Producer,
  from: ActivationNames,
  to: ActivationNames,
  context: RuleContext,
): { readonly title: string; readonly edits: readonly FileEdit[] } | undefined {
  const written = layer === undefined ? call : layer.creation;
  const [old, name] = layer === undefined ? [from.function, to.function] : [from.layer, to.layer];
  if (written === undefined || context.source(written.path) === undefined) return undefined;
  if (!written.calleeText.endsWith(`.${old}`)) return undefined;
  const text = written.calleeText.slice(0, -old.length) + name;
  const title = `Use ${code(isMethod(written) ? name : text)}${inOtherFile(written.path, context)}`;
  return { title, edits: [replaceCallee(written, text)] };
}

/** What stands before the dot is a value, not a module. */
const isMethod = ({ callee, calleeText }: CallFact): boolean =>
  callee?.includes("Tensor.") === true || /[)\]]/.test(calleeText);
