/** Snippets of TypeScript and JavaScript and what they lower to, as the printer of the intermediate representation prints it. */

export interface LoweringCase {
  readonly name: string;
  readonly source: string;
  readonly expected: string;
}

function table(
  entries: Readonly<Record<string, readonly [source: string, expected: string]>>,
): readonly LoweringCase[] {
  return Object.entries(entries).map(([name, [source, expected]]) => ({ name, source, expected }));
}

export const EXPRESSIONS = table({
  constants: [
    "1; 1.5; 'a'; `b`; null; undefined; true; 10n; /re/g; 0xff; 1_000; 1e400",
    '1\n1.5\n"a"\n"b"\nNone\n<undefined>\nTrue\n<other>\n<other>\n255\n1000\nInfinity',
  ],
  operators: ["-a + b * c ** 2 % ~d; -1; a >>> b", "(+ (- a) (% (* b (** c 2)) (~ d)))\n-1\n(>>> a b)"],
  comparisons: ["a === b; a != b; 'k' in o; x instanceof C", '(a === b)\n(a != b)\n("k" in o)\n(x instanceof C)'],
  logical: ["a && b || c; a ?? b; !a", "(or (and a b) c)\n(?? a b)\n(not a)"],
  comma: ["x = (a, b)", "x = (or (void a) b)"],
  conditional: ["a ? b : c", "(if a b c)"],
  "calls and new": ["f(1, ...a); new Foo; new A.B(x)", "(f 1 *a)\n(new Foo)\n(new A.B x)"],
  "optional chains": ["o?.p.q?.(1)!.r; a?.[0].b", "(o?.p?.q? 1)?.r\n(index? a 0)?.b"],
  displays: ["[1, , ...a]; ({})", "(list 1 <undefined> *a)\n(object)"],
  objects: [
    "x = ({ a, 'b-c': 1, 2: d, [k]: e, f() {}, get g() { return 1 }, set g(v) {}, ...h, [Symbol.iterator]() {} })",
    'x = (object "a": a "b-c": 1 "2": d k: e "f": (lambda f() {}) "*get g": (lambda g() {} return 1) "*set g": (lambda g(v) {v}) **h "@@iterator": (lambda @@iterator() {}))',
  ],
  templates: ["`a${b}c${d}`; tag`e${f}`", '(template "a" b "c" d)\n(broken tag (template "e" f))'],
  casts: ["a as B; <B>a; a satisfies B; a!; (a)", "(typed a B)\n(typed a B)\n(typed a B)\na\na"],
  arrows: [
    "f = (a, { b }, [c] = [], ...d) => a; g = async x => { await x }",
    "f = (lambda f(a, *parameter1@(properties b: b), *parameter2@(unpack c)=(list), *d) arrow {*parameter1 *parameter2 a b c d} return a)\ng = (lambda g(x) async arrow {x} (await x))",
  ],
  "function expressions": ["f = function () { return this }", "f = (lambda f() {} return this)"],
  "a function that knows itself": [
    "f = function g(n) { return g(n) }",
    "f = ((lambda () arrow {g} g = (lambda g(n) {n} return (g n)) return g))",
  ],
  arguments: [
    "function f(a, b = 1) { return () => arguments.length }",
    "def f(*arguments) {a arguments b}\n  (unpack a b=1) = arguments\n  return (lambda () arrow {} return arguments.length)",
  ],
  steps: ["i++; --i; x = i++; y = --i", "i += 1\ni -= 1\nx = (- (+= i 1) 1)\ny = (-= i 1)"],
  assignments: [
    "a = b = c; a.b += 1; a[0] ??= d; x = (y ||= 1)",
    "a = (:= b c)\na.b += 1\n(index a 0) ??= d\nx = (or= y 1)",
  ],
  patterns: [
    "[a, , b = 1, ...c] = d; ({ e, f: g.h, ['i']: j = 2, ...k } = l)",
    "(unpack a _ b=1 *c) = d\n(properties e: e f: g.h i: j=2 *k) = l",
  ],
  yields: ["function* f() { x = yield 1; yield* g() }", "def f() generator {}\n  x = (yield 1)\n  (yield from (g))"],
  "dynamic import": ["x = await import('./m')", 'x = (await (*import "./m"))'],
  "broken pieces": ["f(1, +); a.", "(f 1 (+ (broken)))\na."],
});

