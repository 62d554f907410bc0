/** Snippets of Python and what they lower to, as `print.ts` prints it. Grouped by the family that lowers them. */

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
    '1; 1.0; 0.5; "a" \'b\'; b"x"; None; True; ...; 2j',
    '1\n1.0\n0.5\n"ab"\n<bytes>\nNone\nTrue\n<ellipsis>\n<other>',
  ],
  "too big an integer": ["99999999999999999999999", "<other>"],
  operators: ["-a + b * c ** 2 @ d // e", "(+ (- a) (// (@ (* b (** c 2)) d) e))"],
  not: ["not a.b", "(not a.b)"],
  "chained comparison": ["0 <= i < n != m", "(0 <= i < n != m)"],
  membership: ["a not in b is not None", "(a not in b is not None)"],
  logical: ["a and b and c or d", "(or (and a b c) d)"],
  conditional: ["a if t else b", "(if t a b)"],
  calls: ["f(1, *a, k=2, **d)(x)", "((f 1 *a k=2 **d) x)"],
  "method call": ["self.conv(x).relu()", "((self.conv x).relu)"],
  index: ["x[0]; x[-1, 2]", "(index x 0)\n(index x (tuple (- 1) 2))"],
  slices: ["x[:, ::2, 1:n, ...]", "(index x (tuple (slice _ _ _) (slice _ _ 2) (slice 1 n _) <ellipsis>))"],
  "star in an index": ["x[*i, 0]", "(index x (tuple *i 0))"],
  displays: ["(1,); [1, *a]; {1, 2}; (); []", "(tuple 1)\n(list 1 *a)\n(set 1 2)\n(tuple)\n(list)"],
  dict: ['{"a": 1, **b, c: d}', '(dict "a": 1 **b c: d)'],
  "list comprehension": [
    "[f(i) for i, (j, *k) in xs if i if j for l in k]",
    "(list-of (f i) for (unpack i (unpack j *k)) in xs if i if j for l in k)",
  ],
  "other comprehensions": [
    "{i for i in a}; {k: v for k, v in d}; sum(i for i in a)",
    "(set-of i for i in a)\n(dict-of k: v for (unpack k v) in d)\n(sum (generator-of i for i in a))",
  ],
  lambda: ["lambda x, *a, k=1: x + k", "(lambda <lambda>(x, *a, !k=1) arrow {a k x} return (+ x k))"],
  "formatted string": ['f"a{b}c{d!r}{e:>3}"', '(template "a" b "c" d! e:>3)'],
  walrus: ["(n := len(a))", "(:= n (len a))"],
  "a broken expression": ["f(1, +)", "(f 1 (+ (broken)))"],
});

export const STATEMENTS = table({
  assignment: ["a = b = c", "a = b = c"],
  unpacking: ["a, (b, *c), d.e, f[0] = g", "(unpack a (unpack b *c) d.e (index f 0)) = g"],
  "two stars": ["*a, *b = c", "(broken) = c"],
  annotated: ["x: int = 3; y: Tensor; self.z: int = 1", "x: int = 3\ny: Tensor\nself.z: int = 1"],
  "type alias": ["type Size = tuple[int, int]", "Size = (index tuple (tuple int int))"],
  augmented: ["x += 1; x.y @= z; x[0] //= 2", "x += 1\nx.y @= z\n(index x 0) //= 2"],
  delete: ["del a, (b.c, d[0])", "del a b.c (index d 0)"],
  assert: ['assert x.dim() == 4, "no"', 'assert ((x.dim) == 4) "no"'],
  raise: ["raise E(1) from e", "raise (E 1) from e"],
  "nothing to do": ["pass", ""],
  docstring: ['"""What it is."""', '"What it is."'],
  imports: [
    "import a, b.c, d.e as f\nfrom g.h import i, j as k\nfrom . import l\nfrom ..m import *",
    "import a * as a\nimport b.c *top as b\nimport d.e * as f\nimport g.h i as i, j as k\nimport . l as l\nimport ..m star",
  ],
});

export const CONTROL = table({
  "if and elif": ["if a:\n  b\nelif c:\n  d\nelse:\n  e", "if a\n  b\nelse\n  if c\n    d\n  else\n    e"],
  for: ["for i, x in y:\n  break\nelse:\n  z", "for (unpack i x) in y\n  break\nelse\n  z"],
  while: ["while True:\n  continue", "while True\n  continue"],
  try: [
    "try:\n  a\nexcept E as e:\n  b\nexcept (F, G):\n  c\nexcept:\n  d\nelse:\n  f\nfinally:\n  g",
    "try\n  a\nexcept E as e\n  b\nexcept (tuple F G)\n  c\nexcept\n  d\nelse\n  f\nfinally\n  g",
  ],
  with: ["with a() as (b, c), d:\n  e", "with (a) as (unpack b c), d\n  e"],
  "async forms": [
    "async def f():\n  async for i in a:\n    await i\n  async with b as c:\n    pass",
    "def f() async {c i}\n  for i in a\n    (await i)\n  with b as c",
  ],
});

