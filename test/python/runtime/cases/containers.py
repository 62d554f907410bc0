l = [1, 2]
l.append(3)
l.extend([4, 5])
l.insert(0, 0)
l.insert(-1, 9)
l  # value: [0, 1, 2, 3, 4, 9, 5]

l = [3, 1, 2]
l.sort()
l.reverse()
m = l.copy()
m.remove(3)
l, m, l.index(1), l.count(2), l.pop(), l.pop(0), l  # value: ([2], [2, 1], 2, 1, 1, 3, [2])

l = list(range(6))
del l[0]
del l[1:3]
l[0] = "a"
l[-1] = "z"
l  # value: ['a', 4, 'z']

l = [1, 2, 3, 4]
l[1:3] = ["x"]
l[len(l):] = [9]
l[::2] = [0, 0]
l  # value: [0, 'x', 0, 9]

l = [1, 2, 3]
l += (4, 5)
l *= 2
l  # value: [1, 2, 3, 4, 5, 1, 2, 3, 4, 5]

[1, 2, 3][1:], [1, 2, 3][-2], [1, 2, 3, 4][::2], [1, 2, 3][::-1], [1, 2, 3][5:], [0] * 3, [1] + [2]  # value: ([2, 3], 2, [1, 3], [3, 2, 1], [], [0, 0, 0], [1, 2])

[[1, 2], [3]] == [[1, 2], [3]], [1, 2] < [1, 3], [1] != [2], [1, 2] > [1], [] == []  # value: (True, True, True, True, True)

a, *b, c = [1, 2, 3, 4]
(a, b, c)  # value: (1, [2, 3], 4)

(a, b), c = (1, 2), 3
a, b, c  # value: (1, 2, 3)

first, *rest = "abc"
first, rest  # value: ('a', ['b', 'c'])

*init, last = range(4)
init, last  # value: ([0, 1, 2], 3)

t = (1, 2) + (3,)
t[0], t[-1], t[1:], t * 2, len(t), t.index(3), t.count(1), 2 in t  # value: (1, 3, (2, 3), (1, 2, 3, 1, 2, 3), 3, 2, 1, True)

(1,), (), ((1, 2), 3), tuple([1, 2]), tuple("ab")  # value: ((1,), (), ((1, 2), 3), (1, 2), ('a', 'b'))

d = {"a": 1, "b": 2}
d["c"] = 3
d.update({"a": 10}, e=5)
del d["b"]
d  # value: {'a': 10, 'c': 3, 'e': 5}

d = {"a": 1, "b": 2}
list(d), list(d.keys()), list(d.values()), list(d.items()), len(d), "a" in d, "z" in d  # value: (['a', 'b'], ['a', 'b'], [1, 2], [('a', 1), ('b', 2)], 2, True, False)

d = {"a": 1}
d.get("a"), d.get("z"), d.get("z", 0), d.setdefault("b", 5), d.pop("a"), d.pop("q", None), d  # value: (1, None, 0, 5, 1, None, {'b': 5})

d = dict(a=1, b=2)
e = dict([("x", 1), ("y", 2)], z=3)
{**d, **e, "a": 0}  # value: {'a': 0, 'b': 2, 'x': 1, 'y': 2, 'z': 3}

d = {"a": 1} | {"b": 2}
d |= {"a": 3}
d  # value: {'a': 3, 'b': 2}

dict.fromkeys(["a", "b"], 0), dict.fromkeys("ab"), dict(zip("ab", [1, 2])), dict()  # value: ({'a': 0, 'b': 0}, {'a': None, 'b': None}, {'a': 1, 'b': 2}, {})

d = {1: "a", 1.0: "b", True: "c"}
d  # value: {1: 'c'}

d = {(1, 2): "t", None: "n", 3: "i"}
d[(1, 2)], d[None], d[3]  # value: ('t', 'n', 'i')

d = {"b": 1, "a": 2}
sorted(d), sorted(d.items(), key=lambda kv: kv[1]), max(d, key=d.get), d.popitem()  # value: (['a', 'b'], [('b', 1), ('a', 2)], 'a', ('a', 2))

d = {"a": {"b": {"c": 1}}}
d["a"]["b"]["c"] += 1
d["a"]["x"] = []
d["a"]["x"].append(2)
d  # value: {'a': {'b': {'c': 2}, 'x': [2]}}

{k: v for k, v in zip("abc", range(3)) if v != 1}  # value: {'a': 0, 'c': 2}

s = {1, 2, 3}
s.add(4)
s.discard(1)
s |= {7}
sorted(s), 2 in s, len(s)  # value: ([2, 3, 4, 7], True, 4)

