/**
 * The last layer of a network as its losses see it: the layer, the activation behind it, what only moves the numbers between them, and every loss of
 * the project that it reaches.
 */
import type { Span } from "../base/span.ts";
import type { CallFact, FileFacts, LayerFact, LossCallFact, Producer } from "../facts/index.ts";
import { outputArgument } from "../rules/layer-arguments.ts";
import { touches } from "./define.ts";
import type { Scene } from "./define.ts";

/** The way from a tensor back to the layer whose weights gave it. */
export interface Trace {
  readonly layer: LayerFact & { readonly creation: CallFact };
  readonly head: Producer;
  readonly activation?: Producer;
  /** What stands between, in the order from the tensor back. */
  readonly moves: readonly Producer[];
}

export interface HeadUse extends Trace {
  readonly loss: LossCallFact;
  /** The file of the loss. */
  readonly facts: FileFacts;
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

export function traceToHead(producer: Producer | undefined): Trace | undefined {
  const moves: Producer[] = [];
  let activation: Producer | undefined;
  let at = producer;
  for (let steps = 0; at !== undefined && steps < 12; steps++) {
    const creation = at.layer?.creation;
    if (weighted.test(at.operation)) {
      if (at.layer === undefined || creation === undefined) return undefined;
      const found = { layer: { ...at.layer, creation }, head: at, moves };
      return activation === undefined ? found : { ...found, activation };
    }
    if (activations.test(at.operation) && activation === undefined) activation = at;
    else if (moving.test(at.operation)) moves.push(at);
    else return undefined;
    at = at.inputs[0]?.producer;
  }
  return undefined;
}

/** The heads that the cursor speaks of: it stands on the layer, on its activation, or on a loss that they reach. */
export function headsAt({ all, facts, span }: Scene): readonly Head[] {
  if (!mentionsHead.test(linesAround(facts.text, span))) return [];
  const uses = all().flatMap((file) => file.lossCalls.flatMap((loss) => useOf(loss, file) ?? []));
  const grouped = new Map<string, HeadUse[]>();
  for (const use of uses) {
    const key = keyOf(use.layer.creation);
    grouped.set(key, [...(grouped.get(key) ?? []), use]);
  }
  return [...grouped.values()]
    .filter((group) =>
      group.some((use) => placesOf(use).some((place) => place.path === facts.path && touches(place.span, span))),
    )
    .flatMap((group) => headOf(group) ?? []);
}

/** What a head is made of is written where the cursor stands: other files need not be looked at for anything else. */
const mentionsHead = /linear|dense|conv|softmax|sigmoid|loss|cross_?entropy|criterion|bce|compile|fit/i;

function linesAround(text: string, { start, end }: Span): string {
  const after = text.indexOf("\n", end);
  return text.slice(text.lastIndexOf("\n", start - 1) + 1, after < 0 ? text.length : after);
}

function useOf(loss: LossCallFact, facts: FileFacts): HeadUse | undefined {
  const trace = traceToHead(loss.input.producer);
  return trace && { ...trace, loss, facts };
}

function headOf(uses: readonly HeadUse[]): Head | undefined {
  const [first] = uses;
  const parameter = first && outputArgument(first.layer);
  const units = first?.layer.creation.args.find((argument) => argument.parameter === parameter)?.size;
  if (first === undefined || parameter === undefined || typeof units !== "number") return undefined;
  return { creation: first.layer.creation, layer: first.layer, parameter, units, uses };
}

function placesOf({ layer, activation, loss }: HeadUse): readonly CallFact[] {
  const made = activation?.layer?.creation;
  return [layer.creation, activation?.call, made, loss.call, loss.creation, loss.chosen].filter(
    (call) => call !== undefined,
  );
}

export const keyOf = ({ path, span }: CallFact): string => `${path}:${String(span.start)}`;

export const isSameHead = (trace: Trace | undefined, { creation }: Head): boolean =>
  trace !== undefined && keyOf(trace.layer.creation) === keyOf(creation);
