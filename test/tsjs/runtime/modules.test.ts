/** Imports and exports between files, ESM and CommonJS. */
import { describe, expect, test } from "vitest";
import { plain, run } from "../run.ts";

interface Case {
  readonly name: string;
  readonly main: string;
  readonly files: Readonly<Record<string, string>>;
  readonly expected: unknown;
}

const cases: readonly Case[] = [
  {
    name: "named, default and namespace imports",
    main: "import d, { a, b as c } from './m'; import * as ns from './m'; const answer = [d, a, c, ns.a, ns.default];",
    files: { "./m": "export const a = 1; const b = 2; export { b }; export default 3;" },
    expected: [3, 1, 2, 1, 3],
  },
  {
    name: "exported functions and classes",
    main: "import { f, C } from './m'; import make from './n'; const answer = [f(1), new C().v, make()];",
    files: {
      "./m": "export function f(x) { return x + 1 } export class C { v = 5 }",
      "./n": "export default function () { return 'made' }",
    },
    expected: [2, 5, "made"],
  },
  {
    name: "exports from elsewhere",
    main: "import { a, x, n } from './m'; const answer = [a, x, n.a];",
    files: {
      "./m": "export * from './k'; export { a as x } from './k'; export * as n from './k';",
      "./k": "export const a = 1;",
    },
    expected: [1, 1, 1],
  },
  {
    name: "a name that the module sets later is read late",
    main: "import { get, count } from './m'; get(); const answer = count;",
    files: { "./m": "export let count = 0; count += 2; export const get = () => 1;" },
    expected: 2,
  },
  {
    name: "functions that are imported in a circle",
    main: "import { a } from './a'; const answer = a(1);",
    files: {
      "./a": "import { b } from './b'; export function a(n) { return n > 3 ? n : b(n) }",
      "./b": "import { a } from './a'; export function b(n) { return a(n + 1) }",
    },
    expected: 4,
  },
  {
    // JavaScript would find 1: an import is a live view there, and a copy of what is known when it runs here.
    name: "constants that are imported in a circle are not known",
    main: "import { a } from './a'; const answer = a();",
    files: {
      "./a": "import { b } from './b'; export function a() { return b() } export const one = 1;",
      "./b": "import { one } from './a'; export function b() { return one }",
    },
    expected: Symbol.for("unknown"),
  },
  {
    name: "require of module.exports",
    main: "const { a, f } = require('./m'); const whole = require('./n'); const answer = [a, f(1), whole(2)];",
    files: { "./m": "exports.a = 1; exports.f = (x) => x + 1;", "./n": "module.exports = (x) => x * 2;" },
    expected: [1, 2, 4],
  },
  {
    name: "an import of a CommonJS file",
    main: "import whole, { a } from './m'; import * as ns from './m'; const answer = [whole.a, a, ns.a];",
    files: { "./m": "const a = 1; module.exports = { a };" },
    expected: [1, 1, 1],
  },
  {
    name: "require of a module",
    main: "const m = require('./m'); const answer = [m.a, m.default];",
    files: { "./m": "export const a = 1; export default 2;" },
    expected: [1, 2],
  },
  {
    name: "an import at run time",
    main: "const { a } = await import('./m'); const answer = await import('./m').then((m) => m.a + a);",
    files: { "./m": "export const a = 1;" },
    expected: 2,
  },
  {
    name: "TypeScript's own forms",
    main: "import m = require('./m'); import type { T } from './t'; const answer = m.a;",
    files: { "./m": "const value = { a: 1 }; export = value;" },
    expected: 1,
  },
];

describe("modules", () => {
  test.each(cases)("$name", ({ main, files, expected }) => {
    expect(plain(run(main, files).value("answer"))).toEqual(expected);
  });

  test("an import that cannot be found is recorded, and what comes from it is unknown", () => {
    const { machine, value } = run("import x from 'nowhere'; const answer = x.y(1);");
    expect(machine.recorder.missing.map(({ module }) => module)).toEqual(["nowhere"]);
    expect(value("answer")?.kind).toBe("unknown");
  });
});
