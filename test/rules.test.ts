/** Every rule has its page, and every page the same form: what, why, reported, not reported, when to ignore it. */
import { describe, expect, test } from "vitest";
import { rules } from "../server/src/rules/index.ts";
import { suiteFiles } from "./harness/pages.ts";
import { parseSuite } from "./harness/parse-suite.ts";

const headings = ["Why it matters", "Reported", "Not reported", "When to ignore it"];

describe.each(rules.map((rule) => [rule.name, rule] as const))("%s", (name, rule) => {
  const page = suiteFiles.find((suite) => suite.rule === name);
  const markdown = page?.markdown ?? "";
  const tests = page === undefined ? [] : parseSuite(page.path, markdown).tests;
  const testsUnder = (heading: string) => tests.filter((each) => each.name.startsWith(`${name} › ${heading}`));

  test("has a page that begins with its name and its summary", () => {
    expect(markdown.split("\n").slice(0, 3)).toEqual([`# ${name}`, "", `${rule.summary}.`]);
  });

  test("has a page with the usual headings", () => {
    expect(markdown.match(/^## .*$/gm)).toEqual(headings.map((heading) => `## ${heading}`));
  });

  test("shows what it reports, at its own level, and what it does not", () => {
    const reported = testsUnder("Reported").flatMap(({ blocks }) => blocks.map(({ text }) => text));
    expect(reported.some((text) => new RegExp(`#.*\\b${rule.level}\\b`).test(text))).toBe(true);
    expect(testsUnder("Not reported").length).toBeGreaterThan(0);
  });

  test("shows a fix, where it has any", () => {
    const shown = testsUnder("Reported").some(({ blocks }) => blocks.some(({ attributes }) => attributes.has("fix")));
    expect(shown).toBe(rule.hasFixes);
  });
});
