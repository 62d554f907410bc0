/** The numbers that stand in `pyright.ts` for the parser's own enums are those of the installed version. */
import * as parseNodes from "@zzzen/pyright-internal/dist/parser/parseNodes.js";
import * as tokenizerTypes from "@zzzen/pyright-internal/dist/parser/tokenizerTypes.js";
import { describe, expect, test } from "vitest";
import {
  ArgumentCategory,
  CommentKind,
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

describe("the third-party parser's numbers", () => {
  test.each<[string, Enum, Enum | undefined]>([
    ["node types", NodeType, ParseNodeType],
    ["keywords", KeywordType, enums["KeywordType"]],
    ["string flags", StringFlag, enums["StringTokenFlags"]],
    ["argument categories", ArgumentCategory, ArgCategory],
    ["parameter categories", ParameterCategory, ParamCategory],
    ["error categories", ErrorCategory, ErrorExpressionCategory],
    ["kinds of comments", CommentKind, enums["CommentType"]],
  ])("%s", (_, ours, theirs) => {
    expect(ours).toEqual(Object.fromEntries(Object.keys(ours).map((name) => [name, theirs?.[name]])));
  });

  test("operators", () => {
    const words = {
      "+": "Add",
      "-": "Subtract",
      "@=": "MatrixMultiplyEqual",
      "//": "FloorDivide",
      "**": "Power",
    };
    const more = {
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
});
