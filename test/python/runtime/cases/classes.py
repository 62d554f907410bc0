class A:
    x = 1
    def __init__(self, y):
        self.y = y
    def total(self):
        return self.x + self.y
a = A(2)
a.x = 10
a.total(), A.x, A(0).total(), A.total(a), a.__class__.__name__  # value: (12, 1, 1, 12, 'A')

class A:
    def f(self):
        return "A"
class B(A):
    def f(self):
        return "B" + super().f()
class C(A):
    def f(self):
        return "C" + super().f()
class D(B, C):
    def f(self):
        return "D" + super(D, self).f()
D().f(), [c.__name__ for c in D.__mro__], isinstance(D(), A), issubclass(D, C)  # value: ('DBCA', ['D', 'B', 'C', 'A', 'object'], True, True)

class Base:
    def __init__(self, n):
        self.n = n
class Child(Base):
    def __init__(self, n, m):
        super().__init__(n)
        self.m = m
class Other(Child):
    pass
c = Other(1, 2)
c.n, c.m, type(c).__name__, isinstance(c, Base), hasattr(c, "n"), hasattr(c, "q")  # value: (1, 2, 'Other', True, True, False)

class Old:
    def __init__(self, a):
        self.a = a
class New(Old):
    def __init__(self, a, b):
        Old.__init__(self, a)
        self.b = b
vars(New(1, 2))  # value: {'a': 1, 'b': 2}

class P:
    def __init__(self):
        self._v = 1
    @property
    def v(self):
        return self._v * 10
    @v.setter
    def v(self, value):
        self._v = value
p = P()
before = p.v
p.v = 5
before, p.v, p._v  # value: (10, 50, 5)

class A:
    count = 0
    @classmethod
    def make(cls, n):
        cls.count += 1
        return cls(), n, cls.__name__
    @staticmethod
    def twice(x):
        return 2 * x
class B(A):
    pass
B.make(3)[1:], A.count, B.count, A.twice(4), B().twice(5)  # value: ((3, 'B'), 0, 1, 8, 10)

class V:
    def __init__(self, x):
        self.x = x
    def __add__(self, o):
        return V(self.x + (o.x if isinstance(o, V) else o))
    def __radd__(self, o):
        return V(o + self.x)
    def __mul__(self, k):
        return V(self.x * k)
    def __neg__(self):
        return V(-self.x)
    def __eq__(self, o):
        return isinstance(o, V) and self.x == o.x
    def __lt__(self, o):
        return self.x < o.x
    def __repr__(self):
        return f"V({self.x})"
V(1) + V(2), V(1) + 5, 5 + V(1), V(2) * 3, -V(1), V(1) == V(1), V(1) != V(2), V(1) < V(2), V(3) > V(2), sum([V(1), V(2)]), sorted([V(2), V(1)])  # value: (V(3), V(6), V(6), V(6), V(-1), True, True, True, True, V(3), [V(1), V(2)])

class Seq:
    def __init__(self, *items):
        self.items = list(items)
    def __len__(self):
        return len(self.items)
    def __getitem__(self, i):
        return self.items[i]
    def __setitem__(self, i, v):
        self.items[i] = v
    def __delitem__(self, i):
        del self.items[i]
    def __contains__(self, v):
        return v in self.items
    def __iter__(self):
        return iter(self.items)
s = Seq(1, 2, 3)
s[0] = 9
del s[1]
len(s), s[0], 3 in s, list(s), [x for x in s], bool(Seq()), s[-1]  # value: (2, 9, True, [9, 3], [9, 3], False, 3)

class Old:
    def __getitem__(self, i):
        return [10, 20][i]
    def __len__(self):
        return 2
list(Old()), [x for x in Old()]  # value: ([10, 20], [10, 20])

class Call:
    def __init__(self, k):
        self.k = k
    def __call__(self, x, *, y=1):
        return self.k * x + y
Call(2)(5), Call(3)(1, y=0), callable(Call(1)), list(map(Call(2), [1, 2]))  # value: (11, 3, True, [3, 5])

