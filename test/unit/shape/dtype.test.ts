/** Promotion as PyTorch's table has it (torch.promote_types, torch.result_type). */
import { describe, expect, test } from "vitest";
import { asDType, joinReadings, promote, promoteScalar, type DType } from "../../../server/src/shape/index.ts";

describe("promotion", () => {
  test.each<[DType, DType, DType | undefined]>([
    ["bool", "uint8", "uint8"],
    ["uint8", "int8", "int16"],
    ["uint8", "int16", "int16"],
    ["int32", "int64", "int64"],
    ["int64", "float16", "float16"],
    ["float16", "bfloat16", "float32"],
    ["bfloat16", "float32", "float32"],
    ["float32", "float64", "float64"],
    ["float64", "complex64", "complex128"],
    ["float16", "complex64", "complex64"],
    ["int64", "complex64", "complex64"],
    ["string", "string", "string"],
    ["string", "int64", undefined],
  ])("%s with %s is %s", (a, b, expected) => {
    expect(promote(a, b)).toBe(expected);
    expect(promote(b, a)).toBe(expected);
  });

  test("a number changes a tensor of a lower category only", () => {
    expect(promoteScalar("uint8", "int")).toBe("uint8");
    expect(promoteScalar("bool", "int")).toBe("int64");
    expect(promoteScalar("int64", "float")).toBe("float32");
    expect(promoteScalar("int64", "float", "float64")).toBe("float64");
    expect(promoteScalar("float16", "float")).toBe("float16");
    expect(promoteScalar("complex64", "float")).toBe("complex64");
    expect(promoteScalar("bool", "bool")).toBe("bool");
  });

  test("names are torch's own", () => {
    expect(asDType("int64")).toBe("int64");
    expect(asDType("long")).toBeUndefined();
    expect(asDType("constructor")).toBeUndefined();
  });
});

describe("joined readings", () => {
  test("keep what both say", () => {
    const a = { range: [0, 1], sumsToOne: -1, last: "softmax", classes: { kind: "exactly", count: 10 } } as const;
    const b = { range: [-1, 0], last: "softmax", classes: { kind: "atMost", count: 5 } } as const;
    expect(joinReadings(a, b)).toEqual({ range: [-1, 1], last: "softmax", classes: { kind: "atMost", count: 10 } });
    expect(joinReadings(a, undefined)).toBeUndefined();
    expect(joinReadings({ last: "relu" }, { last: "linear" })).toBeUndefined();
  });
});
