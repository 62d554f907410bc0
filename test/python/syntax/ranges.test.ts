/** Every node of the corpus has the kind, the range and the name that CPython's own parser gives it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseModule } from "../../../server/src/python/syntax/parse.ts";
import { compare, flatten } from "./flatten.ts";
import type { FlatNode } from "./flatten.ts";

const corpus = join(import.meta.dirname, "..", "corpus");
const listed = JSON.parse(readFileSync(join(import.meta.dirname, "cpython-nodes.json"), "utf8")) as Record<
  string,
  readonly FlatNode[]
>;

function show(text: string, node: FlatNode): string {
  const [kind, start, end, name] = node;
  return `${kind} ${name} ${String(start)}-${String(end)}: ${JSON.stringify(text.slice(start, end).slice(0, 60))}`;
}

describe("nodes as CPython has them", () => {
  test.each(readdirSync(corpus).filter((name) => name.endsWith(".py")))("%s", (name) => {
    const text = readFileSync(join(corpus, name), "utf8");
    const module = parseModule(text);
    expect(module.errors).toEqual([]);
    const expected = [...(listed[name] ?? [])].sort(compare);
    expect(flatten(module).map((node) => show(text, node))).toEqual(expected.map((node) => show(text, node)));
  });
});

describe("ranges that CPython does not list", () => {
  const source = "def f(a, *b: int, c=(1), **d):\n  import x.y, z as w\n  from q import r as s\n  return g(k=v, *u)";
  const cut = (span: { start: number; end: number }): string => source.slice(span.start, span.end);
  const [definition] = parseModule(source).body;

  test("parameters reach from their stars to their defaults", () => {
    const parameters = definition?.kind === "FunctionDef" ? definition.parameters : [];
    expect(parameters.map(({ span }) => cut(span))).toEqual(["a", "*b: int", "c=(1)", "**d"]);
    expect(parameters.map(({ nameSpan }) => cut(nameSpan))).toEqual(["a", "b", "c", "d"]);
  });

  test("imports say where the bound name is", () => {
    const body = definition?.kind === "FunctionDef" ? definition.body : [];
    const names = body.flatMap((statement) =>
      statement.kind === "Import" || statement.kind === "ImportFrom" ? statement.names : [],
    );
    expect(names.map(({ boundSpan }) => cut(boundSpan))).toEqual(["x", "w", "s"]);
  });

  test("arguments include their names and stars", () => {
    const last = definition?.kind === "FunctionDef" ? definition.body.at(-1) : undefined;
    const args = last?.kind === "Return" && last.value?.kind === "Call" ? last.value.args : [];
    expect(args.map(({ span }) => cut(span))).toEqual(["k=v", "*u"]);
  });
});
