/** Values that depend on an input, or are not known at all: what Python's operations make of them. */
import { describe, expect, test } from "vitest";
import type { Interpreter } from "../../../server/src/interp/interpreter.ts";
import { anyBool, anyFloat, anyStr, int, unknown } from "../../../server/src/interp/values.ts";
import type { Value } from "../../../server/src/interp/values.ts";
import { rowShape, shapeOf, symbol, tensorOf } from "../../../server/src/shape/index.ts";
import type { Dim } from "../../../server/src/shape/index.ts";
import { run } from "./interpret.ts";
import { show } from "./show.ts";

const tensorClass = `
class Tensor:
    def __add__(self, other): return ("add", other)
    def __radd__(self, other): return ("radd", other)
    def __mul__(self, other): return ("mul", other)
    def __matmul__(self, other): return ("matmul", other)
    def __iadd__(self, other): return ("iadd", other)
    def __neg__(self): return "neg"
    def __eq__(self, other): return ("eq", other)
    def __lt__(self, other): return ("lt", other)
    def __gt__(self, other): return ("gt", other)
    def __getitem__(self, index): return ("item", index)
    def __setitem__(self, index, value): self.written = index
    def view(self, *sizes): return sizes
    def size(self, axis=None): return self.shape if axis is None else self.shape[axis]
`;

function given(machine: Interpreter): Record<string, Value> {
  const size = (name: string): Dim => symbol({ id: machine.nextId(), name, origin: "open" });
  const [B, H] = [size("B"), size("H")];
  const row = { kind: "row", id: machine.nextId(), name: "y", origin: "open" } as const;
  const vague = { kind: "row", id: machine.nextId(), name: "v", origin: "opaque" } as const;
  return {
    B: int(B),
    H: int(H),
    n: machine.anyInt({ min: 1 }),
    flag: anyBool,
    any_float: anyFloat,
    any_str: anyStr,
    unknown,
    x: machine.open("x"),
    cfg: machine.open("cfg"),
    t: machine.tensor(tensorOf(shapeOf(B, 3, H), "float32")),
    s: machine.tensor(tensorOf(shapeOf(2, H))),
    y: machine.tensor(tensorOf(rowShape([], row))),
    v: machine.tensor(tensorOf(rowShape([B], vague, [H]))),
    ints: machine.list([], machine.anyInt()),
  };
}

function evaluate(program: string): string {
  const lines = program.split("\n");
  const last = lines.pop() ?? "";
  const text = [tensorClass, ...lines, `result__ = (${last})`].join("\n");
  return show(run(text, { given, tensorClass: "Tensor" }).names.get("result__"));
}

type Table = readonly (readonly [program: string, value: string])[];

function table(name: string, rows: Table): void {
  describe(name, () => {
    test.each(rows)("%s", (program, value) => {
      expect(evaluate(program)).toBe(value);
    });
  });
}

