/** The shape notation: what it accepts, what it refuses and where, what it matches and declares. */
import { describe, expect, test } from "vitest";
import {
  axisOf,
  declareTensor,
  floorDivide,
  matchTensor,
  multiply,
  noBindings,
  parseShape,
  parseShapeComment,
  printNotation,
  printTensor,
  rowShape,
  shapeOf,
  symbol,
  tensorOf,
  type Bindings,
  type Dim,
  type Match,
  type Proof,
  type Row,
  type TensorType,
} from "../../../server/src/shape/index.ts";

const H = symbol({ id: 0, name: "H", origin: "open" });
const B = symbol({ id: 1, name: "B", origin: "open" });
const unknown = symbol({ id: 2, name: "n", origin: "opaque" });
const row: Row = { kind: "row", id: 3, name: "rest", origin: "open" };
const unknownRow: Row = { kind: "row", id: 4, name: "rest", origin: "opaque" };

function match(text: string, tensor: TensorType, bindings: Bindings = noBindings): Match {
  const parsed = parseShape(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return matchTensor(parsed.value, tensor, bindings);
}

function proofOf(text: string, ...dims: readonly Dim[]): Proof {
  return match(text, tensorOf(shapeOf(...dims))).proof;
}

describe("parsing", () => {
  test.each([
    ["()", "()"],
    ["(B,)", "(B,)"],
    ["( 10 )", "(10,)"],
    ["(B,3,2*H,W//2)", "(B, 3, 2*H, W//2)"],
    ["(*batch, _, ?)", "(*batch, _, ?)"],
    ["(*?)", "(*?)"],
    ["(..., C,)", "(*_, C)"],
    ["(B, T) int64", "(B, T) int64"],
    ["((H + 1)//2, a-(b-c), -(a*b), -H%32)", "((H + 1)//2, a - (b - c), -(a*b), -H%32)"],
  ])("%s reads as %s", (text, printed) => {
    const parsed = parseShape(text);
    expect(parsed.ok && printNotation(parsed.value)).toBe(printed);
  });

  test.each([
    ["", "expected `(`, the text ends", 0],
    ["(B, 3", "expected `,` or `)`, the text ends", 5],
    ["(B,, 3)", "expected a size, found `,`", 3],
    ["(*a, *b)", "only one axis may stand for several, found `*`", 5],
    ["(B) tensor", "expected a dtype such as `int64`, found `tensor`", 4],
    ["(B) (C)", "expected nothing after the shape, found `(`", 4],
    ["(B, H / 2)", "expected `,` or `)`, found `/`", 6],
    ["(99999999999999999,)", "expected a smaller number, found `99999999999999999`", 1],
    ["(2*?,)", "expected a size, found `?`", 3],
  ])("%s is refused", (text, message, start) => {
    const parsed = parseShape(text);
    expect(parsed.ok ? undefined : [parsed.error.message, parsed.error.span.start]).toEqual([message, start]);
  });

  test("however deep it is nested", () => {
    expect(parseShape("(".repeat(10_000)).ok).toBe(false);
    expect(parseShape(`(${"-".repeat(10_000)}1,)`).ok).toBe(false);
  });
});

describe("comments", () => {
  test("speak of one shape, of several by name, or ask for silence", () => {
    const one = parseShapeComment(" shape: (B, 10) int64  # logits", 5);
    expect(one?.ok && one.value).toMatchObject({
      kind: "shape",
      span: { start: 13, end: 26 },
      shape: { dtype: "int64" },
    });
    const named = parseShapeComment("shape: q=(B, H), k=(*_)");
    expect(named?.ok && named.value).toMatchObject({
      entries: [{ name: "q", nameSpan: { start: 7, end: 8 } }, { name: "k" }],
    });
    const all = parseShapeComment(" shape: ignore");
    expect(all?.ok && all.value).toMatchObject({ kind: "ignore", rules: [] });
    const rules = parseShapeComment(" shape: ignore[channel-mismatch, empty-output]");
    expect(rules?.ok && rules.value).toMatchObject({
      rules: [{ name: "channel-mismatch", span: { start: 15, end: 31 } }, { name: "empty-output" }],
    });
  });

  test("of other kinds are not ours; broken ones say where", () => {
    expect(parseShapeComment(" the shape: (B, 10)")).toBeUndefined();
    expect(parseShapeComment(" shape of x")).toBeUndefined();
    const broken = parseShapeComment(" shape: [B, 10]", 100);
    expect(broken?.ok === false && broken.error.span).toEqual({ start: 108, end: 109 });
    expect(parseShapeComment(" shape: ignore[]")?.ok).toBe(false);
    expect(parseShapeComment(" shape: q=(B,), (C,)")?.ok).toBe(false);
  });
});

describe("matching", () => {
  test("binds a name at its first use and holds it to that", () => {
    expect(proofOf("(N, N)", 3, 3)).toBe("holds");
    expect(proofOf("(N, N)", 3, 4)).toBe("fails");
    expect(proofOf("(N, N)", H, B)).toBe("unknown");
    expect(match("(N, 2*N)", tensorOf(shapeOf(3, 7))).axis).toBe(1);
    const first = match("(B, T)", tensorOf(shapeOf(8, 20)));
    expect(match("(B, S)", tensorOf(shapeOf(9, 5)), first.bindings).proof).toBe("fails");
  });

  test("compares by proof, and solves for a name inside an expression", () => {
    expect(proofOf("(C + C, C)", multiply(2, H), H)).toBe("holds");
    expect(proofOf("(2*N,)", 14)).toBe("holds");
    expect(proofOf("(2*N,)", 15)).toBe("fails");
    expect(proofOf("(N - 1,)", 0)).toBe("holds");
    expect(proofOf("(N + 1,)", 1)).toBe("fails");
    expect(proofOf("(N*M,)", 15)).toBe("unknown");
    expect(proofOf("(B, H//2)", B, floorDivide(H, 2))).toBe("holds");
    expect(proofOf("(B, H//3)", B, floorDivide(H, 2))).not.toBe("fails");
  });

  test("tells what is not known from what may be anything", () => {
    expect(proofOf("(_, ?)", 3, unknown)).toBe("holds");
    expect(proofOf("(?,)", H)).toBe("fails");
    expect(proofOf("(N,)", unknown)).toBe("unknown");
    expect(proofOf("(3,)", unknown)).toBe("unknown");
    expect(proofOf("(N,)", 0)).toBe("fails");
  });

  test("gives a row what the other axes leave", () => {
    expect(proofOf("(*batch, 3)", 4, 5, 3)).toBe("holds");
    expect(proofOf("(*batch, 3)", 3)).toBe("holds");
    expect(proofOf("(*batch, 3, 3)", 3)).toBe("fails");
    expect(proofOf("(*_, 4)", 1, 3)).toBe("fails");
    expect(proofOf("(3,)", 3, 4)).toBe("fails");
    const first = match("(*batch, 3)", tensorOf(shapeOf(4, 5, 3)));
    expect(match("(*batch, 7)", tensorOf(shapeOf(4, 6, 7)), first.bindings).proof).toBe("fails");
    expect(match("(*batch, 7)", tensorOf(shapeOf(4, 5, 7)), first.bindings).proof).toBe("holds");
  });

  test("reads shapes of unknown rank as far as they go", () => {
    const tensor = tensorOf(rowShape([B], row, [3]));
    expect(match("(N, *rest, 3)", tensor).proof).toBe("holds");
    expect(match("(N, *rest, 4)", tensor).proof).toBe("fails");
    expect(match("(N, M, 3)", tensor).proof).toBe("unknown");
    expect(match("(N, M, 4)", tensor).proof).toBe("fails");
    expect(match("(N,)", tensor).proof).toBe("fails");
    expect(match("(N, *?, 3)", tensor).proof).toBe("fails");
    expect(match("(*?)", tensorOf(rowShape([], unknownRow))).proof).toBe("holds");
    expect(match("(*r)", tensorOf(rowShape([], unknownRow))).proof).toBe("unknown");
  });

  test("asks for the dtype only where the text names one", () => {
    expect(match("(3,) int64", tensorOf(shapeOf(3), "int64")).proof).toBe("holds");
    expect(match("(3,) int64", tensorOf(shapeOf(3), "float32")).proof).toBe("fails");
    expect(match("(3,) int64", tensorOf(shapeOf(3))).proof).toBe("unknown");
    expect(match("(3,)", tensorOf(shapeOf(3), "int64")).proof).toBe("holds");
  });
});

describe("declaring", () => {
  test("makes symbols of names, once for all texts", () => {
    let next = 10;
    const names = {
      size: (name: string): Dim => symbol({ id: next++, name, origin: "open" }),
      row: (name: string): Row => ({ kind: "row", id: next++, name, origin: "open" }),
    };
    const fresh = {
      size: (name: string): Dim => symbol({ id: next++, name, origin: "opaque", min: 0 }),
      row: (name: string): Row => ({ kind: "row", id: next++, name, origin: "opaque" }),
    };
    const read = (text: string, bindings: Bindings) => {
      const parsed = parseShape(text);
      if (!parsed.ok) throw new Error(parsed.error.message);
      return declareTensor(parsed.value, bindings, names, fresh);
    };
    const first = read("(*batch, T, 2*T, _) int64", noBindings);
    expect(printTensor(first.tensor)).toBe("(*batch, T, 2*T, ?) int64");
    const second = read("(T, *batch)", first.bindings);
    expect(axisOf(second.tensor.shape, 0)).toEqual(axisOf(first.tensor.shape, -3));
    expect(second.tensor.shape.rest).toEqual(first.tensor.shape.rest);
  });
});
