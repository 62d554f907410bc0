/** What was called on the way to a report, the nearest first: where guesses look for what they write otherwise. */
import type { BrokenRequirement, CallFact, LayerFact, Operand, Producer } from "../../facts/index.ts";
import { rankOf } from "../../shape/index.ts";
import type { Shape } from "../../shape/index.ts";
import { ancestry } from "../ancestry.ts";

export interface Maker {
  readonly operation: string;
  readonly layer: LayerFact | undefined;
  /** The call itself, and the one that made the layer. */
  readonly calls: readonly CallFact[];
  /** The most axes that what goes in or comes out has. */
  readonly rank: number;
  /** Whether one axis less comes out than went in. */
  readonly isReduction: boolean;
}

/** A network has thousands, and what is meant stands near. */
const mostMakers = 200;

/** What made one side and what made the other, by turns; each once, though both come of it. */
export function makersOf(sides: readonly Pick<Operand, "producer">[], broken?: BrokenRequirement): readonly Maker[] {
  const before = sides.map(({ producer }) => [...ancestry(producer, mostMakers, true)]);
  const longest = Math.max(0, ...before.map(({ length }) => length));
  const turns = Array.from({ length: longest }, (_, at) => before.flatMap((side) => side[at] ?? []));
  const makers = [...new Set(turns.flat())].map(makerOf);
  return broken === undefined ? makers : [itself(broken), ...makers];
}

function makerOf({ operation, call, layer, inputs, output }: Producer): Maker {
  const [after, before] = [rankOf(output.shape), inputs[0] && rankOf(inputs[0].tensor.shape)];
  const isReduction = before !== undefined && after === before - 1;
  return { operation, layer, calls: callsOf(call, layer), rank: Math.max(after ?? 0, before ?? 0), isReduction };
}

function itself({ operation, call, layer, operands }: BrokenRequirement): Maker {
  const rank = Math.max(0, ...operands.map(({ shape }: { readonly shape: Shape }) => rankOf(shape) ?? 0));
  return { operation, layer, calls: callsOf(call, layer), rank, isReduction: false };
}

const callsOf = (call: CallFact | undefined, layer: LayerFact | undefined): readonly CallFact[] =>
  [call, layer?.creation].flatMap((each) => each ?? []);
