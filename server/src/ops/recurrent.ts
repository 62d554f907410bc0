/**
 * Recurrent networks: `rnn`, `gru` and `lstm` over a sequence and their cells. Weights are not looked at: the sizes that
 * the network was made with are parameters.
 */
import { knownDims, multiply, proveAtLeast, proveEqual, rankOf, shapeOf } from "../shape/index.ts";
import type { Dim, FreshSizes, Shape, TensorType } from "../shape/index.ts";
import type { OpArgument, OpResult } from "./argument.ts";
import { anyShape } from "./axis.ts";
import { defineOp, result } from "./define.ts";
import type { Operation } from "./define.ts";
import { flag, optionalAny, tensor } from "./parameters.ts";
import { axes } from "./pattern.ts";
import { atLeast, dtypeIn, equal, proof, rankIn } from "./requirement.ts";
import type { Need } from "./requirement.ts";
import { int } from "./size-parameters.ts";

/** `undefined`: not known. A sequence alone has no batch. */
function batchOf(
  input: TensorType,
  first: Shape,
  second: Dim,
  batchFirst: boolean | undefined,
  fresh: FreshSizes,
): Shape {
  const rank = rankOf(input.shape);
  if (rank === 2) return shapeOf();
  if (rank === undefined) return anyShape(fresh);
  if (batchFirst === undefined) return shapeOf(fresh.size("batch"));
  return shapeOf(batchFirst ? (first.lead[0] ?? fresh.size("batch")) : second);
}

function directions(bidirectional: boolean | undefined, fresh: FreshSizes): Dim {
  if (bidirectional === undefined) return fresh.size("directions", { min: 1, max: 2 });
  return bidirectional ? 2 : 1;
}

/** One state is of this shape; of more rows than were packed, the first are taken. */
function stateNeeds(given: OpArgument | undefined, wanted: Shape, isPacked = false): readonly Need<"hx">[] {
  if (given?.kind !== "tensor") return [];
  const sizes = knownDims(wanted);
  const actual = knownDims(given.tensor.shape);
  if (sizes === undefined) return [];
  const detail = { state: given.tensor.shape, wanted };
  const rank = { ...rankIn("hx", given.tensor.shape, [sizes.length]), detail };
  if (actual?.length !== sizes.length) return [rank];
  return [
    rank,
    ...actual.map((size, axis) =>
      isPacked && axis === 1
        ? atLeast("hx", size, sizes[axis] ?? size, detail)
        : equal("hx", size, sizes[axis] ?? size, detail),
    ),
  ];
}

/** The hidden state and, of an LSTM, the cell. */
function statesOf(hx: OpArgument | undefined): readonly [OpArgument | undefined, OpArgument | undefined] {
  return hx?.kind === "list" ? [hx.items[0], hx.items[1]] : [hx, undefined];
}

/** An LSTM takes a pair of states, every other layer a single one. */
function stateForm(name: string, hx: OpArgument | undefined): Need<"hx"> | undefined {
  const isPair = name.startsWith("lstm");
  const isOther = isPair ? hx?.kind === "tensor" || (hx?.kind === "list" && hx.items.length < 2) : hx?.kind === "list";
  return isOther ? proof("hx", "fails", { reason: isPair ? "state-pair" : "one-state" }) : undefined;
}

/** Whether the numbers are known not to be all the same. */
function isVaried(numbers: OpArgument): boolean {
  if (numbers.kind === "tensor") return numbers.tensor.reading?.varied === true;
  if (numbers.kind !== "list") return false;
  const [first, ...others] = numbers.items;
  return others.some(
    (each) => each.kind === "int" && first?.kind === "int" && proveEqual(each.value, first.value) === "fails",
  );
}

const hasLengths = (lengths: OpArgument | undefined): lengths is OpArgument =>
  lengths !== undefined && lengths.kind !== "none";

/**
 * PyTorch's fused kernel for the CPU takes packed sequences of one length, and does not look at their features and states: it computes with whatever lies
 * in memory. All other ways to run the network look.
 */
function isUnchecked(name: string, { input, lengths, proj_size }: Packed): boolean {
  return name === "lstm" && hasLengths(lengths) && !isVaried(lengths) && proj_size === 0 && input.dtype !== "float64";
}

const sameFeatures = ({ Fin, input_size }: Packed): Need<"input"> => equal("input", Fin, input_size);

const uncheckedFeatures = {
  "unchecked-features": (given: Packed): Need<"input"> | undefined =>
    isUnchecked("lstm", given) ? sameFeatures(given) : undefined,
};

interface Packed {
  readonly input: TensorType;
  readonly Fin: Dim;
  readonly input_size: Dim;
  readonly lengths: OpArgument | undefined;
  readonly proj_size: Dim;
}

const parameters = {
  input: tensor("First? Second Fin"),
  hx: optionalAny(),
  input_size: int(undefined, { min: 1 }),
  hidden_size: int(undefined, { min: 1 }),
  num_layers: int(1, { min: 1 }),
  bidirectional: flag(false),
  batch_first: flag(false),
  proj_size: int(0, { min: 0 }),
  /** Of the sequences that were packed; absent where none were. */
  lengths: optionalAny(),
};

interface Sizes {
  readonly hidden_size: Dim;
  readonly num_layers: Dim;
  readonly bidirectional: boolean | undefined;
  readonly proj_size: Dim;
}

