/**
 * Calls near the transcripts: an axis made longer, dropped or added, an int moved, a flag turned, a dtype changed. What
 * the operations say of each is compared with PyTorch, so that requirements are neither too strict nor too lax beside the
 * lines that somebody thought of.
 */
import { operations, runOp, strictJudge } from "../../server/src/ops/index.ts";
import type { OpArgument, OpResult } from "../../server/src/ops/index.ts";
import { asConstant, shapeFrom, symbol } from "../../server/src/shape/index.ts";
import type { Dim, DType, FreshSizes, Reading } from "../../server/src/shape/index.ts";
import type { ReplayLine } from "./torch-op-lines.ts";

/** Small numbers in an order that a seed fixes. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Json = Readonly<Record<string, unknown>>;

/** So many distinct calls of each operation, or as many as its lines lead to: of the lines, and of calls found before. */
export function mutants(lines: readonly ReplayLine[], each: number, seed: number): readonly ReplayLine[] {
  const operations = [...new Set(lines.map(({ op }) => op))];
  return operations.flatMap((op) => {
    const own = lines.filter((line) => line.op === op);
    return near(own, each, numbers(seed));
  });
}

function near(lines: readonly ReplayLine[], each: number, next: (below: number) => number): readonly ReplayLine[] {
  const found = new Map<string, ReplayLine>();
  const from = [...lines];
  for (let tries = 0; tries < 4 * each && found.size < each; tries += 1) {
    const line = from[next(2) === 0 ? next(lines.length) : next(from.length)];
    if (line === undefined) continue;
    const args = mutate(line.args, next);
    const text = `${line.op} ${JSON.stringify(args)}`;
    if (found.has(text) || elements(args) > mostElements) continue;
    const judged = judge(line.op, args);
    if (judged === undefined) continue;
    const mutant = { ...line, text, args, ...judged };
    found.set(text, mutant);
    // Near what is refused, nearly everything is.
    if (judged.outcome !== "fails") from.push(mutant);
  }
  return [...found.values()];
}

/** Larger tensors only take time. */
const mostElements = 200_000;

function elements(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  if ("tensor" in value && Array.isArray(value.tensor))
    return (value.tensor as number[]).reduce((product, size) => product * size, 1);
  return Object.values(value)
    .map(elements)
    .reduce((sum, count) => sum + count, 0);
}

function mutate(args: Json, next: (below: number) => number): Json {
  const names = Object.keys(args);
  const times = 1 + next(2);
  let mutated = args;
  for (let time = 0; time < times; time += 1) {
    const name = names[next(names.length)] ?? "";
    mutated = { ...mutated, [name]: mutateValue(mutated[name], next) };
  }
  return mutated;
}

const dtypes = ["float32", "float64", "int64", "int32", "bool", "float16"];

function mutateValue(value: unknown, next: (below: number) => number): unknown {
  if (typeof value === "number") return value + (next(2) === 0 ? -1 : 1) * (1 + next(2));
  if (typeof value === "boolean") return !value;
  if (typeof value !== "object" || value === null) return value;
  if ("tensor" in value && Array.isArray(value.tensor)) {
    if (next(8) === 0) return { ...value, dtype: dtypes[next(dtypes.length)] };
    const sizes = mutateSizes(value.tensor as number[], next);
    // How it lies in memory is known by its axes.
    return { ...value, tensor: sizes, ...(sizes.length === value.tensor.length ? {} : { order: null, strides: null }) };
  }
  if ("list" in value && Array.isArray(value.list)) {
    const items = value.list as unknown[];
    const at = next(items.length);
    if (next(6) === 0) return { list: items.filter((_, index) => index !== at) };
    return { list: items.map((item, index) => (index === at ? mutateValue(item, next) : item)) };
  }
  if ("slice" in value && Array.isArray(value.slice)) {
    const parts = value.slice as unknown[];
    const at = next(parts.length);
    return {
      slice: parts.map((part, index) => (index === at ? (part === null ? next(4) : mutateValue(part, next)) : part)),
    };
  }
  return value;
}

function mutateSizes(sizes: readonly number[], next: (below: number) => number): readonly number[] {
  const at = next(sizes.length);
  switch (next(6)) {
    case 0:
      return sizes.filter((_, index) => index !== at);
    case 1:
      return [...sizes.slice(0, at), 1 + next(4), ...sizes.slice(at)];
    case 2:
      return sizes.map((size, index) => (index === at ? 1 : size));
    case 3:
      return sizes.map((_, index) => sizes[(index + 1) % sizes.length] ?? 1);
    default:
      return sizes.map((size, index) => (index === at ? Math.max(0, size - 1 + next(4)) : size));
  }
}

// --- what the operations say

function judge(op: string, args: Json): Pick<ReplayLine, "outcome" | "expected"> | undefined {
  const operation = operations.get(op);
  if (operation === undefined) return undefined;
  let id = 0;
  const fresh: FreshSizes = {
    size: (name, bounds) => symbol({ id: id++, name, origin: "opaque", min: 0, ...bounds }),
    row: (name) => ({ kind: "row", id: id++, name, origin: "opaque" }),
  };
  const named = Object.fromEntries(Object.entries(args).map(([name, value]) => [name, argument(value)]));
  const outcome = runOp(operation, { positional: [], named }, strictJudge(fresh));
  if (outcome.refused !== undefined) return undefined;
  if (outcome.broken.length > 0) return { outcome: "fails", expected: null };
  const expected = expectation(outcome.result);
  return {
    outcome: outcome.unknown.length > 0 ? "unknown" : "holds",
    expected: [expected],
  };
}

const highestIs = (highest: number): Reading => ({ classes: { kind: "exactly", count: highest + 1 } });

function argument(value: unknown): OpArgument {
  if (value === null) return { kind: "none" };
  if (typeof value === "number") return { kind: "int", value };
  if (typeof value === "boolean") return { kind: "flag", value };
  if (typeof value === "string") return { kind: "text", value };
  const given = value as Record<string, unknown>;
  if ("tensor" in given) {
    const dtype = (given.dtype ?? "float32") as DType;
    const { order, strides } = given as { readonly order?: readonly number[]; readonly strides?: readonly number[] };
    const reading = typeof given.highest === "number" ? highestIs(given.highest) : undefined;
    const tensor = {
      shape: shapeFrom(given.tensor as number[]),
      dtype,
      ...(order && { order }),
      ...(strides && { strides }),
      ...(reading && { reading }),
    };
    return { kind: "tensor", tensor };
  }
  if ("list" in given) return { kind: "list", items: (given.list as unknown[]).map(argument) };
  if ("slice" in given) {
    const [lower, upper, step] = (given.slice as unknown[]).map(argument);
    return { kind: "slice", lower, upper, step };
  }
  if ("float" in given) return { kind: "float", value: Number(String(given.float).replace("inf", "Infinity")) };
  if ("ellipsis" in given) return { kind: "ellipsis" };
  return { kind: "dtype", value: given.dtype as DType };
}

function expectation(result: OpResult): unknown {
  switch (result.kind) {
    case "tensor": {
      const { lead, rest, tail } = result.tensor.shape;
      const size = (dim: Dim): number | null => asConstant(dim) ?? null;
      const shape = [...lead.map(size), ...(rest === undefined ? [] : ["*"]), ...tail.map(size)];
      return { shape, dtype: result.tensor.dtype ?? null };
    }
    case "tuple":
    case "list":
      return { list: result.items.map(expectation) };
    case "size":
      return asConstant(result.size) ?? null;
    default:
      return null;
  }
}