table("sizes", [
  ["H * 2 + 1", "2*H + 1"],
  ["H // 2 * 2", "2*(H//2)"],
  ["H * 4 // 2", "2*H"],
  ["(H * 3) % 3, H % 2", "(0, H%2)"],
  ["H ** 2, -H + H, H << 1", "(H*H, 0, 2*H)"],
  ["H / 2, int(H / 2), int(H * 4.0), int(H * 0.5)", "(float, H//2, 4*H, H//2)"],
  ["int((H + 2) / 2), int(H / 2 + 1)", "(H//2 + 1, H//2 + 1)"],
  ["(H * 6) / H", "6"],
  ["int(H * any_float), int(any_float)", "(int, int)"],
  ["import math\nmath.ceil(H / 2), math.floor(H / 2), math.prod([B, 3, H])", "((H + 1)//2, H//2, 3*B*H)"],
  ["round(H * 2.0), abs(H), abs(-H)", "(2*H, H, H)"],
  ["max(H, 1), max(1, H), min(H, 0), max(H, 2), max(B, H)", "(H, H, 0, int, int)"],
  ["sum([H, H, 1]), divmod(H * 2, 2)", "(2*H + 1, (H, 0))"],
  ["H == H, H == H + 1, H > 0, H >= 1, H < 1, H == 3, H != 3", "(True, False, True, True, False, bool, bool)"],
  ["H in (1, 2), H + 1 in [H + 1], not H, bool(H)", "(bool, True, False, True)"],
  ["(H if H > 0 else 2), (1 if H == 3 else 2)", "(H, int)"],
  ["n + 1, n * 0, n - n, n > 0", "(int, 0, 0, True)"],
  ["[0] * H, [0, 1] * n, (0,) * H, 'ab' * H", "(list[0, *0], list[0, 1, *int], ?, str)"],
  ["list(range(H)), len(range(H)), range(H)[2]", "(list[*int], H, 2)"],
  ["[1, 2, 3][n], (1, 1)[n], [1, 2, 3][:n], 'abc'[n]", "(int, 1, list[*int], str)"],
  ["f'{H}', str(H), '%d' % H, '{}'.format(H)", "(str, str, str, str)"],
  ["isinstance(H, int), type(H), float(H), bool(n)", "(True, class int, float, True)"],
  ["sorted([H, 1, 2]), sorted([H + 1, H])", "(list[int, int, int], list[H, H + 1])"],
  ["[H, 2].index(2), [H, 2].count(2), [H, H].index(H)", "(int, int, 0)"],
]);

table("what is not known", [
  ["unknown + 1, unknown.a, unknown[0], unknown(1), -unknown", "(?, ?, ?, ?, ?)"],
  ["unknown == 1, unknown is None, unknown in [1], 1 in unknown, not unknown", "(?, bool, bool, bool, bool)"],
  ["len(unknown), list(unknown), dict(unknown), str(unknown), int(unknown)", "(int, list[*?], {**?}, str, int)"],
  [
    "isinstance(unknown, int), hasattr(unknown, 'a'), getattr(unknown, 'a', 1), callable(unknown)",
    "(bool, bool, ?, bool)",
  ],
  [
    "any_str + 'a', any_str.upper(), any_str.split(), any_str == 'a', any_str.startswith('a')",
    "(str, str, list[*str], bool, bool)",
  ],
  [
    "any_str[0], len(any_str), any_str in ['a'], any_str.find('a'), any_str.partition('a')",
    "(str, int, bool, int, (str, str, str))",
  ],
  ["flag + 1, flag and 1, flag or 1, not flag, int(flag)", "(int, ?, ?, bool, int)"],
  [
    "ints[0], ints[-1], len(ints), ints + [1], sum(ints), list(zip(ints, 'ab'))",
    "(int, int, int, list[*int], int, list[*(int, str)])",
  ],
  [
    "max(ints), sorted(ints), list(reversed(ints)), list(enumerate(ints)), any(ints)",
    "(int, list[*int], list[*int], list[*(int, int)], bool)",
  ],
  ["ints.append(5)\nints.insert(0, 7)\nints[0], ints", "(7, list[7, *int])"],
  ["l = [1, 2]\nl[n] = 'a'\nl", "list[?, ?]"],
  ["l = [1, 2]\ndel l[n]\nl", "list[*int]"],
  ["l = [3, 4]\nl.pop(n), l", "(int, list[*int])"],
  [
    "d = {'a': 1}\nd[any_str] = 2\nd, d['a'], d['z'], 'a' in d, 'z' in d, len(d)",
    "({'a': int, **2}, int, 2, True, bool, int)",
  ],
  ["d = {'a': 1}\nd.pop(any_str)\nd, d.get('a'), d.get('z')", "({'a'?: 1}, ?, None)"],
  ["d = {'a': 1}\nd.update(unknown)\nd, d.get('z', 2)", "({'a': ?, **?}, ?)"],
  [
    "d = {'a': 1}\nif flag:\n    d['b'] = 2\nd, list(d), d.get('b', 2), dict(d, c=3)",
    "({'a': 1, 'b'?: 2}, list['a', *'b'], 2, {'a': 1, 'b'?: 2, 'c': 3})",
  ],
  ["{1, 2} | {n}, n in {1, 2}, len({n, 1}), {1}.union([n])", "(set[1, 2, *int], bool, int, set[1, *int])"],
  ["(1, 2)[unknown], [1, 2][unknown:]", "(int, list[*int])"],
  ["def f(*a, **k): return a, k\nf(*ints), f(**{any_str: 1})", "((list[*?], {**?}), (list[*?], {**?}))"],
  [
    "import random\nrandom.choice([1, 1]), random.randint(1, 3), random.random(), random.choice([1, 'a'])",
    "(1, int, float, ?)",
  ],
  [
    "import itertools\nlist(itertools.chain([1], ints)), list(itertools.product([1], ints))",
    "(list[1, *int], list[*(1, int)])",
  ],
  [
    "import os, time, json, sys\nos.path.join('a', any_str), time.time(), json.load(unknown), os.environ['A']",
    "(str, float, ?, ?)",
  ],
]);