export const DECLARATIONS = table({
  parameters: [
    "def f(a, /, b: int, c=1, *d, e, g=2, **h) -> int:\n  return a",
    "def f(/a, b: int, c=1, *d, !e, !g=2, **h) -> int {a b c d e g h}\n  return a",
  ],
  decorators: ["@a.b(1)\n@c\ndef f(): return", "@(a.b 1)\n@c\ndef f() {}\n  return"],
  generator: ["def f():\n  x = yield 1\n  yield from x", "def f() generator {x}\n  x = (yield 1)\n  (yield from x)"],
  "a generator within": [
    "def f():\n  def g(): yield\n  return lambda: (yield)",
    "def f() {g}\n  def g() generator {}\n    (yield)\n  return (lambda <lambda>() generator arrow {} return (yield))",
  ],
  "names bound in a function": [
    "def f():\n  if t:\n    a = 1\n  for b in c: pass\n  with d as e: pass\n  import g.h\n  try: pass\n  except E as i: pass\n  del j\n  k += 1\n  l: int",
    "def f() {a b e g i j k l}\n  if t\n    a = 1\n  for b in c\n  with d as e\n  import g.h *top as g\n  try\n  except E as i\n  del j\n  k += 1\n  l: int",
  ],
  "names declared elsewhere": [
    "def f():\n  global a\n  a = 1\n  def g():\n    nonlocal b\n    b = 2",
    "def f() {g}\n  a = 1\n  def g() {}\n    b = 2",
  ],
  "walrus in a comprehension": [
    "def f(): return [y for x in xs if (y := g(x))]",
    "def f() {y}\n  return (list-of y for x in xs if (:= y (g x)))",
  ],
  "walrus in a default": ["def f():\n  def g(x=(y := 1)): pass", "def f() {g y}\n  def g(x=(:= y 1)) {x}"],
  class: [
    'class Net(nn.Module, metaclass=M):\n  """Doc."""\n  depth: int = 3\n  def __init__(self): super().__init__()',
    'class Net(nn.Module, metaclass=M) {__init__ depth}\n  "Doc."\n  depth: int = 3\n  def __init__(self) {self}\n    ((super).__init__)',
  ],
  "private names": [
    "class _Net:\n  def __build(self, __n): self.__fc = __n.__class__(k=self.__x)",
    "class _Net() {_Net__build}\n  def _Net__build(self, _Net__n) {_Net__n self}\n    self._Net__fc = (_Net__n.__class__ k=self._Net__x)",
  ],
});

export const MATCHES = table({
  values: [
    'match mode:\n  case "a" | "b": x\n  case None: y\n  case -1: z\n  case _: w',
    'if (or (mode == "a") (mode == "b"))\n  x\nelse\n  if (mode is None)\n    y\n  else\n    if (mode == (- 1))\n      z\n    else\n      w',
  ],
  "subject evaluated once": [
    "match f():\n  case 1: a\n  case x: b",
    "*match0 = (f)\nif (*match0 == 1)\n  a\nelse\n  x = *match0\n  b",
  ],
  "a rank": [
    "match x.shape:\n  case (b, _, *rest): a",
    "if (and (isinstance x.shape (tuple list tuple range)) ((len x.shape) >= 2))\n  (unpack b _ *rest) = x.shape\n  a",
  ],
  "values within a sequence": [
    "match p:\n  case [1, *r, y]: a",
    "if (and (isinstance p (tuple list tuple range)) ((len p) >= 2) ((index p 0) == 1))\n  r = (list *(index p (slice 1 -1 _)))\n  y = (index p -1)\n  a",
  ],
  guard: [
    "match v:\n  case [a] if a > 1: b\n  case c if c: d",
    "if (and (isinstance v (tuple list tuple range)) ((len v) == 1) (list (:= (unpack a) v)) (a > 1))\n  b\nelse\n  if (and (list (:= c v)) c)\n    d",
  ],
  "a captured subject": [
    "match v:\n  case [v, 1]: a",
    "*match0 = v\nif (and (isinstance *match0 (tuple list tuple range)) ((len *match0) == 2) ((index *match0 1) == 1))\n  v = (index *match0 0)\n  a",
  ],
  mapping: [
    'match d:\n  case {"k": 1, "l": v, **rest}: a',
    'if (and (isinstance d dict) ("k" in d) ((index d "k") == 1) ("l" in d))\n  v = (index d "l")\n  rest = (broken)\n  a',
  ],
  classes: [
    "match v:\n  case int(n): a\n  case P(x=0, y=q): b\n  case P(1, r): c",
    "if (isinstance v int)\n  n = v\n  a\nelse\n  if (and (isinstance v P) (v.x == 0))\n    q = v.y\n    b\n  else\n    if (broken)\n      r = (broken)\n      c",
  ],
  "alternatives that bind": [
    "match v:\n  case [x] | x: a",
    "if (or (and (isinstance v (tuple list tuple range)) ((len v) == 1) (list (:= (unpack x) v))) (list (:= x v)))\n  a",
  ],
  "a shadowed built-in": [
    "def f(v, len):\n  match v:\n    case [1]: a",
    "def f(v, len) {*match0 len v}\n  if (and (isinstance v (tuple list tuple range)) ((broken) == 1) ((index v 0) == 1))\n    a",
  ],
});
