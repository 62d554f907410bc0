/**
 * What our interpreter makes of small programs, against what CPython made of them (`expect.py` writes that down): it agrees, or it
 * says that it does not know. How often it does not know is part of the test.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Machine } from "../../../server/src/interp/machine.ts";
import type { Value } from "../../../server/src/interp/values.ts";
import { reprOf } from "../../../server/src/python/runtime/format.ts";
import { run } from "./interpret.ts";

const folder = join(import.meta.dirname, "cases");

/** Cases of each file to which the answer is "not known". */
const unknownCases: Readonly<Record<string, number>> = {
  // A conversion inside an f-string.
  "classes.py": 1,
  // An index that certainly raises does not end the path; a random sample.
  "containers.py": 2,
  // Hashes.
  "numbers.py": 1,
  // Bytes, translation tables, tab stops, the folding of ß, a format and a conversion inside an f-string.
  "strings.py": 5,
};

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

const notKnown = "\u0000";

/** The text of a value, with a mark for each part that is not known. */
function partialRepr(machine: Machine, value: Value): string {
  const whole = reprOf(machine, value);
  if (whole !== undefined) return whole;
  if ((value.kind !== "tuple" && value.kind !== "list") || (value.kind === "list" && value.rest !== undefined))
    return notKnown;
  const items = value.items.map((item) => partialRepr(machine, item)).join(", ");
  return value.kind === "list" ? `[${items}]` : value.items.length === 1 ? `(${items},)` : `(${items})`;
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

describe.each(readdirSync(folder).filter((name) => name.endsWith(".py")))("%s", (name) => {
  const cases = readCases(readFileSync(join(folder, name), "utf8"));
  const unanswered: string[] = [];
  test.each(cases)("line $line", ({ text, expected, line }) => {
    const { machine, names } = run(text);
    const value = names.get("result__");
    if (value === undefined) expect.fail("raises");
    const shown = partialRepr(machine, value);
    if (shown.includes(notKnown)) unanswered.push(`${name}:${line}`);
    expect(expected).toMatch(new RegExp(`^${shown.split(notKnown).map(escapeRegExp).join(".*")}$`, "s"));
  });
  test("unknown answers", () => {
    expect(unanswered, unanswered.join(" ")).toHaveLength(unknownCases[name] ?? 0);
  });
});