table("instances that we do not see through", [
  [
    "class A(unknown):\n    def __init__(self):\n        super().__init__()\n        self.a = 1\na = A()\na.a, a.b, A.c, hasattr(a, 'z'), a(1)",
    "(1, ?, ?, bool, ?)",
  ],
  ["class A: pass\na = A()\na.x = 1\nunknown(a)\na.x, hasattr(a, 'y')", "(?, bool)"],
  ["class A: pass\na = A()\nhasattr(a, 'y'), getattr(a, 'y', 3), isinstance(a, unknown)", "(False, 3, bool)"],
  ["l = [1]\nunknown(l)\nl, len(l)", "(list[*?], int)"],
  ["class A:\n    def f(self): return 1\ngetattr(A(), any_str)", "?"],
  ["@unknown\nclass A:\n    x = 1\nA.x", "1"],
]);

table("tensors", [
  ["t.shape, t.ndim, len(t), t.size(1), t.size(), t.dtype", "((B, 3, H), 3, B, 3, (B, 3, H), dtype)"],
  ["t.shape[-1], t.shape[1:], t.shape[:-1] + (5,), t.shape.numel(), len(t.shape)", "(H, (3, H), (B, 3, 5), 3*B*H, 3)"],
  ["b, c, h = t.shape\n(h, c, b), *t.shape", "((H, 3, B), B, 3, H)"],
  [
    "t + 1, 1 + t, t * x, x * t, -t, t @ t",
    "(('add', 1), ('radd', 1), ('mul', open x), ?, 'neg', ('matmul', (B, 3, H) float32))",
  ],
  [
    "t == 1, t < 1, 1 < t, t is None, t == None, t is t, t != None",
    "(('eq', 1), ('lt', 1), ('gt', 1), False, False, True, True)",
  ],
  ["t[0], t[:, 1]", "(('item', 0), ('item', (slice, 1)))"],
  ["t += 1\nt", "('iadd', 1)"],
  ["sum([t, t])", "('radd', ('radd', 0))"],
  ["list(s), list(t)", "(list[('item', 0), ('item', 1)], list[*('item', int)])"],
  [
    "isinstance(t, Tensor), isinstance(t, (int, float)), type(t), hasattr(t, 'shape'), isinstance(x, Tensor)",
    "(True, False, class Tensor, True, bool)",
  ],
  ["bool(t), t and 1, not t, t in [1], [t] == [t]", "(bool, ?, bool, bool, bool)"],
  ["t.nothing", "?"],
]);

table("shapes of unknown rank", [
  ["b, c, h, w = y.shape\ny.shape, b, w, y.ndim, y.shape[-1]", "((b, c, h, w), b, w, 4, w)"],
  ["y.shape[1], y.shape[-1], y.shape[1], y.shape", "(y1, y_1, y1, Size)"],
  ["y.shape[0] == y.shape[0], y.shape == y.shape, len(y.shape)", "(True, bool, int)"],
  ["y.shape[:2], y.shape[-2:], y.shape[1:], y.shape[:-1] + (7,)", "((y0, y1), (y_2, y_1), Size, Size)"],
  ["(y.shape[:-1] + (7,))[-1], (y.shape[1:] + (7,))[0]", "(7, y1)"],
  ["v.shape[0], v.shape[-1], v.shape[1], v.shape[:1], list(v.shape)", "(B, H, int, (B), list[B, *int])"],
  ["b, *rest = v.shape\nb, rest", "(B, list[*int])"],
  ["b, h = v.shape\nb, h", "(B, H)"],
  ["y.view(y.size(0), -1)", "(y0, -1)"],
]);

