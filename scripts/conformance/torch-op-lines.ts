/**
 * The transcripts of operations as plain data, every symbol replaced by small numbers, for torch-ops.py to replay under
 * PyTorch. What a line leaves open (`?`) is null; lines with unknown arguments cannot be replayed and are left out.
 */
import { operations } from "../../server/src/ops/index.ts";
import type { ParsedShape, ParsedSize } from "../../server/src/shape/index.ts";
import { readTranscript } from "../../test/ops/transcript.ts";
import type { TranscriptLine, Written } from "../../test/ops/transcript.ts";

/** Distinct first, so that no two axes agree by chance; then with ones and equal sizes, which a name may be as well. */
const assignments: readonly (readonly number[])[] = [
  [2, 3, 5, 7, 11, 13],
  [1, 4, 6, 2, 9, 5],
  [8, 1, 1, 3, 1, 2],
  [4, 4, 4, 4, 4, 4],
];
const runOfAxes = [2, 3];

export interface ReplayLine {
  readonly place: string;
  readonly text: string;
  readonly op: string;
  readonly outcome: TranscriptLine["outcome"];
  readonly args: Readonly<Record<string, unknown>>;
  readonly expected: readonly unknown[] | null;
}

export function replayLines(files: Readonly<Record<string, string>>): {
  readonly lines: readonly ReplayLine[];
  readonly left: number;
} {
  const all = Object.entries(files).flatMap(([name, text]) => readTranscript(name, text));
  const lines = all.flatMap((line) => assignments.flatMap((values) => replayLine(line, values) ?? []));
  return { lines, left: all.filter((line) => replayLine(line, [1]) === undefined).length };
}

class Unknown extends Error {}

function replayLine(line: TranscriptLine, values: readonly number[]): ReplayLine | undefined {
  const sizes = new Map<string, number>();
  const sizeOf = (name: string): number => {
    const size = sizes.get(name) ?? values[sizes.size % values.length] ?? 1;
    sizes.set(name, size);
    return size;
  };
  const names = operations.get(line.op)?.parameters.map((parameter) => parameter.name) ?? [];
  try {
    const positional = line.positional.map((written, index) => [names[index] ?? "", written] as const);
    const args = [...positional, ...line.named].map(([name, written]) => [name, argument(written, sizeOf)] as const);
    return {
      place: `test/ops/${line.file}:${String(line.line)}`,
      text: line.text.replace(/\s*(->|!!|\?\?).*$/, ""),
      op: line.op,
      outcome: line.outcome,
      args: Object.fromEntries(args),
      expected: line.expected?.map((written) => expectation(written, sizeOf)) ?? null,
    };
  } catch (error) {
    if (error instanceof Unknown) return undefined;
    throw error;
  }
}

function argument(written: Written, sizeOf: (name: string) => number): unknown {
  switch (written.kind) {
    case "tensor": {
      const shape = dimsOf(written.shape, sizeOf);
      if (shape.includes(null)) throw new Unknown();
      const classes = written.reading?.classes;
      // The highest class occurs, unless there may be fewer.
      const highest = classes === undefined || classes.kind === "atMost" ? null : classes.count - 1;
      const { order = null, strides = null } = written;
      return { tensor: shape, dtype: written.shape.dtype ?? null, highest, order, strides };
    }
    case "list":
      return { list: written.items.map((item) => argument(item, sizeOf)) };
    case "slice":
      return { slice: written.parts.map((part) => (part === undefined ? null : argument(part, sizeOf))) };
    case "int":
      return dimsOf(written.size, sizeOf)[0] ?? unknown();
    case "none":
      return null;
    case "ellipsis":
      return { ellipsis: true };
    case "unknown":
      return unknown();
    case "float":
      // A plain 1.0 would be an int on the other side.
      return { float: String(written.value).replace("Infinity", "inf") };
    case "dtype":
      return { dtype: written.value };
    default:
      return written.value;
  }
}

function unknown(): never {
  throw new Unknown();
}

/** Null stands for a size, `"*"` for any number of them. */
function expectation(written: Written, sizeOf: (name: string) => number): unknown {
  switch (written.kind) {
    case "tensor":
      return { shape: dimsOf(written.shape, sizeOf), dtype: written.shape.dtype ?? null };
    case "list":
      return { list: written.items.map((item) => expectation(item, sizeOf)) };
    case "int":
      return dimsOf(written.size, sizeOf)[0];
    default:
      return null;
  }
}

function dimsOf(shape: ParsedShape, sizeOf: (name: string) => number): readonly (number | null | "*")[] {
  return shape.axes.flatMap((axis): readonly (number | null | "*")[] => {
    switch (axis.kind) {
      case "size":
        return [evaluate(axis.size, sizeOf)];
      case "rest":
        return runOfAxes;
      case "any":
      case "unknown":
        return [null];
      default:
        return ["*"];
    }
  });
}

function evaluate(size: ParsedSize, sizeOf: (name: string) => number): number {
  switch (size.kind) {
    case "constant":
      return size.value;
    case "name":
      return sizeOf(size.name);
    case "negate":
      return -evaluate(size.operand, sizeOf);
    case "binary": {
      const [left, right] = [evaluate(size.left, sizeOf), evaluate(size.right, sizeOf)];
      const floor = Math.floor(left / right);
      return { "+": left + right, "-": left - right, "*": left * right, "//": floor, "%": left - floor * right }[
        size.operator
      ];
    }
  }
}
