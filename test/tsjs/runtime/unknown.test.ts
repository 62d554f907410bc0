/** What is left to say where something is not known: `given` stands for what the program does not tell. */
import { describe, expect, test } from "vitest";
import { printDim } from "../../../server/src/shape/index.ts";
import type { Value } from "../../../server/src/interp/values.ts";
import { run } from "../run.ts";

/** A short text of a value: unknown parts are `?`, a list of unknown length ends in the kind of its items. */
function show(value: Value | undefined): string {
  if (value === undefined) return "?";
  switch (value.kind) {
    case "unknown":
      return "?";
    case "int":
      return printDim(value.size);
    case "float":
      return value.value === undefined ? "number" : String(value.value);
    case "str":
      return value.value === undefined ? "string" : JSON.stringify(value.value);
    case "bool":
      return value.value === undefined ? "boolean" : String(value.value);
    case "none":
      return "null";
    case "undefined":
      return "undefined";
    case "list":
      return `[${[...value.items.map(show), ...(value.rest === undefined ? [] : [`...${show(value.rest)}`])].join(", ")}]`;
    case "dict": {
      const entries = [...value.entries.values()].map(
        ({ key, value: each, maybe }) =>
          `${key.kind === "str" ? String(key.value) : "?"}${maybe === true ? "?" : ""}: ${show(each)}`,
      );
      return `{${[...entries, ...(value.rest === undefined ? [] : [`...${show(value.rest)}`])].join(", ")}}`;
    }
    default:
      return value.kind;
  }
}

const cases: Readonly<Record<string, readonly (readonly [source: string, expected: string])[]>> = {
  "joined branches": [
    ["let answer = 1; if (given) answer = 2", "?"],
    ["let answer = 'a'; if (given) answer = 'b'", "string"],
    ["const answer = { a: 1 }; if (given) answer.b = 2", "{a: 1, b?: 2}"],
    [
      "const o = { a: 1 }; if (given) o.b = 2; const answer = [o.a, o.b, o.c, 'b' in o, 'c' in o]",
      "[1, ?, undefined, boolean, false]",
    ],
    ["const answer = [1]; if (given) answer.push(2)", "[...?]"],
    ["const answer = given ? [1, 'a'] : [2, 'a']", '[?, "a"]'],
    ["const answer = given ?? 3", "?"],
    ["let answer; try { answer = given() } catch { answer = 1 }", "?"],
    ["function f() { if (given) return 1; return 1 } const answer = f()", "1"],
    ["let answer = 0; switch (given) { case 1: answer = 5; break; default: answer = 5 }", "5"],
    [
      "let answer = 'x'; for (const g of [1]) { switch (given) { case 1: continue; case 2: break } answer = 'y' }",
      "string",
    ],
    [
      "function f() { for (const x of [1, 2]) { if (given) continue; return 'in' } return 'after' } const answer = f()",
      "string",
    ],
  ],
  loops: [
    ["const answer = []; for (const x of given) answer.push(1)", "[...1]"],
    ["let answer = 0; for (const x of given) answer += 1", "?"],
    ["const answer = given.map((x) => x)", "?"],
    ["const answer = []; while (given()) answer.push('a')", '[..."a"]'],
    ["const answer = [1, ...given, 2]", "[...?]"],
  ],
  arrays: [
    [
      "const xs = []; for (const g of given) xs.push('a'); const answer = [xs.map((x) => x + 'b'), xs.length, xs[0], xs.concat([1]).length]",
      '[[..."ab"], ?, "a", ?]',
    ],
    ["const answer = [1, 2, 3].filter((x) => given)", "[...?]"],
    [
      "const answer = [[1, 2, 3].indexOf(given), [1, 2].includes(given), ['a', 'b'].join(given)]",
      "[?, boolean, string]",
    ],
    ["const answer = [1, 2]; answer[given] = 3", "[?, ?, ...3]"],
    ["const answer = ['a', 'b'].reduce((all, x) => ({ ...all, [x]: 1 }), {})", "{a: 1, b: 1}"],
  ],
  objects: [
    ["const answer = { a: 1, ...given }", "{a: ?, ...?}"],
    ["const answer = { ...given, a: 1 }", "{a: 1, ...?}"],
    ["const { a, ...rest } = { a: 1, b: 2, c: given }; const answer = rest", "{b: 2, c: ?}"],
    ["const { a = 5 } = {}; const { b = 6 } = given; const answer = [a, b]", "[5, ?]"],
    ["const answer = { a: 1 }; answer[given] = 2", "{a: ?, ...2}"],
    ["const o = { a: 1, b: 1 }; const answer = [o[given], Object.keys(o).length]", "[?, 2]"],
  ],
  "code that we do not see": [
    ["const answer = []; given(() => { answer.push(1) })", "[...?]"],
    ["const o = { a: 1 }; given(o); const answer = o.a", "?"],
    ["const answer = []; given(answer)", "[...?]"],
    ["class A { v = 1 } const a = new A(); given(a); const answer = [a.v, a instanceof A]", "[?, true]"],
    ["class A extends given { m() { return this.x } } const answer = [new A().m(), new A().y]", "[?, ?]"],
    ["const o = { a: 1 }; console.log(o); const answer = o.a", "1"],
    ["const answer = await new Promise((resolve) => given(resolve))", "?"],
    ["const answer = given.then((x) => 3)", "3"],
  ],
};

describe.each(Object.entries(cases))("%s", (_, pairs) => {
  test.each(pairs)("%s", (source, expected) => {
    expect(show(run(source).value("answer"))).toBe(expected);
  });
});

test("functions given to code that we do not see are run once, for what they show", () => {
  const text =
    "function inner() {} function other() {} function main() { given('x', () => { inner() }); given({ on() { other() } }); } main();";
  const { machine } = run(text);
  const reached = machine.recorder.functions
    .filter((fn) => machine.recorder.reached.has(fn.ir))
    .map((fn) => fn.ir.name);
  expect(reached).toEqual(expect.arrayContaining(["inner", "other", "on"]));
});

describe("arguments of an open run", () => {
  const symbolic: readonly (readonly [source: string, expected: string])[] = [
    ["(n) => Math.floor(n / 2)", "n//2"],
    ["(n) => n * 2 + 1", "2*n + 1"],
    ["(n) => (n - 1) * (n + 1)", "n*n - 1"],
    ["(n) => [n, n].map((x) => x * 3)[0]", "3*n"],
    ["(n) => Math.floor(n) * n", "n*n"],
    ["(n) => ({ units: n }).units % 2", "n%2"],
  ];

  test.each(symbolic)("%s", (source, expected) => {
    const { machine, value } = run(`const f = ${source}`);
    const fn = value("f");
    const n = machine.open("n");
    const result = fn === undefined ? undefined : machine.callWith(fn, n);
    const size = result === undefined ? undefined : machine.asInt(result);
    const text = size === undefined ? "?" : printDim(size);
    expect(text).toBe(expected);
  });
});