/** What a step puts out: the hidden size, or what it is projected to. */
function outputSize({ hidden_size, proj_size }: Sizes, fresh: FreshSizes): Dim {
  if (proj_size === 0) return hidden_size;
  return proveAtLeast(proj_size, 1) === "holds" ? proj_size : fresh.size("features");
}

function stateShape(sizes: Sizes, batch: Shape, size: Dim, fresh: FreshSizes): Shape {
  return axes(fresh, multiply(sizes.num_layers, directions(sizes.bidirectional, fresh)), batch, size);
}

function recurrent(name: "rnn" | "gru" | "lstm"): Operation {
  return defineOp({
    name,
    params: parameters,
    requires: {
      features: (given) => (isUnchecked(name, given) ? undefined : sameFeatures(given)),
      ...(name === "lstm" ? uncheckedFeatures : {}),
      dtype: ({ input }) => dtypeIn("input", input.dtype, "floating"),
      "positive-count": ({ num_layers }) => atLeast("num_layers", num_layers, 1),
      "state-form": ({ hx }) => stateForm(name, hx),
      "state-shape": ({ input, First, Second, hx, batch_first, ...sizes }, fresh) => {
        const batch = batchOf(input, First, Second, batch_first, fresh);
        if (sizes.bidirectional === undefined || batch_first === undefined) return [];
        const isPacked = hasLengths(sizes.lengths);
        // Of packed sequences an LSTM takes a cell with more layers than it has, and its fused kernel any state.
        if (name === "lstm" && isPacked) return [];
        const [hidden, cell] = statesOf(hx);
        return [
          ...stateNeeds(hidden, stateShape(sizes, batch, outputSize(sizes, fresh), fresh), isPacked),
          ...stateNeeds(cell, stateShape(sizes, batch, sizes.hidden_size, fresh), isPacked),
        ];
      },
    },
    result: ({ input, First, Second, batch_first, ...sizes }, fresh) => {
      const batch = batchOf(input, First, Second, batch_first, fresh);
      const features = multiply(outputSize(sizes, fresh), directions(sizes.bidirectional, fresh));
      const output = result(axes(fresh, First, Second, features), input.dtype, { last: name });
      return withStates(name, output, sizes, batch, input, fresh);
    },
    promise: ({ hidden_size, num_layers, bidirectional, proj_size, First, Second }, fresh) => {
      if (hidden_size === undefined || num_layers === undefined || proj_size === undefined) return { kind: "unknown" };
      const sizes = { hidden_size, num_layers, bidirectional, proj_size };
      const features = multiply(outputSize(sizes, fresh), directions(bidirectional, fresh));
      const leading = First === undefined || Second === undefined ? anyShape(fresh) : axes(fresh, First, Second);
      return withStates(name, result(axes(fresh, leading, features)), sizes, anyShape(fresh), undefined, fresh);
    },
  });
}

/** An LSTM hands on its hidden state and its cell, the others only the hidden state. */
function withStates(
  name: string,
  output: OpResult,
  sizes: Sizes,
  batch: Shape,
  input: TensorType | undefined,
  fresh: FreshSizes,
): OpResult {
  const hidden = result(stateShape(sizes, batch, outputSize(sizes, fresh), fresh), input?.dtype, { last: name });
  if (name !== "lstm") return { kind: "tuple", items: [output, hidden] };
  const cell = result(stateShape(sizes, batch, sizes.hidden_size, fresh), input?.dtype, { last: name });
  return { kind: "tuple", items: [output, { kind: "tuple", items: [hidden, cell] }] };
}

/** The rows of a matrix pass for the two states of one sequence. */
const isRows = (batch: Shape, hx: OpArgument | undefined): boolean =>
  rankOf(batch) !== 1 && hx?.kind === "tensor" && (rankOf(hx.tensor.shape) ?? 2) === 2;

function recurrentCell(name: "rnn_cell" | "gru_cell" | "lstm_cell"): Operation {
  return defineOp({
    name,
    params: {
      input: tensor("N? Fin"),
      hx: optionalAny(),
      input_size: int(undefined, { min: 1 }),
      hidden_size: int(undefined, { min: 1 }),
    },
    requires: {
      features: ({ Fin, input_size }) => equal("input", Fin, input_size),
      dtype: ({ input }) => dtypeIn("input", input.dtype, "floating"),
      "state-form": ({ N, hx }) => (isRows(N, hx) ? undefined : stateForm(name, hx)),
      "state-shape": ({ N, hx, hidden_size }, fresh) => {
        if (name === "lstm_cell" && isRows(N, hx)) return [];
        const wanted = axes(fresh, N, hidden_size);
        return statesOf(hx).flatMap((state) => stateNeeds(state, wanted));
      },
    },
    result: ({ N, hidden_size, input }, fresh) => cellResult(name, axes(fresh, N, hidden_size), input.dtype),
    promise: ({ N, hidden_size }, fresh) =>
      cellResult(name, axes(fresh, N ?? anyShape(fresh), hidden_size ?? fresh.size("features")), undefined),
  });
}

function cellResult(name: string, shape: Shape, dtype: TensorType["dtype"]): OpResult {
  const state = result(shape, dtype, { last: name });
  return name === "lstm_cell" ? { kind: "tuple", items: [state, state] } : state;
}

export const recurrents: readonly Operation[] = [
  recurrent("rnn"),
  recurrent("gru"),
  recurrent("lstm"),
  recurrentCell("rnn_cell"),
  recurrentCell("gru_cell"),
  recurrentCell("lstm_cell"),
];
