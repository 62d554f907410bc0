/**
 * Errors as the frameworks really say them: each program of `errors/` breaks in the line that says so, and the text beside it is what came of it
 * (`scripts/probe/record-errors`). Each text is read, its line is found, and it is explained; where the analysis sees the mistake too (`reported`), with its fix (`fix: …`).
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { agreeingReports } from "../../server/src/probe/explained.ts";
import { explainError } from "../../server/src/probe/explain-error.ts";
import { diagnose } from "../../server/src/rules/index.ts";
import { analyseCold } from "../harness/program.ts";

const folder = join(import.meta.dirname, "errors");
const frameworks: readonly (readonly [string, string, RegExp])[] = [
  ["torch", "py", /^(?:PyTorch|Python)$/],
  ["keras", "py", /^(?:Keras|TensorFlow)$/],
  ["tfjs", "mjs", /^TensorFlow\.js$/],
];

describe.each(frameworks)("%s", (framework, extension, name) => {
  const programs = readdirSync(join(folder, framework)).filter((each) => each.endsWith(`.${extension}`));

  test.each(programs)("%s", (program) => {
    const text = readFileSync(join(folder, framework, program), "utf8");
    const pasted = readFileSync(join(folder, framework, program.replace(/\.\w+$/, ".txt")), "utf8");
    const explanation = explainError(pasted);
    const line = text.split("\n").findIndex((each) => /(?:#|\/\/) breaks/.test(each)) + 1;
    expect(explanation?.frame).toMatchObject({ path: `/src/${program}`, line });
    expect(explanation?.framework).toMatch(name);
    // In the user's own numbers, where the message has any.
    const numbers = explanation?.error.message.replace(/\S*[a-z_]\d+\S*/gi, "").match(/\d+/g) ?? [];
    const said = `${explanation?.meaning ?? ""} ${explanation?.advice ?? ""}`;
    if (numbers.length > 0) expect(numbers.some((number) => said.includes(number))).toBe(true);
    expect(explanation?.advice).toMatch(/\S/);

    const path = `/src/${program}`;
    const { facts } = analyseCold(new Map([[path, text]]), path, {});
    const reports = explanation === undefined ? [] : agreeingReports(explanation, text, diagnose(facts));
    if (!/^(?:#|\/\/) not reported$/m.test(text)) expect(reports).not.toEqual([]);
    const fix = /^(?:#|\/\/) fix: (.*)$/m.exec(text)?.[1];
    if (fix !== undefined) expect(reports.flatMap(({ fixes }) => fixes.map(({ title }) => title))).toContain(fix);
  });
});
