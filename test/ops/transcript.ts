/**
 * The transcripts of operations: fenced blocks `ops` in Markdown, one call a line, read into data. Tuples are tensors,
 * `[…]` lists, names symbols (positive, fresh on every line), `?` what is not known; the rest is written as in Python.
 * What is done with a line is left to transcripts.test.ts and to the conformance run.
 */
import { asDType, declareTensor, noBindings, parseShape, symbol } from "../../server/src/shape/index.ts";
import type {
  Bindings,
  Dim,
  DType,
  FreshSizes,
  ParsedShape,
  Reading,
  Row,
  TensorType,
} from "../../server/src/shape/index.ts";
import type { OpArgument, OpArguments } from "../../server/src/ops/index.ts";

export type Written =
  | {
      readonly kind: "tensor";
      readonly shape: ParsedShape;
      readonly reading: Reading | undefined;
      readonly order?: readonly number[];
      readonly strides?: readonly number[];
    }
  | { readonly kind: "list"; readonly items: readonly Written[] }
  | { readonly kind: "slice"; readonly parts: readonly (Written | undefined)[] }
  | { readonly kind: "int"; readonly text: string; readonly size: ParsedShape }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "flag"; readonly value: boolean }
  | { readonly kind: "dtype"; readonly value: DType }
  | { readonly kind: "none" | "ellipsis" | "unknown" };

export interface TranscriptLine {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  readonly op: string;
  readonly positional: readonly Written[];
  readonly named: readonly (readonly [name: string, value: Written])[];
  readonly outcome: "holds" | "fails" | "unknown";
  /** The requirements that fail, or are unknown. */
  readonly ids: readonly string[];
  /** One for each result; undefined where the line does not say. */
  readonly expected: readonly Written[] | undefined;
}

export function readTranscript(file: string, markdown: string): readonly TranscriptLine[] {
  const lines: TranscriptLine[] = [];
  let inside = false;
  for (const [index, text] of markdown.split("\n").entries()) {
    if (text.startsWith("```")) inside = !inside && text.trim() === "```ops";
    else if (inside && text.trim() !== "" && !text.startsWith("#")) lines.push(readLine(file, index + 1, text));
  }
  return lines;
}

function readLine(file: string, line: number, text: string): TranscriptLine {
  try {
    const call = /^(\w+)\(/.exec(text);
    if (call?.[1] === undefined) throw new Error("a call was expected");
    const end = closing(text, call[0].length - 1);
    const inside = splitAtCommas(text.slice(call[0].length, end));
    const written = inside.map((part) => {
      const keyword = /^([a-z_]\w*)=(?!=)/.exec(part);
      return keyword?.[1] === undefined
        ? readWritten(part)
        : ([keyword[1], readWritten(part.slice(keyword[0].length))] as const);
    });
    return {
      file,
      line,
      text,
      op: call[1],
      positional: written.flatMap((each) => ("kind" in each ? [each] : [])),
      named: written.flatMap((each) => ("kind" in each ? [] : [each])),
      ...readOutcome(text.slice(end + 1).trim()),
    };
  } catch (error) {
    throw new Error(`${file}:${String(line)}: ${error instanceof Error ? error.message : String(error)}: ${text}`);
  }
}

function readOutcome(text: string): Pick<TranscriptLine, "outcome" | "ids" | "expected"> {
  const [before = "", after] = text.split("->", 2).map((part) => part.trim());
  const expected = after === undefined || after === "" ? undefined : splitAtCommas(after).map(readWritten);
  const ids = before
    .slice(2)
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== "");
  if (before.startsWith("!!") && ids.length > 0) return { outcome: "fails", ids, expected };
  if (before.startsWith("??") && ids.length > 0) return { outcome: "unknown", ids, expected };
  if (before !== "" || expected === undefined) throw new Error("`->`, `!! id` or `?? id ->` was expected");
  return { outcome: "holds", ids: [], expected };
}

/** The offset of the bracket that closes the one at `start`. */
function closing(text: string, start: number): number {
  let depth = 0;
  let quote: string | undefined;
  for (let index = start; index < text.length; index += 1) {
    const char = text.charAt(index);
    if (quote !== undefined) quote = char === quote ? undefined : quote;
    else if (char === '"') quote = char;
    else if ("([{".includes(char)) depth += 1;
    else if (")]}".includes(char)) depth -= 1;
    if (depth === 0 && quote === undefined) return index;
  }
  throw new Error("a bracket is not closed");
}

function splitAt(separator: string, text: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    const char = text.charAt(index);
    if ("([{".includes(char)) index = closing(text, index);
    else if (char === '"') index = text.indexOf('"', index + 1);
    else if (char === separator) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, text.slice(start)].map((part) => part.trim());
}

function splitAtCommas(text: string): readonly string[] {
  return text.trim() === "" ? [] : splitAt(",", text);
}

const words: Readonly<Record<string, Written>> = {
  True: { kind: "flag", value: true },
  False: { kind: "flag", value: false },
  None: { kind: "none" },
  "...": { kind: "ellipsis" },
  "?": { kind: "unknown" },
};

