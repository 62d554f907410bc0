/**
 * What is not known must do no harm: a transcript line that holds is run again with one thing in it forgotten (an argument,
 * a size, the rank). Nothing may then be refuted, and what is still said of the result must be true of the line's own.
 * And whatever the arguments are, no operation throws.
 */
import fc from "fast-check";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { operations, runOp, strictJudge } from "../../server/src/ops/index.ts";
import type { OpArgument, OpArguments, OpOutcome, OpResult } from "../../server/src/ops/index.ts";
import {
  asConstant,
  knownDims,
  minRank,
  proveEqual,
  rankOf,
  rowShape,
  shapeFrom,
} from "../../server/src/shape/index.ts";
import type { Dim, FreshSizes, Shape, TensorType } from "../../server/src/shape/index.ts";
import { argumentsOf, readTranscript, symbolsOfLine } from "./transcript.ts";
import type { TranscriptLine } from "./transcript.ts";

const folder = import.meta.dirname;
const lines = readdirSync(folder)
  .filter((name) => name.endsWith(".md"))
  .flatMap((name) => readTranscript(name, readFileSync(join(folder, name), "utf8")));

function runWith(op: string, args: OpArguments, fresh: FreshSizes): OpOutcome {
  const operation = operations.get(op);
  if (operation === undefined) throw new Error(`no operation is called ${op}`);
  return runOp(operation, args, strictJudge(fresh));
}

// --- forgetting

/** Every argument with one thing in it forgotten. */
function forgetful(argument: OpArgument, fresh: FreshSizes): readonly OpArgument[] {
  const unknown: OpArgument = { kind: "unknown" };
  switch (argument.kind) {
    case "tensor":
      return [unknown, ...vaguer(argument.tensor, fresh).map((tensor): OpArgument => ({ kind: "tensor", tensor }))];
    case "list": {
      const { items } = argument;
      const each = items.flatMap((item, index) =>
        forgetful(item, fresh).map((other): OpArgument => ({ kind: "list", items: items.with(index, other) })),
      );
      return [unknown, { kind: "open-list" }, ...each];
    }
    case "int":
      return [unknown, { kind: "int", value: fresh.size("n", { min: -Infinity }) }];
    case "flag":
    case "text":
    case "dtype":
    case "float":
      return [unknown, { kind: argument.kind }];
    default:
      return [unknown];
  }
}

function vaguer({ shape, ...others }: TensorType, fresh: FreshSizes): readonly TensorType[] {
  const sizes = knownDims(shape);
  const typeless: TensorType = { shape };
  if (sizes === undefined) return [typeless];
  const shapes: Shape[] = sizes.map((_, index) => shapeFrom(sizes.with(index, fresh.size("size"))));
  shapes.push(rowShape([], fresh.row("rest")));
  for (let kept = 1; kept <= sizes.length; kept += 1) {
    shapes.push(rowShape(sizes.slice(0, kept), fresh.row("rest")), rowShape([], fresh.row("rest"), sizes.slice(-kept)));
  }
  return [typeless, ...shapes.map((each): TensorType => ({ ...others, shape: each }))];
}

/** Every list of arguments with one thing in it forgotten. */
function vaguerArguments(args: OpArguments, fresh: FreshSizes): readonly OpArguments[] {
  const positional = args.positional.flatMap((argument, index) =>
    forgetful(argument, fresh).map((other) => ({ ...args, positional: args.positional.with(index, other) })),
  );
  const named = Object.entries(args.named).flatMap(([name, argument]) =>
    forgetful(argument, fresh).map((other) => ({ ...args, named: { ...args.named, [name]: other } })),
  );
  return [...positional, ...named];
}

// --- comparing

/** Whether what is said of the vaguer result may be true of the certain one. */
function agrees(vague: OpResult, certain: OpResult): boolean {
  if (vague.kind === "unknown" || certain.kind === "unknown") return true;
  if (vague.kind === "tensor" && certain.kind === "tensor") return tensorsAgree(vague.tensor, certain.tensor);
  if (vague.kind === "size" && certain.kind === "size") return sizesAgree(vague.size, certain.size);
  if (vague.kind === "open-list") return listOf(certain).every((item) => agrees(vague.item, item));
  if (certain.kind === "open-list") return listOf(vague).every((item) => agrees(item, certain.item));
  const [left, right] = [listOf(vague), listOf(certain)];
  return left.length === right.length && left.every((item, index) => agrees(item, right[index] ?? item));
}

