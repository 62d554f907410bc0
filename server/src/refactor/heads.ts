/**
 * The last layer of a network as its losses see it: the layer, the activation behind it, what only moves the numbers between them, and every loss of
 * the project that it reaches.
 */
import type { Span } from "../base/span.ts";
import type { CallFact, FileFacts, LayerFact, LossCallFact, Producer } from "../facts/index.ts";
import { outputArgument } from "../rules/layer-arguments.ts";
import { compileOf, isCompiled } from "./compiled-losses.ts";
import { touches } from "./define.ts";
import type { Scene } from "./define.ts";

/** The way from a tensor back to the layer whose weights gave it, or to the activation where no such layer stands before it. */
export interface Trace {
  readonly layer?: MadeLayer;
  readonly head: Producer;
  readonly activation?: Producer;
  /** What stands between, in the order from the tensor back. */
  readonly moves: readonly Producer[];
}
type MadeLayer = LayerFact & { readonly creation: CallFact };

/** What a loss is given. */
export interface OutputUse extends Trace {
  readonly loss: LossCallFact;
  /** The file of the loss. */
  readonly facts: FileFacts;
}
export interface HeadUse extends OutputUse {
  readonly layer: MadeLayer;
}

export interface Head {
  readonly creation: CallFact;
  readonly layer: LayerFact;
  /** The parameter that says how many outputs there are, and how many. */
  readonly parameter: string;
  readonly units: number;
  /** At least one. */
  readonly uses: readonly HeadUse[];
}

const weighted = /^(linear|conv[123]d|dense)$/;
const activations = /^(sigmoid|softmax|log_softmax|logsigmoid)$/;
const moving = /^(squeeze|view|reshape|flatten|index|resize|identity|detach|clone|contiguous|cast|unsqueeze)$/;

export function traceToHead(producer: Producer | undefined): (Trace & Pick<HeadUse, "layer">) | undefined {
  const trace = traceOf(producer);
  return trace?.layer === undefined ? undefined : { ...trace, layer: trace.layer };
}

export function traceOf(producer: Producer | undefined): Trace | undefined {
  const moves: Producer[] = [];
  let activation: Producer | undefined;
  let behind = 0;
  let at = producer;
  for (let steps = 0; at !== undefined && steps < 12; steps++) {
    const creation = at.layer?.creation;
    if (weighted.test(at.operation) && at.layer !== undefined && creation !== undefined) {
      const found = { layer: { ...at.layer, creation }, head: at, moves };
      return activation === undefined ? found : { ...found, activation };
    }
    if (activations.test(at.operation) && activation === undefined) {
      activation = at;
      behind = moves.length;
    } else if (moving.test(at.operation)) moves.push(at);
    else break;
    at = at.inputs[0]?.producer;
  }
  return activation && { head: activation, activation, moves: moves.slice(0, behind) };
}

/** The heads that the cursor speaks of: it stands on the layer, on its activation, on a loss that they reach, or on the name of what they are made in. */
export const headsAt = (scene: Scene): readonly Head[] =>
  usesAt(scene, keyOfLayer).flatMap((group) => headOf(group) ?? []);

/** How the losses of the project see what the cursor speaks of, grouped by a key; what has none is left out. */
export function usesAt(
  { all, facts, span, read }: Scene,
  key: (use: Trace) => string | undefined,
): readonly (readonly OutputUse[])[] {
  const word = wordAt(facts.text, span);
  // What a call's result is called belongs to it.
  const reach = ({ start, end }: Span): Span => ({ start: facts.text.lastIndexOf("\n", start - 1) + 1, end });
  const isMeant = (use: OutputUse): boolean =>
    placesOf(use).some((place) => place.path === facts.path && touches(reach(place.span), span)) ||
    (word !== "" && namesAround(madeAt(use), read).includes(word));
  if (!usesIn(facts).some(isMeant) && !maySpeak.test(lineAround(facts.text, span))) return [];
  const grouped = new Map<string, OutputUse[]>();
  for (const use of all().flatMap(usesIn)) {
    const found = key(use);
    if (found !== undefined) grouped.set(found, [...(grouped.get(found) ?? []), use]);
  }
  return [...grouped.values()].filter((group) => group.some(isMeant));
}