class It:
    def __init__(self, n):
        self.i, self.n = 0, n
    def __iter__(self):
        return self
    def __next__(self):
        if self.i >= self.n:
            raise StopIteration
        self.i += 1
        return self.i
list(It(3)), next(It(1)), [x * 2 for x in It(2)]  # value: ([1, 2, 3], 1, [2, 4])

class G:
    def __getattr__(self, name):
        if name.startswith("x"):
            return name
        raise AttributeError(name)
g = G()
g.y = 1
g.x1, g.y, hasattr(g, "x2"), hasattr(g, "z"), getattr(g, "q", "none")  # value: ('x1', 1, True, False, 'none')

class S:
    def __setattr__(self, name, value):
        object.__setattr__(self, name, value * 2)
s = S()
s.a = 4
s.a  # value: 8

class S:
    def __init__(self):
        self.__dict__["a"] = 1
        self.__dict__.update(b=2)
s = S()
setattr(s, "c", 3)
s.a, s.b, getattr(s, "c"), sorted(vars(s)), s.__dict__["b"]  # value: (1, 2, 3, ['a', 'b', 'c'], 2)

class A:
    pass
a = A()
a.x = 1
del a.x
delattr_ok = hasattr(a, "x")
A.y = 5
delattr_ok, a.y, A.__name__, a.__class__ is A, type(a) is A  # value: (False, 5, 'A', True, True)

class MyList(list):
    def total(self):
        return sum(self)
m = MyList([1, 2])
m.append(3)
m.total(), len(m), m[0], isinstance(m, list), list(m), m + [4], 2 in m  # value: (6, 3, 1, True, [1, 2, 3], [1, 2, 3, 4], True)

class MyDict(dict):
    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)
        self.extra = 1
    def __getattr__(self, name):
        return self[name]
    def __missing__(self, key):
        return "missing"
d = MyDict({"a": 1}, b=2)
d["c"] = 3
d.a, d["b"], d.extra, len(d), sorted(d), d["zz"], "a" in d, d.get("q", 0)  # value: (1, 2, 1, 3, ['a', 'b', 'c'], 'missing', True, 0)

class MyStr(str):
    def shout(self):
        return self.upper() + "!"
s = MyStr("hi")
s.shout(), s + "x", len(s), s == "hi", isinstance(s, str)  # value: ('HI!', 'hix', 2, True, True)

class MyInt(int):
    def double(self):
        return self * 2
MyInt(4).double(), MyInt(3) + 1, MyInt(5) == 5  # value: (8, 4, True)

class Single:
    instance = None
    def __new__(cls, *args):
        if cls.instance is None:
            cls.instance = super().__new__(cls)
        return cls.instance
    def __init__(self, v):
        self.v = v
a, b = Single(1), Single(2)
a is b, a.v  # value: (True, 2)

class Reg:
    items = {}
    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        Reg.items[cls.__name__] = cls
class X(Reg):
    pass
class Y(Reg):
    pass
sorted(Reg.items), Reg.items["X"] is X  # value: (['X', 'Y'], True)

class Typed:
    def __set_name__(self, owner, name):
        self.name = "_" + name
    def __get__(self, obj, owner=None):
        return self if obj is None else getattr(obj, self.name, 0)
    def __set__(self, obj, value):
        setattr(obj, self.name, value + 1)
class H:
    a = Typed()
    b = Typed()
h = H()
h.a = 5
h.a, h.b, h._a  # value: (6, 0, 6)

def deco(fn):
    def wrapper(*args, **kw):
        return ("wrapped", fn(*args, **kw))
    return wrapper
@deco
def f(x):
    return x + 1
f(2)  # value: ('wrapped', 3)

def times(n):
    def deco(fn):
        import functools
        @functools.wraps(fn)
        def wrapper(*args):
            return fn(*args) * n
        return wrapper
    return deco
@times(3)
def g(x):
    return x
g(4), g.__name__  # value: (12, 'g')

class Deco:
    def __init__(self, fn):
        self.fn = fn
        self.calls = 0
    def __call__(self, *a):
        self.calls += 1
        return self.fn(*a)
