/** Sizes as model code makes them: how they simplify, print, compare and solve. */
import { describe, expect, test } from "vitest";
import {
  add,
  asSymbol,
  boundsOf,
  ceilDivide,
  equalDims,
  evaluateDim,
  findSizes,
  smallestFor,
  symbolsOf,
  floorDivide,
  modulo,
  multiply,
  negate,
  printDim,
  proveAtLeast,
  proveEqual,
  proveMultiple,
  solveLinear,
  subtract,
  substitute,
  symbol,
  type Dim,
  type SizeSymbol,
} from "../../../server/src/shape/index.ts";

let id = 0;
const open = (name: string, min = 1): Dim => symbol({ id: id++, name, origin: "open", min });
const [B, H, W, D] = [open("B"), open("H"), open("W"), open("D")];
const unknown = symbol({ id: id++, name: "n", origin: "opaque", min: 0 });

function convolved(size: Dim, kernel: number, stride: number, padding: number): Dim {
  return add(floorDivide(subtract(add(size, 2 * padding), kernel), stride), 1);
}

describe("division", () => {
  test("takes out what divides", () => {
    expect(printDim(floorDivide(add(multiply(4, H), 3), 2))).toBe("2*H + 1");
    expect(printDim(floorDivide(multiply(3, H), 2))).toBe("H + H//2");
    expect(floorDivide(multiply(H, W), W)).toEqual(H);
    expect(floorDivide(add(multiply(H, W), H), add(W, 1))).toEqual(H);
    expect(floorDivide(subtract(H, 1), H)).toBe(0);
    expect(printDim(floorDivide(multiply(6, H), multiply(4, W)))).toBe("3*H//(2*W)");
  });

  test("makes one floor of nested ones", () => {
    const resnet = [3, 3, 3, 3].reduce<Dim>((size, kernel) => convolved(size, kernel, 2, 1), convolved(H, 7, 2, 3));
    expect(printDim(resnet)).toBe("(H + 31)//32");
    expect(printDim(convolved(convolved(H, 3, 1, 0), 3, 2, 0))).toBe("(H - 3)//2");
    expect(printDim(floorDivide(floorDivide(D, H), W))).toBe("D//(H*W)");
  });

  test("rounds up and keeps the sign in front", () => {
    expect(printDim(ceilDivide(H, 3))).toBe("(H + 2)//3");
    expect(printDim(negate(floorDivide(H, 2)))).toBe("-(H//2)");
    expect(printDim(subtract(3, H))).toBe("3 - H");
  });

  test("knows what padding to a multiple does", () => {
    const padding = modulo(subtract(32, modulo(H, 32)), 32);
    expect(printDim(padding)).toBe("-H%32");
    expect(printDim(floorDivide(add(H, padding), 32))).toBe("(H + 31)//32");
    expect(modulo(add(H, padding), 32)).toBe(0);
    expect(printDim(floorDivide(subtract(H, modulo(H, 2)), 2))).toBe("H//2");
  });

  test("is not followed by zero or beyond the safe integers", () => {
    for (const lost of [
      floorDivide(H, 0),
      modulo(3, 0),
      multiply(2 ** 40, 2 ** 40),
      multiply(multiply(2 ** 40, H), 2 ** 40),
    ]) {
      expect(printDim(lost)).toBe("?");
      expect(equalDims(lost, lost)).toBe(false);
      expect(proveEqual(lost, lost)).toBe("unknown");
      expect(proveAtLeast(lost, 0)).toBe("unknown");
      expect(evaluateDim(lost, () => 1)).toBeNaN();
      expect(substitute(lost, () => 1)).toBe(lost);
    }
  });
});

describe("text", () => {
  test("groups as Python reads it", () => {
    const half = floorDivide(H, 2);
    expect(printDim(multiply(64, multiply(half, floorDivide(W, 2))))).toBe("64*(H//2)*(W//2)");
    expect(printDim(subtract(multiply(H, H), half))).toBe("H*H - H//2");
    expect(printDim(floorDivide(H, add(W, 1)))).toBe("H//(W + 1)");
    expect(printDim(add(unknown, 1))).toBe("?");
  });
});