sorted({1, 2} | {2, 3}), sorted({1, 2} & {2, 3}), sorted({1, 2} - {2}), sorted({1, 2} ^ {2, 3})  # value: ([1, 2, 3], [2], [1], [1, 3])

{1, 2} <= {1, 2, 3}, {1, 2} == {2, 1}, {1}.issubset({1, 2}), {3}.isdisjoint({1}), {1, 2}.issuperset([1])  # value: (True, True, True, True, True)

sorted(set([1, 1, 2])), sorted(frozenset("aab")), len(set()), sorted({1}.union([2], [3])), sorted({1, 2}.intersection([2]))  # value: ([1, 2], ['a', 'b'], 0, [1, 2, 3], [2])

[x * 2 for x in range(5) if x % 2], [(x, y) for x in range(2) for y in "ab"], [[j for j in range(i)] for i in range(3)]  # value: ([2, 6], [(0, 'a'), (0, 'b'), (1, 'a'), (1, 'b')], [[], [0], [0, 1]])

sorted({x % 3 for x in range(10)}), list(x for x in "ab"), {x: x ** 2 for x in range(3)}  # value: ([0, 1, 2], ['a', 'b'], {0: 0, 1: 1, 2: 4})

list(range(5)), list(range(2, 8, 3)), list(range(5, 0, -2)), len(range(10)), range(5)[2], 3 in range(5), list(range(0))  # value: ([0, 1, 2, 3, 4], [2, 5], [5, 3, 1], 10, 2, True, [])

range(3), range(1, 5), range(0, 10, 2), list(range(10)[2:5]), range(10)[-1]  # value: (range(0, 3), range(1, 5), range(0, 10, 2), [2, 3, 4], 9)

list(zip([1, 2], "ab", (True, False))), list(zip([1, 2, 3], "ab")), list(enumerate("ab")), list(enumerate("ab", start=1))  # value: ([(1, 'a', True), (2, 'b', False)], [(1, 'a'), (2, 'b')], [(0, 'a'), (1, 'b')], [(1, 'a'), (2, 'b')])

list(reversed([1, 2, 3])), sorted([3, 1, 2], reverse=True), sorted("bca"), sorted([(2, "a"), (1, "b")]), sorted(["bb", "a"], key=len)  # value: ([3, 2, 1], [3, 2, 1], ['a', 'b', 'c'], [(1, 'b'), (2, 'a')], ['a', 'bb'])

list(map(lambda x: x + 1, [1, 2])), list(map(max, [1, 5], [3, 2])), list(filter(None, [0, 1, "", "a"])), list(filter(lambda x: x > 1, [1, 2, 3]))  # value: ([2, 3], [3, 5], [1, 'a'], [2, 3])

it = iter([1, 2, 3])
next(it), list(it), next(it, "done")  # value: (1, [2, 3], 'done')

it = iter([1, 2, 3, 4])
list(zip(it, it))  # value: [(1, 2), (3, 4)]

a = [1, 2]
b = a
b.append(3)
c = a[:]
c.append(4)
a, b is a, c is a, a == b  # value: ([1, 2, 3], True, False, True)

grid = [[0] * 2 for _ in range(2)]
grid[0][0] = 1
same = [[0]] * 2
same[0].append(1)
grid, same  # value: ([[1, 0], [0, 0]], [[0, 1], [0, 1]])

x = [1, [2, 3]]
y = list(x)
y[1].append(4)
y[0] = 9
x, y  # value: ([1, [2, 3, 4]], [9, [2, 3, 4]])

[*range(3), *"ab"], (*[1], 2), {**{"a": 1}}  # value: ([0, 1, 2, 'a', 'b'], (1, 2), {'a': 1})

any(x > 2 for x in [1, 2, 3]), all(isinstance(v, int) for v in (1, 2)), sum(len(w) for w in ["a", "bb"])  # value: (True, True, 3)

l = [1, 2, 3, 4, 5]
l[1:-1], l[-3:-1], l[:2] + l[3:], l[-100:100], l[3:1]  # value: ([2, 3, 4], [3, 4], [1, 2, 4, 5], [1, 2, 3, 4, 5], [])

cfg = [64, 64, "M", 128, "M"]
[c for c in cfg if c != "M"], cfg.count("M"), [i for i, c in enumerate(cfg) if c == "M"]  # value: ([64, 64, 128], 2, [2, 4])

len([]), len("abc"), len((1,)), len({"a": 1}), len({1, 2}), len(range(3))  # value: (0, 3, 1, 1, 2, 3)

l = []
for i, (a, b) in enumerate([(1, 2), (3, 4)]):
    l.append((i, a + b))