function readWritten(text: string): Written {
  const word = words[text];
  if (word !== undefined) return word;
  const dtype = asDType(text);
  if (dtype !== undefined) return { kind: "dtype", value: dtype };
  if (text.startsWith("["))
    return { kind: "list", items: splitAtCommas(text.slice(1, closing(text, 0))).map(readWritten) };
  if (text.startsWith('"')) return { kind: "text", value: text.slice(1, -1) };
  if (text.startsWith("(")) return readTensor(text);
  const parts = splitAt(":", text);
  if (parts.length > 1) {
    return { kind: "slice", parts: parts.map((part) => (part === "" ? undefined : readWritten(part))) };
  }
  if (/^-?\d+\.\d*$/.test(text) || /^-?inf$/.test(text))
    return { kind: "float", value: Number(text.replace("inf", "Infinity")) };
  return { kind: "int", text, size: parsed(`(${text},)`) };
}

function readTensor(text: string): Written {
  const brace = text.indexOf("{");
  const shape = parsed(brace < 0 ? text : text.slice(0, brace).trim());
  if (brace < 0) return { kind: "tensor", shape, reading: undefined };
  // `{order 1 0}`: the axes from the slowest in memory to the fastest.
  const order = /^\{order ([\d ]+)\}$/.exec(text.slice(brace))?.[1];
  if (order !== undefined) return { kind: "tensor", shape, reading: undefined, order: order.split(" ").map(Number) };
  // `{strides 6 1}`: the distance between neighbours along each axis.
  const strides = /^\{strides ([\d ]+)\}$/.exec(text.slice(brace))?.[1];
  if (strides !== undefined)
    return { kind: "tensor", shape, reading: undefined, strides: strides.split(" ").map(Number) };
  return { kind: "tensor", shape, reading: readReading(text.slice(brace + 1, -1)) };
}

/** `{softmax, 0..1, sums -1, exactly 10}` */
function readReading(text: string): Reading {
  let reading: Reading = {};
  for (const part of splitAtCommas(text)) {
    const range = /^(-?[\d.]+|-inf)\.\.(-?[\d.]+|inf)$/.exec(part);
    const [word, ...more] = part.split(" ");
    const number = Number(more.at(-1));
    const bound = (given: string | undefined): number => Number((given ?? "").replace("inf", "Infinity"));
    if (range !== null) reading = { ...reading, range: [bound(range[1]), bound(range[2])] };
    else if (word === "sums") reading = { ...reading, sumsToOne: number };
    else if (word === "exactly") reading = { ...reading, classes: { kind: "exactly", count: number } };
    else if (word === "at")
      reading = { ...reading, classes: { kind: more[0] === "least" ? "atLeast" : "atMost", count: number } };
    else reading = { ...reading, last: part };
  }
  return reading;
}

function parsed(text: string): ParsedShape {
  const shape = parseShape(text);
  if (!shape.ok) throw new Error(`${shape.error.message} in ${text}`);
  return shape.value;
}

// --- as arguments of an operation

export interface Line {
  readonly fresh: FreshSizes;
  bindings: Bindings;
  size(name: string): Dim;
  row(name: string): Row;
}

/** Symbols of one line: every name an open one. */
export function symbolsOfLine(): Line {
  let id = 0;
  return {
    fresh: {
      size: (name, bounds) => symbol({ id: id++, name, origin: "opaque", min: 0, ...bounds }),
      row: (name) => ({ kind: "row", id: id++, name, origin: "opaque" }),
    },
    bindings: noBindings,
    size: (name) => symbol({ id: id++, name, origin: "open" }),
    row: (name) => ({ kind: "row", id: id++, name, origin: "open" }),
  };
}

export function argumentsOf(transcript: TranscriptLine, line: Line): OpArguments {
  return {
    positional: transcript.positional.map((written) => argumentOf(written, line)),
    named: Object.fromEntries(transcript.named.map(([name, written]) => [name, argumentOf(written, line)])),
  };
}

export function argumentOf(written: Written, line: Line): OpArgument {
  switch (written.kind) {
    case "tensor":
      return { kind: "tensor", tensor: { ...tensorOf(written.shape, written.reading, line), ...placeOf(written) } };
    case "list":
      return { kind: "list", items: written.items.map((item) => argumentOf(item, line)) };
    case "slice": {
      const [lower, upper, step] = written.parts.map((part) => part && argumentOf(part, line));
      return { kind: "slice", lower, upper, step };
    }
    case "int":
      return { kind: "int", value: tensorOf(written.size, undefined, line).shape.lead[0] ?? 0 };
    default:
      return written;
  }
}

function placeOf({ order, strides }: Extract<Written, { kind: "tensor" }>): Pick<TensorType, "order" | "strides"> {
  return { ...(order === undefined ? {} : { order }), ...(strides === undefined ? {} : { strides }) };
}

function tensorOf(shape: ParsedShape, reading: Reading | undefined, line: Line): TensorType {
  const { tensor, bindings } = declareTensor(shape, line.bindings, line, line.fresh);
  line.bindings = bindings;
  return reading === undefined ? tensor : { ...tensor, reading };
}