const listOf = (result: OpResult): readonly OpResult[] =>
  result.kind === "tuple" || result.kind === "list" ? result.items : result.kind === "open-list" ? [result.item] : [];

function tensorsAgree(vague: TensorType, certain: TensorType): boolean {
  if (vague.dtype !== undefined && certain.dtype !== undefined && vague.dtype !== certain.dtype) return false;
  const [left, right] = [vague.shape, certain.shape];
  const sizes = knownDims(right);
  if (sizes === undefined) return true;
  if (minRank(left) > sizes.length) return false;
  if (rankOf(left) !== undefined && rankOf(left) !== sizes.length) return false;
  const front = left.lead.every((size, index) => sizesAgree(size, sizes[index] ?? size));
  const tail = sizes.slice(sizes.length - left.tail.length);
  return front && left.tail.every((size, index) => sizesAgree(size, tail[index] ?? size));
}

const sizesAgree = (a: Dim, b: Dim): boolean => proveEqual(a, b) !== "fails";

function checkVague(line: TranscriptLine): void {
  const symbols = symbolsOfLine();
  const args = argumentsOf(line, symbols);
  const certain = runWith(line.op, args, symbols.fresh);
  for (const vague of vaguerArguments(args, symbols.fresh)) {
    const outcome = runWith(line.op, vague, symbols.fresh);
    const where = `test/ops/${line.file}:${String(line.line)}: ${line.text}\nwith ${JSON.stringify(vague)}\n${JSON.stringify(outcome)}`;
    expect(outcome.broken, where).toEqual([]);
    expect(outcome.refused, where).toBeUndefined();
    expect(agrees(outcome.result, certain.result), where).toBe(true);
  }
}

describe("a line that holds, with something forgotten", () => {
  const certain = lines.filter((line) => line.outcome === "holds");
  test.each([...operations.keys()])("%s", (op) => {
    for (const line of certain.filter((each) => each.op === op)) checkVague(line);
  });
});

// --- anything at all

const size: fc.Arbitrary<Dim> = fc.integer({ min: -2, max: 5 });
const sizes = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 5 });
const tensorArgument = fc.record({
  kind: fc.constant("tensor" as const),
  tensor: fc.record({
    shape: fc.oneof(
      sizes.map((dims) => shapeFrom(dims)),
      fc
        .tuple(sizes, sizes)
        .map(([lead, tail]) => rowShape(lead, { kind: "row", id: 0, name: "r", origin: "opaque" }, tail)),
    ),
  }),
});
const { argument } = fc.letrec<{ argument: OpArgument }>((tie) => ({
  argument: fc.oneof(
    { weight: 6, arbitrary: tensorArgument },
    { weight: 4, arbitrary: size.map((value): OpArgument => ({ kind: "int", value })) },
    fc.double({ noNaN: true }).map((value): OpArgument => ({ kind: "float", value })),
    fc.boolean().map((value): OpArgument => ({ kind: "flag", value })),
    fc
      .constantFrom("mean", "none", "same", "max", "relu", "...ij,jk->ik", "")
      .map((value): OpArgument => ({ kind: "text", value })),
    fc.constantFrom<OpArgument>(
      { kind: "none" },
      { kind: "ellipsis" },
      { kind: "unknown" },
      { kind: "open-list" },
      { kind: "slice" },
      { kind: "dtype", value: "int64" },
      { kind: "flag" },
      { kind: "text" },
      { kind: "float" },
    ),
    {
      weight: 3,
      arbitrary: fc.array(tie("argument"), { maxLength: 3 }).map((items): OpArgument => ({ kind: "list", items })),
    },
  ),
}));

describe("any arguments", () => {
  test.each([...operations.keys()])("%s does not throw", (op) => {
    fc.assert(
      fc.property(fc.array(argument, { maxLength: 8 }), (positional) => {
        const outcome = runWith(op, { positional, named: {} }, symbolsOfLine().fresh);
        expect(asConstant(outcome.broken.length)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 100, seed: 1 },
    );
  });
});
