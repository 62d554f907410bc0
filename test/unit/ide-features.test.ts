/** What the Markdown suites cannot say of the editor features: other modes of hints, fixes that meet in one place. */
import { describe, expect, test } from "vitest";
import type { FileFacts, ValueFact } from "../../server/src/facts/index.ts";
import { features } from "../../server/src/ide/index.ts";
import type { Snapshot } from "../../server/src/ide/index.ts";
import type { Diagnostic, Fix } from "../../server/src/rules/index.ts";
import { shapeOf } from "../../server/src/shape/index.ts";

const path = "/work/main.py";

function snapshot(text: string, facts: Partial<FileFacts>, diagnostics: readonly Diagnostic[] = []): Snapshot {
  const empty: FileFacts = {
    path,
    text,
    language: "python",
    values: [],
    sizes: [],
    broken: [],
    lossCalls: [],
    calls: [],
    models: [],
    comments: [],
    assignments: [],
    unresolved: [],
    syntaxErrors: [],
    incomplete: false,
  };
  return { facts: { ...empty, ...facts }, diagnostics };
}

describe("inlay hints", () => {
  const text = "y = f(g(x))\nreturn h(y)\n";
  const value = (part: string, role: ValueFact["role"]): ValueFact => {
    const start = text.indexOf(part);
    return { span: { start, end: start + part.length }, text: part, tensor: { shape: shapeOf(2) }, role };
  };
  const values = [
    value("y", "target"),
    value("f(g(x))", "expression"),
    value("g(x)", "expression"),
    value("x", "expression"),
    value("h(y)", "expression"),
  ];
  const written = (mode: "off" | "assignments" | "all"): string => {
    const hints = features.inlayHints.provide(snapshot(text, { values }), {
      span: { start: 0, end: text.length },
      mode,
    });
    let result = text;
    for (const { offset, label } of [...hints].reverse()) {
      result = `${result.slice(0, offset)}«${label}»${result.slice(offset)}`;
    }
    return result;
  };

  test("off", () => {
    expect(written("off")).toBe(text);
  });
  test("assignments", () => {
    expect(written("assignments")).toBe("y«: (2,)» = f(g(x))\nreturn h(y)\n");
  });
  test("all: calls too, but not the one that is assigned", () => {
    expect(written("all")).toBe("y«: (2,)» = f(g(x)«: (2,)»)\nreturn h(y)«: (2,)»\n");
  });
  test("only within the part that is asked for", () => {
    const hints = features.inlayHints.provide(snapshot(text, { values }), {
      span: { start: 12, end: text.length },
      mode: "all",
    });
    expect(hints.map(({ offset }) => offset)).toEqual([text.indexOf("h(y)") + 4]);
  });
});

describe("fix all", () => {
  const fixAt = (start: number, newText: string, safe = true): Fix => ({
    title: `write ${newText}`,
    safe,
    preferred: true,
    edits: [{ path, span: { start, end: start + 2 }, newText }],
  });
  const report = (start: number, ...fixes: readonly Fix[]): Diagnostic => ({
    rule: "some-rule",
    severity: "error",
    message: "wrong",
    span: { start, end: start + 2 },
    related: [],
    fixes,
  });
  const all = (...diagnostics: readonly Diagnostic[]): readonly string[] | undefined => {
    const question = { span: { start: 0, end: 0 }, kinds: ["source.fixAll.shapeline"] as const };
    const [action] = features.codeActions.provide(snapshot("0123456789", {}, diagnostics), question);
    return action?.edits.map(({ span, newText }) => `${span.start} ${newText}`);
  };

  test("takes the safe fix of each report", () => {
    expect(all(report(0, fixAt(0, "a", false), fixAt(0, "b")), report(5, fixAt(5, "c")))).toEqual(["0 b", "5 c"]);
  });
  test("is not offered where no fix is safe", () => {
    expect(all(report(0, fixAt(0, "a", false)))).toBeUndefined();
  });
  test("the same edit for two reports is made once", () => {
    expect(all(report(0, fixAt(5, "a")), report(2, fixAt(5, "a")))).toEqual(["5 a"]);
  });
  test("of two edits that meet, the second waits", () => {
    expect(all(report(0, fixAt(4, "a")), report(2, fixAt(5, "b")))).toEqual(["4 a"]);
  });
});