describe("proofs", () => {
  test("of equality", () => {
    expect(proveEqual(H, W)).toBe("unknown");
    expect(proveEqual(H, 0)).toBe("fails");
    expect(proveEqual(H, add(H, 1))).toBe("fails");
    expect(proveEqual(multiply(2, H), 7)).toBe("fails");
    expect(proveEqual(multiply(H, W), multiply(H, add(W, 1)))).toBe("fails");
    expect(proveEqual(multiply(H, floorDivide(D, H)), D)).toBe("unknown");
    expect(proveEqual(subtract(H, floorDivide(H, 2)), floorDivide(add(H, 1), 2))).toBe("holds");
    expect(proveEqual(add(multiply(2, floorDivide(H, 2)), modulo(H, 2)), H)).toBe("holds");
    expect(proveEqual(modulo(H, 4), 5)).toBe("fails");
  });

  test("of order", () => {
    expect(proveAtLeast(multiply(H, W), H)).toBe("holds");
    expect(proveAtLeast(D, multiply(H, floorDivide(D, H)))).toBe("holds");
    expect(proveAtLeast(H, floorDivide(H, 2))).toBe("holds");
    expect(proveAtLeast(floorDivide(H, 2), H)).toBe("fails");
    expect(proveAtLeast(H, 2)).toBe("unknown");
    expect(proveAtLeast(convolved(H, 3, 1, 1), 1)).toBe("holds");
  });

  test("of divisibility", () => {
    expect(proveMultiple(multiply(6, H), 3)).toBe("holds");
    expect(proveMultiple(add(multiply(6, H), 1), 3)).toBe("fails");
    expect(proveMultiple(multiply(H, W), W)).toBe("holds");
    expect(proveMultiple(add(multiply(H, H), H), 2)).toBe("holds");
    expect(proveMultiple(H, 2)).toBe("unknown");
    expect(proveMultiple(512, 7)).toBe("fails");
  });

  test("bounds follow every operation", () => {
    expect(boundsOf(convolved(H, 3, 2, 1))).toEqual({ min: 1, max: Infinity });
    expect(boundsOf(modulo(H, 8))).toEqual({ min: 0, max: 7 });
  });
});

describe("solutions", () => {
  const any = (): boolean => true;
  const asked = (dim: Dim): SizeSymbol => {
    const found = asSymbol(dim);
    if (found === undefined) throw new Error("not a symbol");
    return found;
  };

  test("isolate the newest symbol that can be", () => {
    expect(solveLinear(multiply(4, H), multiply(8, W), any)).toEqual({ symbol: asked(H), value: multiply(2, W) });
    expect(solveLinear(multiply(B, H), multiply(B, 12), any)).toEqual({ symbol: asked(H), value: 12 });
    expect(solveLinear(W, add(H, 1), (s) => s.name === "H")).toEqual({ symbol: asked(H), value: subtract(W, 1) });
    expect(solveLinear(multiply(W, H), multiply(W, multiply(B, D)), (s) => s.name === "H")?.value).toEqual(
      multiply(B, D),
    );
  });

  test("are refused where they do not come out even, or are no size", () => {
    expect(solveLinear(multiply(2, H), 7, any)).toBeUndefined();
    expect(solveLinear(add(H, 5), 5, any)).toBeUndefined();
    expect(solveLinear(floorDivide(H, 2), 7, any)).toBeUndefined();
  });

  test("name the smallest image that a chain of layers takes", () => {
    const [symbol] = symbolsOf(H);
    if (symbol === undefined) throw new Error("H is a symbol");
    const pooled = floorDivide(subtract(H, 9), 2);
    expect(smallestFor(subtract(pooled, 6), 4, symbol)).toBe(29);
    expect(smallestFor(add(multiply(2, H), pooled), 10, symbol)).toBe(6);
    expect(smallestFor(subtract(100, H), 4, symbol)).toBeUndefined();
    expect(smallestFor(multiply(H, H), 4, symbol)).toBeUndefined();
  });

  test("name the square images that fit", () => {
    const features = multiply(64, multiply(floorDivide(H, 2), floorDivide(W, 2)));
    const square = [asked(H), asked(W)];
    expect(findSizes([{ left: features, right: 12544 }], square, { min: 1, max: 4096 })).toEqual([28, 29]);
    expect(findSizes([{ left: multiply(B, features), right: 12544 }], square, { min: 1, max: 64 })).toEqual([]);
  });
});