@Deco
def h(x):
    return x
h(1)
h(2)
h.calls  # value: 2

registry = {}
def register(name):
    def inner(cls):
        registry[name] = cls
        return cls
    return inner
@register("net")
class Net:
    def __init__(self, k=1):
        self.k = k
registry["net"](k=5).k, list(registry)  # value: (5, ['net'])

import functools
calls = []
class C:
    @functools.cached_property
    def big(self):
        calls.append(1)
        return 42
c = C()
c.big, c.big, len(calls), c.__dict__  # value: (42, 42, 1, {'big': 42})

import functools
@functools.lru_cache(maxsize=None)
def f(n):
    return n * 2
@functools.cache
def g(n):
    return n + 1
f(3), g(3)  # value: (6, 4)

from dataclasses import dataclass, field
@dataclass
class Cfg:
    a: int
    b: int = 2
    c: list = field(default_factory=list)
x, y = Cfg(1), Cfg(1, b=3)
x.c.append(1)
x, y, x == Cfg(1, 2, [1]), x.c, y.c, Cfg.b  # value: (Cfg(a=1, b=2, c=[1]), Cfg(a=1, b=3, c=[]), True, [1], [], 2)

from dataclasses import dataclass, field, asdict, replace, fields
from typing import ClassVar, Optional
@dataclass
class Base:
    a: int = 1
    k: ClassVar[int] = 7
@dataclass
class Child(Base):
    b: Optional[str] = None
    c: int = field(init=False, default=9)
    def __post_init__(self):
        self.d = self.a + 1
c = Child(5, "x")
c.a, c.b, c.c, c.d, c.k, asdict(c), replace(c, a=6).a, [f.name for f in fields(Child)], repr(Base())  # value: (5, 'x', 9, 6, 7, {'a': 5, 'b': 'x', 'c': 9}, 6, ['a', 'b', 'c'], 'Base(a=1)')

from dataclasses import dataclass
@dataclass(kw_only=True)
class K:
    a: int
    b: int = 2
K(a=1).b, K(b=5, a=3)  # value: (2, K(a=3, b=5))

from dataclasses import dataclass, InitVar
@dataclass
class I:
    a: int
    scale: InitVar[int] = 2
    def __post_init__(self, scale):
        self.a = self.a * scale
I(3), I(3, 4).a  # value: (I(a=6), 12)

from enum import Enum, IntEnum, auto
class Color(Enum):
    RED = 1
    GREEN = "g"
    def label(self):
        return self.name.lower()
class N(IntEnum):
    A = auto()
    B = auto()
Color.RED.value, Color.GREEN.name, Color(1) is Color.RED, Color["GREEN"].value, [c.name for c in Color], Color.RED == Color.RED, Color.RED == 1, N.B == 2, N.A + 1, len(Color), Color.RED.label(), str(Color.RED), isinstance(N.A, int)  # value: (1, 'GREEN', True, 'g', ['RED', 'GREEN'], True, False, True, 2, 2, 'red', 'Color.RED', True)

from enum import Enum
class Mode(str, Enum):
    TRAIN = "train"
    EVAL = "eval"
Mode.TRAIN == "train", Mode("eval").name, Mode.TRAIN.value, {Mode.TRAIN: 1}["train"], Mode.EVAL in (Mode.TRAIN, Mode.EVAL)  # value: (True, 'EVAL', 'train', 1, True)

from abc import ABC, abstractmethod
class A(ABC):
    @abstractmethod
    def f(self): ...
    @property
    @abstractmethod
    def g(self): ...
class B(A):
    def f(self):
        return 1
    @property
    def g(self):
        return 2
B().f(), B().g  # value: (1, 2)

from types import SimpleNamespace
n = SimpleNamespace(a=1, b=2)
n.c = n.a + n.b
n.c, vars(n), hasattr(n, "d"), n  # value: (3, {'a': 1, 'b': 2, 'c': 3}, False, namespace(a=1, b=2, c=3))

