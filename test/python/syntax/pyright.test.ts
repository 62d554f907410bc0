/** The numbers that stand in `pyright.ts` for the parser's own enums are those of the installed version. */
import * as parseNodes from "@zzzen/pyright-internal/dist/parser/parseNodes.js";
import * as tokenizerTypes from "@zzzen/pyright-internal/dist/parser/tokenizerTypes.js";
import { describe, expect, test } from "vitest";
import {
  ArgumentCategory,
  ErrorCategory,
  KeywordType,
  NodeType,
  operatorText,
  ParameterCategory,
  StringFlag,
} from "../../../server/src/python/syntax/pyright.ts";

type Enum = Readonly<Record<string, number>>;

/** Declared as `const enum`s, which the compiler does not let us read; at run time they are objects. */
const { ParseNodeType, ArgCategory, ParamCategory, ErrorExpressionCategory } = parseNodes as unknown as Record<
  string,
  Enum
>;
const enums = tokenizerTypes as unknown as Record<string, Enum>;

/** Our name → theirs, where they differ. */
type Names = Readonly<Record<string, string>>;

describe("the third-party parser's numbers", () => {
  test.each<[string, Enum, Enum | undefined, Names]>([
    ["node types", NodeType, ParseNodeType, {}],
    ["keywords", KeywordType, enums["KeywordType"], {}],
    ["string flags", StringFlag, enums["StringTokenFlags"], { bytes: "Bytes" }],
    [
      "argument categories",
      ArgumentCategory,
      ArgCategory,
      { simple: "Simple", list: "UnpackedList", dictionary: "UnpackedDictionary" },
    ],
    [
      "parameter categories",
      ParameterCategory,
      ParamCategory,
      { simple: "Simple", list: "ArgsList", dictionary: "KwargsDict" },
    ],
    ["error categories", ErrorCategory, ErrorExpressionCategory, { missingMemberName: "MissingMemberAccessName" }],
  ])("%s", (_, ours, theirs, names) => {
    const expected = Object.fromEntries(Object.keys(ours).map((name) => [name, theirs?.[names[name] ?? name]]));
    expect(ours).toEqual(expected);
  });

  test("operators", () => {
    const words: Names = {
      "+": "Add",
      "-": "Subtract",
      "@=": "MatrixMultiplyEqual",
      "//": "FloorDivide",
      "**": "Power",
    };
    const more: Names = {
      ":=": "Walrus",
      "not in": "NotIn",
      "is not": "IsNot",
      "!=": "NotEquals",
      ">>=": "RightShiftEqual",
      "~": "BitwiseInvert",
    };
    for (const [text, name] of Object.entries({ ...words, ...more })) {
      expect(operatorText[enums["OperatorType"]?.[name] ?? -1], name).toBe(text);
    }
    expect(operatorText.length).toBe(Object.keys(enums["OperatorType"] ?? {}).length / 2);
  });

  test("ordinary comments", () => {
    expect(enums["CommentType"]?.["Regular"]).toBe(0);
  });
});