l  # value: [(0, 3), (1, 7)]

d = {}
for w in "a b a".split():
    d[w] = d.get(w, 0) + 1
d  # value: {'a': 2, 'b': 1}

d = {}
d.setdefault("k", []).append(1)
d.setdefault("k", []).append(2)
d  # value: {'k': [1, 2]}

x = None
y = x if x is not None else [0]
z = (x or {}).get("a", 1)
y, z  # value: ([0], 1)

s = slice(1, 3)
[0, 1, 2, 3][s], s.start, s.stop, s.step, "abcd"[s]  # value: ([1, 2], 1, 3, None, 'bc')

d = {"a": 1, "b": 2}
out = []
for k in list(d):
    if k == "a":
        del d[k]
    else:
        out.append(k)
d, out  # value: ({'b': 2}, ['b'])

from collections import OrderedDict
o = OrderedDict([("a", 1), ("b", 2)])
o["c"] = 3
o.move_to_end("a")
list(o.items()), list(o)[0], o["b"]  # value: ([('b', 2), ('c', 3), ('a', 1)], 'b', 2)

from collections import defaultdict
d = defaultdict(list)
d["a"].append(1)
d["a"].append(2)
d["b"]
sorted(d.items()), len(d), d.get("zz"), "zz" in d  # value: ([('a', [1, 2]), ('b', [])], 2, None, False)

from collections import defaultdict
d = defaultdict(int)
for c in "aab":
    d[c] += 1
dict(d)  # value: {'a': 2, 'b': 1}

from collections import Counter
c = Counter("aabc")
c["a"], c["z"], c.most_common(1), sorted(c), sum(c.values()), len(c)  # value: (2, 0, [('a', 2)], ['a', 'b', 'c'], 4, 3)

from collections import deque
q = deque([1, 2, 3], maxlen=3)
q.append(4)
q.appendleft(0)
q.pop(), list(q), len(q), q[0], q.popleft()  # value: (3, [0, 2], 2, 0, 0)

from collections import namedtuple
P = namedtuple("P", ["x", "y"])
p = P(1, y=2)
p.x, p[1], p._replace(x=5).x, len(p), tuple(p), p == (1, 2), P._fields, p._asdict()  # value: (1, 2, 5, 2, (1, 2), True, ('x', 'y'), {'x': 1, 'y': 2})

from typing import NamedTuple
class Config(NamedTuple):
    a: int
    b: int = 3
    def total(self):
        return self.a + self.b
c = Config(1)
c.a, c.b, c.total(), list(c), c[0]  # value: (1, 3, 4, [1, 3], 1)

import itertools
list(itertools.chain([1], [2, 3])), list(itertools.chain.from_iterable([[1], [2]])), list(itertools.product([1, 2], "ab"))  # value: ([1, 2, 3], [1, 2], [(1, 'a'), (1, 'b'), (2, 'a'), (2, 'b')])

import itertools
list(itertools.permutations([1, 2, 3], 2)), list(itertools.combinations([1, 2, 3], 2)), list(itertools.combinations_with_replacement("ab", 2))  # value: ([(1, 2), (1, 3), (2, 1), (2, 3), (3, 1), (3, 2)], [(1, 2), (1, 3), (2, 3)], [('a', 'a'), ('a', 'b'), ('b', 'b')])

import itertools
list(itertools.zip_longest([1, 2], [3], fillvalue=0)), list(itertools.islice(itertools.count(5), 3)), list(itertools.islice(range(10), 2, 8, 3))  # value: ([(1, 3), (2, 0)], [5, 6, 7], [2, 5])

import itertools
list(itertools.accumulate([1, 2, 3])), list(itertools.accumulate([1, 2, 3], lambda a, b: a * b)), list(itertools.starmap(pow, [(2, 3), (3, 2)]))  # value: ([1, 3, 6], [1, 2, 6], [8, 9])

import itertools
list(itertools.repeat("x", 3)), list(zip(itertools.cycle("ab"), range(3))), list(itertools.pairwise([1, 2, 3])), list(zip("ab", itertools.count()))  # value: (['x', 'x', 'x'], [('a', 0), ('b', 1), ('a', 2)], [(1, 2), (2, 3)], [('a', 0), ('b', 1)])