const keyOfLayer = ({ layer }: Trace): string | undefined => layer && keyOf(layer.creation);

/** Where an activation is written: what it gave at one call is what it gave at another. */
export function keyOfActivation({ activation }: Trace): string | undefined {
  const written = activation?.layer?.creation ?? activation?.call;
  return written && keyOf(written);
}

const madeAt = ({ layer, activation }: OutputUse): CallFact | undefined => layer?.creation ?? activation?.call;

/** What a head is made of is written where the cursor stands, or what it is made in begins there: other files need not be looked at for anything else. */
const maySpeak =
  /linear|dense|conv|softmax|sigmoid|loss|cross_?entropy|criterion|bce|compile|fit|^\s*(export\s+)?(default\s+)?(async\s+)?(class|def|function)\b/i;

function lineAround(text: string, { start, end }: Span): string {
  const after = text.indexOf("\n", end);
  return text.slice(text.lastIndexOf("\n", start - 1) + 1, after < 0 ? text.length : after);
}

function wordAt(text: string, { start, end }: Span): string {
  const before = /[\w$]*$/.exec(text.slice(Math.max(0, start - 80), start))?.[0] ?? "";
  return before + text.slice(start, end) + (/^[\w$]*/.exec(text.slice(end, end + 80))?.[0] ?? "");
}

const definition =
  /^(?:export\s+)?(?:default\s+)?(?:async\s+)?(?:class|def|function\*?)\s+([\w$]+)|^(?:export\s+)?(?:const|let|var)\s+([\w$]+)\s*=\s*(?:async\s*)?(?:\(|function\b)/;

/** The classes and functions within which a layer is made, by the lines above that are indented less and less. */
function namesAround(creation: CallFact | undefined, read: Scene["read"]): readonly string[] {
  if (creation === undefined) return [];
  const lines = (read(creation.path) ?? "").slice(0, creation.span.start).split("\n");
  const names: string[] = [];
  let within = Infinity;
  for (const line of lines.reverse()) {
    const code = line.trimStart();
    const indent = line.length - code.length;
    if (code === "" || indent >= within) continue;
    within = indent;
    const found = definition.exec(code);
    if (found !== null) names.push(found[1] ?? found[2] ?? "");
    if (within === 0) break;
  }
  return names;
}

const usesIn = (facts: FileFacts): readonly OutputUse[] =>
  facts.lossCalls.flatMap((loss) => {
    const trace = traceOf(loss.input.producer);
    return trace === undefined ? [] : [{ ...trace, loss, facts }];
  });

const isOfLayer = (use: OutputUse): use is HeadUse => use.layer !== undefined;

function headOf(group: readonly OutputUse[]): Head | undefined {
  const uses = group.filter(isOfLayer);
  const [first] = uses;
  const parameter = first && outputArgument(first.layer);
  const units = first?.layer.creation.args.find((argument) => argument.parameter === parameter)?.size;
  if (first === undefined || parameter === undefined || typeof units !== "number") return undefined;
  return { creation: first.layer.creation, layer: first.layer, parameter, units, uses };
}

function placesOf({ layer, head, activation, loss, facts }: OutputUse): readonly CallFact[] {
  const made = activation?.layer?.creation;
  const compiled = isCompiled(loss) ? compileOf(loss, facts) : undefined;
  return [layer?.creation, head.call, activation?.call, made, loss.call, loss.creation, loss.chosen, compiled].filter(
    (call) => call !== undefined,
  );
}

export const keyOf = ({ path, span }: CallFact): string => `${path}:${String(span.start)}`;

export const isSameHead = (trace: Trace | undefined, { creation }: Head): boolean =>
  trace?.layer !== undefined && keyOf(trace.layer.creation) === keyOf(creation);