table("arguments of open runs", [
  ["x + 1, x * 2 // 3, -x, x / 2", "(open x+1, open (x*2)//3, open -1*x, open x/2)"],
  ["list(range(x)), int(x), x", "(list[*int], x, open x)"],
  ["[0] * x, max(x, 1), int(x / 2), int(x * 0.5)", "(list[*0], int, int, int)"],
  ["x.a, x.a.b, x[0], x['k'], cfg.width * 4", '(open x.a, open x.a.b, open x[0], open x["k"], open cfg.width*4)'],
  ["x.to('cuda'), x.float(), x.detach().cuda(), x.device", "(open x, open x, open x, ?)"],
  ["x.shape[0], x.size(1)", "(x0, x1)"],
  ["b, c = x.shape\nx.shape, x + 1", "((b, c), ('add', 1))"],
  ["a, b = x\na, b, x[1]", "(open x[0], open x[1], open x[1])"],
  ["x[:, 0], x + 1", "(('item', (slice, 0)), ('add', 1))"],
  [
    "x is None, x == 3, x > 3, x in [1], not x, len(x), isinstance(x, int)",
    "(bool, ?, ?, bool, bool, open x.length, bool)",
  ],
  ["[i for i in x], list(zip(x, [1, 2])), x(1)", "(list[*?], list[*(?, int)], ?)"],
  ["x @ t, t @ x", "(('matmul', (B, 3, H) float32), ('matmul', (*x)))"],
  ["x + 'a', 'a%s' % x, f'{x}', x + [1], {x: 1}", "(str, str, str, ?, {**1})"],
]);

table("bundled modules", [
  [
    "import argparse\np = argparse.ArgumentParser()\np.add_argument('--hidden-size', type=int, default=3)\np.add_argument('--lr', type=float, default=0.1)\np.add_argument('--name', default='a')\np.add_argument('--cuda', action='store_true')\np.add_argument('--k', type=int)\nargs = p.parse_args()\nargs.hidden_size, args.hidden_size - args.hidden_size, args.lr, args.name, args.cuda, args.k, args.other",
    "(int, 0, float, str, bool, ?, ?)",
  ],
  ["import argparse\nn = argparse.Namespace(a=1)\nn.b = 2\nn.a, n.b, vars(n)['a'], n.c", "(1, 2, 1, ?)"],
  [
    "from pathlib import Path\np = Path('a') / 'b'\np, p.parent, p.name, p.exists(), str(p), p.read_text()",
    "(Path, Path, str, bool, str, str)",
  ],
  ["import logging\nlog = logging.getLogger(__name__)\nl = [1]\nlog.info('%s', l)\nlog.custom(l)\nl", "list[1]"],
  ["from tqdm import tqdm, trange\n[x for x in tqdm([1, 2], desc='a')], list(trange(2))", "(list[1, 2], list[0, 1])"],
  ["from easydict import EasyDict\nc = EasyDict({'a': {'b': 1}})\nc.d = 2\nc.a.b, c.d, c['d'], len(c)", "(1, 2, 2, 2)"],
  [
    "import contextlib\nwith contextlib.suppress(KeyError):\n    a = 1\nwith contextlib.nullcontext() as b: pass\na, b",
    "(1, None)",
  ],
  ["from types import SimpleNamespace\nn = SimpleNamespace(**{'a': H})\nn.a, hasattr(n, 'z')", "(H, False)"],
  [
    "import collections.abc, importlib.util\nimport os.path as p\nfrom concurrent.futures import ThreadPoolExecutor\np.join('a', 'b'), ThreadPoolExecutor",
    "('a/b', ?)",
  ],
  ["import copy\nm = copy.deepcopy([t])\nm[0].shape, m[0] is t", "((B, 3, H), False)"],
]);