export const STATEMENTS = table({
  variables: [
    "let a; const b = 1, [c, d] = e; var f: number = 2",
    'a = <undefined>\nb = 1\n(unpack c d) = e\nf: "number" = 2',
  ],
  "hoisted names": [
    "g(); var v; if (x) { var w } function g() { var u = 1; return u }",
    "def g() {u}\n  u = 1\n  return u\nv = <undefined>\nw = <undefined>\n(g)\nif x",
  ],
  "shadowed names": ["let x = 1; { let x = 2; f(x) } f(x)", "x = 1\nx*2 = 2\n(f x*2)\n(f x)"],
  "blocks side by side": ["{ let y = 1 } { let y = 2 }", "y = 1\ny = 2"],
  delete: ["delete a.b; delete a[c]", "del a.b\ndel (index a c)"],
  "if and else": ["if (a) b; else if (c) { d }", "if a\n  b\nelse\n  if c\n    d"],
  try: [
    "try { a } catch ({ message }) { b } finally { c }",
    "try\n  a\nexcept as (properties message: message)\n  b\nfinally\n  c",
  ],
  throw: ["throw new Error('x')", 'raise (new Error "x")'],
  "what only types use": [
    "interface A {} type B = number; declare const c: B; import type { D } from 'd'; declare module 'e' {}",
    "",
  ],
  enums: [
    "enum A { X, Y = 5, Z, W = Y | 1, S = 's' }",
    'A = (object)\n(index A "X") = 0\n(index A 0) = "X"\n(index A "Y") = 5\n(index A 5) = "Y"\n(index A "Z") = 6\n(index A 6) = "Z"\n(index A "W") = (| A.Y 1)\n(index A "S") = "s"',
  ],
  namespaces: ["namespace N { export const p = 1; const q = 2 }", 'p = 1\nq = 2\nN = (object "p": p)'],
});

export const LOOPS = table({
  "for of": ["for (const [i, x] of xs) f(i)", "for (unpack i x) in xs\n  (f i)"],
  "for in": ["for (const k in o) f(k)", "for k keys of o\n  (f k)"],
  "for with three parts": [
    "for (let i = 0, n = 3; i < n; i++) f(i)",
    "i = 0\nn = 3\nwhile (i < n) update (+= i 1)\n  (f i)",
  ],
  "for without parts": ["for (;;) break", "while True\n  break"],
  while: ["while (a) b(); do { c() } while (d)", "while a\n  (b)\ndo while d\n  (c)"],
  labels: [
    "out: for (const a of b) { while (c) { continue out } break out } l: { break l }",
    "out: for a in b\n  while c\n    continue out\n  break out\nblock l\n  break l",
  ],
  "a closure in a turn": [
    "for (const x of xs) { const y = x; fs.push(() => x + y) }",
    "for *item1 in xs\n  block {x y}\n    x = *item1\n    y = x\n    (fs.push (lambda () arrow {} return (+ x y)))",
  ],
  "a closure over the head": [
    "for (let i = 0; i < 3; i++) fs.push(() => i)",
    "i = 0\nwhile (i < 3) update (+= i 1)\n  block {i*turn}\n    i*turn = i\n    (fs.push (lambda () arrow {} return i*turn))",
  ],
  "a head that its body changes": [
    "for (let i = 0; i < 3; i++) { i = f(() => i) }",
    "i = 0\nwhile (i < 3) update (+= i 1)\n  i = (f (lambda () arrow {} return i))",
  ],
  "a closure outside loops": [
    "{ const x = 1; f = () => x } { const x = 2 }",
    "x = 1\nf = (lambda f() arrow {} return x)\nx*2 = 2",
  ],
});