class Ctx:
    def __init__(self):
        self.log = []
    def __enter__(self):
        self.log.append("in")
        return self
    def __exit__(self, *a):
        return False
c = Ctx()
with c as d:
    d.log.append("body")
c is d, c.log[:2]  # value: (True, ['in', 'body'])

from contextlib import contextmanager, nullcontext
@contextmanager
def ctx(x):
    yield x * 2
with ctx(4) as v, nullcontext(5) as w:
    r = v + w
r  # value: 13

class A:
    __slots__ = ("a", "b")
    def __init__(self):
        self.a = 1
A().a, A.__slots__  # value: (1, ('a', 'b'))

class A:
    def __init__(self, **kw):
        for k, v in kw.items():
            setattr(self, k, v)
a = A(x=1, y=2)
a.x + a.y  # value: 3

class A:
    class Inner:
        z = 3
    def make(self):
        return self.Inner()
A().make().z, A.Inner.__name__, A.Inner.__qualname__  # value: (3, 'Inner', 'A.Inner')

class A:
    def m(self):
        return self
a = A()
f = a.m
f() is a, f.__name__, f.__self__ is a, A.m.__qualname__, a.m == a.m  # value: (True, 'm', True, 'A.m', True)

class A:
    x = [1]
    y = x + [2]
    def f(self, v=y):
        return v
A().f(), A.y  # value: ([1, 2], [1, 2])

class Shape:
    def area(self):
        raise NotImplementedError
class Sq(Shape):
    def __init__(self, s):
        self.s = s
    def area(self):
        return self.s ** 2
sum(s.area() for s in [Sq(1), Sq(2)])  # value: 5

class MyErr(ValueError):
    def __init__(self, code):
        super().__init__(f"code {code}")
        self.code = code
try:
    raise MyErr(5)
except ValueError as e:
    r = (e.code, str(e), e.args, type(e).__name__, isinstance(e, Exception))
r  # value: (5, 'code 5', ('code 5',), 'MyErr', True)

class A:
    def __len__(self):
        return 0
class B:
    def __bool__(self):
        return False
bool(A()), bool(B()), not B(), 1 if A() else 2  # value: (False, False, True, 2)

class A:
    def __str__(self):
        return "str"
    def __repr__(self):
        return "repr"
    def __format__(self, spec):
        return "fmt" + spec
str(A()), repr(A()), [A()], f"{A()!r}" == "repr"  # value: ('str', 'repr', [repr], True)

class A:
    def __eq__(self, o):
        return True
    def __hash__(self):
        return 1
A() == 5, 5 == A(), A() != 5, A() in [1]  # value: (True, True, False, True)

class Meta(type):
    pass
class A(metaclass=Meta):
    v = 1
A.v, A().v  # value: (1, 1)

class A:
    def __init__(self):
        self.layers = []
        for i in range(3):
            self.layers.append(i * 2)
            setattr(self, f"layer{i}", i)
    def run(self):
        return [getattr(self, f"layer{i}") for i in range(len(self.layers))]
A().run(), A().layers  # value: ([0, 1, 2], [0, 2, 4])

class Tree:
    def __init__(self, v, kids=()):
        self.v, self.kids = v, list(kids)
    def walk(self):
        yield self.v
        for k in self.kids:
            yield from k.walk()
list(Tree(1, [Tree(2), Tree(3, [Tree(4)])]).walk())  # value: [1, 2, 3, 4]

class Mixin:
    def hello(self):
        return "hello " + self.name
class Person(Mixin):
    def __init__(self, name):
        self.name = name
Person("x").hello(), Person.__bases__ == (Mixin,), Person.hello is Mixin.hello  # value: ('hello x', True, True)

class A:
    @property
    def f(self):
        return 1
class B(A):
    @property
    def f(self):
        return super().f + 1
B().f  # value: 2

class A:
    @classmethod
    def make(cls):
        return cls.__name__
class B(A):
    @classmethod
    def make(cls):
        return "sub" + super().make()
B.make(), B().make()  # value: ('subB', 'subB')

