/** Lines, columns and edits, at the places where they are easily wrong: line breaks, ends, overlaps. */
import { describe, expect, test } from "vitest";
import { indexLines, lineColumnAt, offsetAt } from "../../../server/src/base/line-index.ts";
import { applyEdits } from "../../../server/src/base/text-edit.ts";

describe("lines", () => {
  const text = "a\nbc\r\n\rd😀e";
  const index = indexLines(text);

  test("all three line breaks end a line", () => {
    expect(index.starts).toEqual([0, 2, 6, 7]);
    expect(index.ends).toEqual([1, 4, 6, 11]);
  });

  test("every offset but the middle of a line break goes to a place and back", () => {
    for (let offset = 0; offset <= text.length; offset++) {
      if (offset === 5) continue;
      expect(offsetAt(index, lineColumnAt(index, offset))).toBe(offset);
    }
  });

  test("columns are UTF-16 units", () => {
    expect(lineColumnAt(index, text.indexOf("e"))).toEqual({ line: 3, column: 3 });
  });

  test("places outside the text are its nearest end", () => {
    expect(offsetAt(index, { line: 1, column: 99 })).toBe(4);
    expect(offsetAt(index, { line: 99, column: 0 })).toBe(text.length);
    expect(lineColumnAt(index, 99)).toEqual({ line: 3, column: 4 });
    expect(lineColumnAt(indexLines(""), 0)).toEqual({ line: 0, column: 0 });
  });
});

describe("edits", () => {
  const edit = (start: number, end: number, newText: string) => ({ span: { start, end }, newText });

  test("are given in the offsets of the old text, in any order", () => {
    expect(applyEdits("hello world", [edit(6, 11, "there"), edit(0, 5, "hi")])).toBe("hi there");
  });

  test("may touch, and insert at one place in order", () => {
    expect(applyEdits("ab", [edit(0, 1, "x"), edit(1, 1, "1"), edit(1, 1, "2"), edit(1, 2, "y")])).toBe("x12y");
  });

  test("may neither overlap nor lie outside", () => {
    expect(applyEdits("abc", [edit(0, 2, ""), edit(1, 3, "")])).toBeUndefined();
    expect(applyEdits("abc", [edit(2, 4, "")])).toBeUndefined();
  });
});