export const SWITCHES = table({
  "shared and falling cases": [
    "switch (a) { case 1: case 2: f(); break; case 3: g(); default: h() }",
    "block *switch1\n  if (or (a === 1) (a === 2))\n    (f)\n  else\n    if (a === 3)\n      (g)\n      (h)\n    else\n      (h)",
  ],
  "subject evaluated once": [
    "switch (f()) { case 1: g() }",
    "block *switch1\n  *subject2 = (f)\n  if (*subject2 === 1)\n    (g)",
  ],
  "a break within": [
    "switch (a) { case 1: if (b) break; c() }",
    "block *switch1\n  if (a === 1)\n    if b\n      break *switch1\n    (c)",
  ],
  "a loop around": [
    "for (const x of y) { switch (x) { case 1: continue; default: break } }",
    "for x in y\n  block *switch1\n    if (x === 1)\n      continue",
  ],
  "a loop within": [
    "switch (a) { case 1: while (b) break }",
    "block *switch1\n  if (a === 1)\n    while b\n      break",
  ],
  "tests as cases": ["switch (true) { case a > 1: f() }", "block *switch1\n  if (a > 1)\n    (f)"],
  "default first": [
    "switch (a) { default: f(); break; case 1: g() }",
    "block *switch1\n  if (a === 1)\n    (g)\n  else\n    (f)",
  ],
});

export const CLASSES = table({
  members: [
    "class A extends B.C { get x() { return 1 } set x(v) {} static make() {} async *gen() {} [Symbol.iterator]() {} #p() {} }",
    "class A(B.C) {#p *get x *set x *static make @@iterator gen}\n  def *get x() {}\n    return 1\n  def *set x(v) {v}\n  def *static make() {}\n  def gen() async generator {}\n  def @@iterator() {}\n  def #p() {}",
  ],
  fields: [
    "class A { units = 1; act = () => this; static n = 2; static { this.m = 3 } }",
    "class A() {*fields *static *fields}\n  def *fields() {}\n    this.units = 1\n    this.act = (lambda act() arrow {} return this)\n  def *static *fields() {}\n    this.n = 2\n    this.m = 3",
  ],
  "fields that only have a type": [
    "class A { x: number; y = 1 }",
    "class A() {*fields}\n  def *fields() {}\n    this.y = 1",
  ],
  "parameter properties": [
    "class A extends B { constructor(private n: number, m) { super(n); f() } }",
    'class A(B) {constructor}\n  def constructor(n: "number", m) {m n}\n    (super n)\n    this.n = n\n    (f)',
  ],
  overloads: [
    "class A { f(a: string): void; f(a) { return a } abstract g(): void }",
    "class A() {f}\n  def f(a) {a}\n    return a",
  ],
  "a class expression": ["const A = class extends B {}", "A = (class A(B) {})"],
});

export const MODULES = table({
  imports: [
    "import d, { a as b, type T } from './m'; import * as ns from 'n'; import 'side'; import type U from 'u'",
    "import ./m default as d, a as b\nimport n * as ns\nimport side",
  ],
  "imports come first": ["f(); import { f } from './m'", "import ./m f as f\n(f)"],
  exports: [
    "export const k = 1, { l } = o; export function f() {} export class C {} export { k as q }",
    "export f as f\nexport k as k\nexport l as l\nexport C as C\nexport k as q\ndef f() {}\nk = 1\n(properties l: l) = o\nclass C() {}",
  ],
  "exports from elsewhere": [
    "export { a as q } from './z'; export * from './w'; export * as n from './v'",
    "export *reexport1 as q\nexport *reexport2 as n\nimport ./z a as *reexport1\nimport ./w star\nimport ./v * as *reexport2",
  ],
  "default exports": ["export default class {}", "export *default* as default\n*default* = (class default() {})"],
  "a default expression": ["export default { a: 1 }", 'export *default* as default\n*default* = (object "a": 1)'],
  "a named default": ["export default function f() {}", "export f as default\ndef f() {}"],
  CommonJS: [
    "const m = require('m'); module.exports = { m }; exports.q = 1",
    'exports = (object)\nmodule = (object "exports": exports)\nexport module as module.exports\nm = (require "m")\nmodule.exports = (object "m": m)\nexports.q = 1',
  ],
  "export =": [
    "export = { a: 1 }",
    'export *exported1 as module.exports\n*exported1 = (object "exports": (object "a": 1))',
  ],
  "import =": ["import m = require('m')", 'm = (require "m")'],
});