class Iter:
    def __iter__(self):
        for i in range(2):
            yield i, i * i
dict(Iter()), max(x for x, _ in Iter())  # value: ({0: 0, 1: 1}, 1)

class A:
    def __matmul__(self, o):
        return "mm"
    def __rtruediv__(self, o):
        return ("rdiv", o)
    def __iadd__(self, o):
        self.v = o
        return self
    def __contains__(self, o):
        return o == 1
    def __abs__(self):
        return 7
a = A()
b = a
a += 3
a @ 1, 2 / a, b is a, a.v, 1 in a, abs(a)  # value: ('mm', ('rdiv', 2), True, 3, True, 7)

isinstance([], list), isinstance((1,), (list, tuple)), isinstance("a", str), isinstance(1.0, (int, float)), isinstance(None, type(None)), isinstance(int, type), isinstance(len, object)  # value: (True, True, True, True, True, True, True)

from collections.abc import Iterable, Sequence, Mapping, Callable
isinstance([1], Iterable), isinstance("a", Sequence), isinstance({}, Mapping), isinstance(len, Callable), isinstance(3, Iterable), isinstance((i for i in []), Iterable)  # value: (True, True, True, True, False, True)

import numbers
isinstance(3, numbers.Number), isinstance(2.5, numbers.Integral), isinstance(True, numbers.Integral)  # value: (True, False, True)

from typing import List, Optional, Union, Any, TypeVar, Generic, cast
T = TypeVar("T")
class Box(Generic[T]):
    def __init__(self, v: T) -> None:
        self.v: Optional[List[T]] = [v]
Box(1).v, Box[int](2).v, cast(int, 5), isinstance(List, object)  # value: ([1], [2], 5, True)

def annotated(x: "list[int]" = None, *, y: int | None = 2) -> dict[str, int]:
    return {"y": y}
annotated()  # value: {'y': 2}

a = {}
a["self"] = 1
class K:
    d = {}
    def put(self, k):
        self.d[k] = len(self.d)
        return self
K().put("a").put("b").d, K.d  # value: ({'a': 0, 'b': 1}, {'a': 0, 'b': 1})

class Chain:
    def __init__(self):
        self.ops = []
    def __getattr__(self, n):
        def f(*a):
            self.ops.append((n, a))
            return self
        return f
Chain().conv(1).relu().ops  # value: [('conv', (1,)), ('relu', ())]

def make_layers(cfg):
    layers = []
    c = 3
    for v in cfg:
        if v == "M":
            layers += ["pool"]
        else:
            layers += [("conv", c, v), "relu"]
            c = v
    return layers
make_layers([64, "M", 128])  # value: [('conv', 3, 64), 'relu', 'pool', ('conv', 64, 128), 'relu']

from functools import partial
class N:
    def __init__(self, act=partial(dict, slope=0.1), norm=None):
        norm = norm or partial(tuple)
        self.act, self.norm = act(), norm([1])
N().act, N().norm  # value: ({'slope': 0.1}, (1,))

print("x"), input if False else None, len.__name__, dict.get({"a": 1}, "a"), list.append.__name__  # value: (None, None, 'len', 1, 'append')

import math as m, os.path as p
from math import ceil as c
m.ceil(1.5), c(2.5), p.join("a", "b")  # value: (2, 3, 'a/b')

class Plain:
    def __init__(self, a, *rest, b=2, **named):
        names = dict(locals())
        names.pop("self")
        self.names = names
Plain(1, 5, c=3).names  # value: {'a': 1, 'b': 2, 'rest': (5,), 'named': {'c': 3}}

class Base:
    pass
class Derived(Base):
    def __init__(self, width, depth=3):
        everything = locals()
        super().__init__()
        self.everything = everything
k = Derived(4).everything
sorted(k), k["depth"], k["__class__"].__name__  # value: (['__class__', 'depth', 'self', 'width'], 3, 'Derived')

def late(flag, size=4):
    here = vars()
    return here["size"], list(here), "flag" in here
late(True)  # value: (4, ['flag', 'size'], True)