import itertools
list(itertools.takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(itertools.dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(itertools.filterfalse(lambda x: x % 2, range(5)))  # value: ([1, 2], [3, 1], [0, 2, 4])

import itertools
[(k, list(g)) for k, g in itertools.groupby("aabbb")], list(itertools.compress("abc", [1, 0, 1]))  # value: ([('a', ['a', 'a']), ('b', ['b', 'b', 'b'])], ['a', 'c'])

import itertools
a, b = itertools.tee([1, 2])
list(a), list(b), list(itertools.product([0, 1], repeat=2))  # value: ([1, 2], [1, 2], [(0, 0), (0, 1), (1, 0), (1, 1)])

import functools
functools.reduce(lambda a, b: a * b, [1, 2, 3, 4]), functools.reduce(max, [3, 9, 2], 0)  # value: (24, 9)

import functools
add = functools.partial(lambda a, b, c=0: (a, b, c), 1, c=5)
add(2), add(3, c=7), add.args, add.keywords  # value: ((1, 2, 5), (1, 3, 7), (1,), {'c': 5})

import copy
a = {"x": [1, 2], "y": (3, [4])}
b = copy.deepcopy(a)
c = copy.copy(a)
b["x"].append(3)
c["x"].append(9)
a, b, c is a  # value: ({'x': [1, 2, 9], 'y': (3, [4])}, {'x': [1, 2, 3], 'y': (3, [4])}, False)

import copy
class Node:
    def __init__(self):
        self.items = [1]
        self.me = self
n = Node()
m = copy.deepcopy(n)
m.items.append(2)
n.items, m.items, m.me is m, m is n  # value: ([1], [1, 2], True, False)

def f(a, b=2, *args, c, d=4, **kw):
    return (a, b, args, c, d, kw)
f(1, c=3), f(1, 2, 3, c=5, e=6), f(*[1, 2], **{"c": 3}), f(b=1, a=0, c=2)  # value: ((1, 2, (), 3, 4, {}), (1, 2, (3,), 5, 4, {'e': 6}), (1, 2, (), 3, 4, {}), (0, 1, (), 2, 4, {}))

def f(a, /, b, *, c=1):
    return a, b, c
f(1, b=2), f(1, 2, c=3)  # value: ((1, 2, 1), (1, 2, 3))

def outer():
    n = 0
    def inc():
        nonlocal n
        n += 1
        return n
    inc()
    inc()
    return n, inc()
outer()  # value: (2, 3)

fs = [lambda: i for i in range(3)]
gs = [lambda i=i: i for i in range(3)]
[f() for f in fs], [g() for g in gs]  # value: ([2, 2, 2], [0, 1, 2])

def gen(n):
    for i in range(n):
        yield i
    yield from "ab"
list(gen(2)), sum(gen(0), start=0) if False else 1  # value: ([0, 1, 'a', 'b'], 1)

def acc(x, l=[]):
    l.append(x)
    return l
acc(1)
acc(2)  # value: [1, 2]

count = 0
def bump():
    global count
    count += 1
bump()
bump()
count  # value: 2

def fact(n):
    return 1 if n <= 1 else n * fact(n - 1)
fact(10)  # value: 3628800

def fib(n, memo={}):
    if n < 2:
        return n
    if n not in memo:
        memo[n] = fib(n - 1) + fib(n - 2)
    return memo[n]
fib(15)  # value: 610

result = []
try:
    result.append(1)
    raise ValueError("bad")
except (KeyError, ValueError) as e:
    result.append(str(e))
finally:
    result.append("end")
result  # value: [1, 'bad', 'end']

def f():
    try:
        return int("x")
    except ValueError:
        return -1
f()  # value: -1

try:
    [][0]
    r = "no"
except IndexError:
    r = "yes"
except Exception:
    r = "other"
r  # value: 'yes'

x = 10
[x for x in range(3)]
x  # value: 10

(y := 5) + y  # value: 10

[last := i for i in range(3)], last  # value: ([0, 1, 2], 2)

def f(*args, **kwargs):
    return len(args), sorted(kwargs)
f(1, 2, a=1, b=2), f(*"ab", **dict(z=1))  # value: ((2, ['a', 'b']), (2, ['z']))

x = [3, 1, 2]
y = sorted(x, key=lambda v: (-v, v))
x, y, min(x), max(x), sum(x) / len(x)  # value: ([3, 1, 2], [3, 2, 1], 1, 3, 2.0)

" ".join(f"{k}={v}" for k, v in {"a": 1, "b": 2}.items())  # value: 'a=1 b=2'

match_value = ("add", 1, 2)
match match_value:
    case ("add", a, b):
        r = a + b
    case _:
        r = None
r  # value: 3

import random
random.seed(0)
l = [1, 2, 3]
random.shuffle(l)
len(l), sorted(random.sample(range(5), 5)) == [0, 1, 2, 3, 4], len(random.choices("ab", k=3))  # value: (3, True, 3)
