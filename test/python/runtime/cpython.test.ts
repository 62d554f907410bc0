/**
 * What our interpreter makes of small programs, against what CPython made of them (`expect.py` writes that down): it agrees, or it
 * says that it does not know. How often it does not know is part of the test.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { reprOf } from "../../../server/src/python/runtime/format.ts";
import { run } from "./interpret.ts";

const folder = join(import.meta.dirname, "cases");

/** Cases of each file to which the answer is "not known". */
const unknownCases: Readonly<Record<string, number>> = {};

interface Case {
  readonly line: number;
  readonly text: string;
  readonly expected: string;
}

function readCases(text: string): readonly Case[] {
  const cases: Case[] = [];
  let line = 1;
  for (const block of text.trimEnd().split("\n\n")) {
    const lines = block.split("\n");
    const last = lines.at(-1) ?? "";
    const match = /^(.*?)\s*# value: (.*)$/.exec(last);
    if (match !== null) {
      const [, code = "", expected = ""] = match;
      cases.push({ line, text: [...lines.slice(0, -1), `result__ = (${code})`].join("\n"), expected });
    }
    line += lines.length + 1;
  }
  return cases;
}

describe.each(readdirSync(folder).filter((name) => name.endsWith(".py")))("%s", (name) => {
  const cases = readCases(readFileSync(join(folder, name), "utf8"));
  const unanswered: string[] = [];
  test.each(cases)("line $line", ({ text, expected, line }) => {
    const { machine, names } = run(text);
    const value = names.get("result__");
    const shown = value === undefined ? "an exception" : reprOf(machine, value);
    if (shown === undefined) unanswered.push(`${name}:${line}`);
    else expect(shown).toBe(expected);
  });
  test("unknown answers", () => {
    expect(unanswered, unanswered.join(" ")).toHaveLength(unknownCases[name] ?? 0);
  });
});
