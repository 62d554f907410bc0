7 // 2, -7 // 2, 7 // -2, -7 // -2  # value: (3, -4, -4, 3)

7 % 3, -7 % 3, 7 % -3, -7 % -3  # value: (1, 2, -2, -1)

7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2  # value: (3.0, -4.0, 1.5, 0.5)

1 / 4, 4 / 2, 7 / 2  # value: (0.25, 2.0, 3.5)

2 ** 10, 2 ** -1, 2.0 ** 3, (-2) ** 3  # value: (1024, 0.5, 8.0, -8)

0.1 + 0.2  # value: 0.30000000000000004

1e16, 1e15, 1e-5, 1e-4, 123456789.123, 1.0, 100.0, 1e300  # value: (1e+16, 1000000000000000.0, 1e-05, 0.0001, 123456789.123, 1.0, 100.0, 1e+300)

5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 10, 1024 >> 3, -8 >> 1  # value: (1, 7, 6, -6, 1024, 128, -4)

True + True, True * 3, False - 1, not True, -True  # value: (2, 3, -1, False, -1)

True & False, True | False, True ^ True  # value: (False, True, False)

abs(-3), abs(-2.5), abs(True)  # value: (3, 2.5, 1)

round(2.5), round(3.5), round(-2.5), round(2.4), round(2.6)  # value: (2, 4, -2, 2, 3)

round(3.14159, 2), round(2.675, 2), round(0.5, 0), round(1234, -2) > 0  # value: (3.14, 2.67, 0.0, True)

int(3.9), int(-3.9), int("42"), int("-7"), int(True), int("ff", 16), int("1_000"), int()  # value: (3, -3, 42, -7, 1, 255, 1000, 0)

float("1.5"), float("inf"), float(3), float("-2e3"), float()  # value: (1.5, inf, 3.0, -2000.0, 0.0)

bool(0), bool(3), bool(""), bool("a"), bool([]), bool([0]), bool(None), bool(0.0), bool({})  # value: (False, True, False, True, False, True, False, False, False)

divmod(17, 5), divmod(-17, 5), pow(2, 5), pow(3, 4, 5)  # value: ((3, 2), (-4, 3), 32, 1)

max(1, 5, 3), min([4, 2, 8]), max("b", "a"), max([1, 2], [1, 3]), max((), default=0)  # value: (5, 2, 'b', [1, 3], 0)

max([3, 1, 2], key=lambda v: -v), min(["bb", "a"], key=len)  # value: (1, 'a')

sum([1, 2, 3]), sum([0.5, 0.25]), sum([[1], [2]], []), sum(range(10)), sum((i for i in range(4)), 10)  # value: (6, 0.75, [1, 2], 45, 16)

(10).bit_length(), (255).bit_count(), (1.0).is_integer(), (1.5).is_integer(), (0.75).as_integer_ratio()  # value: (4, 8, True, False, (3, 4))

(5).real, (5).numerator, (2.5).real  # value: (5, 5, 2.5)

bin(10), hex(255), oct(8), bin(-5), chr(65), ord("a")  # value: ('0b1010', '0xff', '0o10', '-0b101', 'A', 97)

1 < 2 < 3, 1 < 3 < 2, 1 == 1.0, True == 1, 1 != 2, 0.5 >= 0.5  # value: (True, False, True, True, True, True)

3 in [1, 2, 3], 4 not in (1, 2), "b" in "abc", 5 in range(10), 2.0 in [2]  # value: (True, True, True, True, True)

None is None, None == None, None is not None, 1 is None  # value: (True, True, False, False)

import math
math.floor(2.7), math.ceil(2.1), math.trunc(-2.7), math.floor(-2.7), math.ceil(-2.1)  # value: (2, 3, -2, -3, -2)

import math
math.sqrt(16), math.prod([2, 3, 4]), math.gcd(12, 18), math.lcm(4, 6), math.factorial(5), math.comb(5, 2), math.perm(5, 2)  # value: (4.0, 24, 6, 12, 120, 10, 20)

import math
math.log2(8), math.log(math.e), math.pi, math.inf, math.isqrt(17), math.hypot(3, 4)  # value: (3.0, 1.0, 3.141592653589793, inf, 4, 5.0)

import math
math.isnan(math.nan), math.isinf(1.0), math.isclose(0.1 + 0.2, 0.3), math.copysign(2, -1.0), math.fabs(-2)  # value: (True, False, True, -2.0, 2.0)

int(10 * 0.5), int(7 * 4.0), int(64 * 0.25 + 0.5), round(96 * 1.5)  # value: (5, 28, 16, 144)

int("12") + int(" 13 "), int(1e3), int(-0.5)  # value: (25, 1000, 0)

x = 5
x += 2
x *= 3
x //= 4
x **= 2
x -= 1
x  # value: 24

x = 7
x /= 2
x %= 2
x  # value: 1.5

a = b = 3
a, b = b + 1, a
(a, b)  # value: (4, 3)

10 if 3 > 2 else 20, (0 or 5), (3 and 4), (None or "d"), ([] and 1)  # value: (10, 5, 4, 'd', [])

(lambda x, y=2, *args, **kw: (x, y, args, kw))(1, 3, 4, z=5)  # value: (1, 3, (4,), {'z': 5})

int.__name__, type(3).__name__, type(2.5) is float, isinstance(True, int), isinstance(3, (str, int)), issubclass(bool, int)  # value: ('int', 'int', True, True, True, True)

type([]) == list, type(()) is tuple, type("").__name__, type(None).__name__  # value: (True, True, 'str', 'NoneType')

float("nan") != float("nan")  # value: True

n = 0
while True:
    n += 1
    if n > 5:
        break
else:
    n = -1
n  # value: 6

total = 0
for i in range(10):
    if i % 2:
        continue
    total += i
else:
    total += 100
total  # value: 120

x = 3.7
int(x), int(x // 1), x.__class__.__name__  # value: (3, 3, 'float')

(12).conjugate(), (7).__index__(), (3).__float__()  # value: (12, 7, 3.0)

1_000_000, 0x1F, 0b101, 0o17  # value: (1000000, 31, 5, 15)

5 // 1.0, 5 % 1.5, -5 // 0.3  # value: (5.0, 0.5, -17.0)

hash(1) == hash(1.0)  # value: True

callable(len), callable(3), callable(lambda: 0), callable(int)  # value: (True, False, True, True)

all([1, 2, 0]), any([0, 0, 3]), all([]), any([])  # value: (False, True, True, False)

import operator
operator.add(2, 3), operator.mul(4, 5), operator.itemgetter(1)([7, 8]), operator.attrgetter("real")(5), operator.floordiv(7, 2)  # value: (5, 20, 8, 5, 3)

import operator
operator.itemgetter(0, 2)("abc"), operator.methodcaller("upper")("ab"), operator.lt(1, 2), operator.contains([1], 1)  # value: (('a', 'c'), 'AB', True, True)
