/**
 * The parser of the shape notation: `(B, 3, 2*H, W//2) float32`. It is what hovers print, what shape comments declare
 * and what tests assert; there is no other.
 */
import { err, ok, type Result } from "../base/result.ts";
import type { Span } from "../base/span.ts";
import { asDType, type DType } from "./dtype.ts";
import { complain, expect, isMark, openCursor, peek, take, type Cursor, type Token } from "./notation-tokens.ts";
import {
  isRest,
  type NotationError,
  type ParsedAxis,
  type ParsedShape,
  type ParsedSize,
  type SizeOperator,
} from "./notation.ts";

/** Deeper nesting is nobody's size. */
const maxDepth = 32;

/** The whole text must be one shape. Spans are offsets in `text`, plus `offset`. */
export function parseShape(text: string, offset = 0): Result<ParsedShape, NotationError> {
  const cursor = openCursor(text, offset);
  const shape = readShape(cursor);
  if (shape !== undefined && peek(cursor).kind !== "end") complain(cursor, "expected nothing after the shape");
  return finish(cursor, shape);
}

export function finish<T>(cursor: Cursor, value: T | undefined): Result<T, NotationError> {
  if (cursor.error !== undefined) return err(cursor.error);
  return value === undefined ? err({ message: "not a shape", span: peek(cursor).span }) : ok(value);
}

/** Reads one shape with its dtype and leaves the cursor behind it. */
export function readShape(cursor: Cursor): ParsedShape | undefined {
  const open = expect(cursor, "(", "`(`");
  if (open === undefined) return undefined;
  const axes: ParsedAxis[] = [];
  while (!isMark(peek(cursor), ")")) {
    const first = peek(cursor);
    const axis = readAxis(cursor);
    if (axis === undefined) return undefined;
    if (isRest(axis) && axes.some(isRest)) return complain(cursor, "only one axis may stand for several", first);
    axes.push(axis);
    if (take(cursor, ",") === undefined) break;
  }
  const close = expect(cursor, ")", "`,` or `)`");
  if (close === undefined) return undefined;
  const dtype = readDType(cursor);
  const span = { start: open.span.start, end: (dtype?.span ?? close.span).end };
  return { kind: "shape", span, axes, ...(dtype === undefined ? {} : { dtype: dtype.value }) };
}

/** A name behind the shape is a dtype, unless it is the next entry of a list: `q=(B, T), k=…`. */
function readDType(cursor: Cursor): { value: DType; span: Span } | undefined {
  const token = peek(cursor);
  if (token.kind !== "name") return undefined;
  const value = asDType(token.text);
  if (value === undefined) return complain(cursor, "expected a dtype such as `int64`");
  cursor.index++;
  return { value, span: token.span };
}

function readAxis(cursor: Cursor): ParsedAxis | undefined {
  const token = peek(cursor);
  if (isMark(token, "*")) return readRest(cursor);
  const kind = isMark(token, "?")
    ? "unknown"
    : isMark(token, "...")
      ? "anyRest"
      : token.text === "_"
        ? "any"
        : undefined;
  if (kind !== undefined) {
    cursor.index++;
    return { kind, span: token.span };
  }
  const size = readSum(cursor, 0);
  return size === undefined ? undefined : { kind: "size", span: size.span, size };
}

function readRest(cursor: Cursor): ParsedAxis | undefined {
  const start = peek(cursor).span.start;
  cursor.index++;
  const token = peek(cursor);
  const span = { start, end: token.span.end };
  if (token.kind !== "name" && !isMark(token, "?")) return complain(cursor, "expected a name, `_` or `?` after `*`");
  cursor.index++;
  if (token.kind !== "name") return { kind: "unknownRest", span };
  return token.text === "_" ? { kind: "anyRest", span } : { kind: "rest", span, name: token.text };
}

function readSum(cursor: Cursor, depth: number): ParsedSize | undefined {
  return readChain(cursor, ["+", "-"], () => readChain(cursor, ["*", "//", "%"], () => readFactor(cursor, depth)));
}

/** Operators of one level, from the left. */
function readChain(
  cursor: Cursor,
  operators: readonly SizeOperator[],
  readOperand: () => ParsedSize | undefined,
): ParsedSize | undefined {
  let left = readOperand();
  while (left !== undefined) {
    const token = peek(cursor);
    const operator = operators.find((text) => isMark(token, text));
    if (operator === undefined) return left;
    cursor.index++;
    const right = readOperand();
    if (right === undefined) return undefined;
    left = { kind: "binary", span: { start: left.span.start, end: right.span.end }, operator, left, right };
  }
  return undefined;
}

function readFactor(cursor: Cursor, depth: number): ParsedSize | undefined {
  if (depth > maxDepth) return complain(cursor, "nested too deeply");
  const token = peek(cursor);
  cursor.index++;
  if (token.kind === "integer") return readInteger(cursor, token);
  if (token.kind === "name" && token.text !== "_") return { kind: "name", span: token.span, name: token.text };
  if (isMark(token, "-")) {
    const operand = readFactor(cursor, depth + 1);
    return operand && { kind: "negate", span: { start: token.span.start, end: operand.span.end }, operand };
  }
  if (isMark(token, "(")) {
    const inner = readSum(cursor, depth + 1);
    const close = inner && expect(cursor, ")", "`)`");
    return close && { ...inner, span: { start: token.span.start, end: close.span.end } };
  }
  return complain(cursor, "expected a size", token);
}

function readInteger(cursor: Cursor, token: Token): ParsedSize | undefined {
  const value = Number(token.text);
  if (!Number.isSafeInteger(value)) return complain(cursor, "expected a smaller number", token);
  return { kind: "constant", span: token.span, value };
}
