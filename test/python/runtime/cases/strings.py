"abc".upper(), "ABC".lower(), "hello world".title(), "hello".capitalize(), "aBc".swapcase()  # value: ('ABC', 'abc', 'Hello World', 'Hello', 'AbC')

"  x ".strip(), "xxaxx".strip("x"), "  x ".lstrip() + "|", "x  ".rstrip() + "|", "abcba".lstrip("ab")  # value: ('x', 'a', 'x |', 'x|', 'cba')

"a,b,c".split(","), "a b  c ".split(), "a,b,c".split(",", 1), "a,b,c".rsplit(",", 1), "".split(), "".split(",")  # value: (['a', 'b', 'c'], ['a', 'b', 'c'], ['a', 'b,c'], ['a,b', 'c'], [], [''])

" a b  c ".split(None, 1), " a b  c ".rsplit(None, 1)  # value: (['a', 'b  c '], [' a b', 'c'])

"a-b-c".partition("-"), "a-b-c".rpartition("-"), "abc".partition("-"), "abc".rpartition("-")  # value: (('a', '-', 'b-c'), ('a-b', '-', 'c'), ('abc', '', ''), ('', '', 'abc'))

"-".join(["a", "b"]), ",".join(str(i) for i in range(3)), "".join([])  # value: ('a-b', '0,1,2', '')

"hello".replace("l", "L"), "hello".replace("l", "L", 1), "aaa".replace("a", ""), "abc".replace("", "-")  # value: ('heLLo', 'heLlo', '', '-a-b-c-')

"hello".startswith("he"), "hello".endswith(("x", "lo")), "hello".startswith("lo", 3)  # value: (True, True, True)

"hello".find("l"), "hello".rfind("l"), "hello".find("z"), "hello".index("e"), "hello".find("l", 3), "hello".count("l")  # value: (2, 3, -1, 1, 3, 2)

"5".zfill(3), "-5".zfill(4), "ab".ljust(4) + "|", "ab".rjust(4), "ab".center(5, "*"), "abc".center(6, "*")  # value: ('005', '-005', 'ab  |', '  ab', '**ab*', '*abc**')

"abc".isalpha(), "12".isdigit(), "a1".isalnum(), " ".isspace(), "Ab".isupper(), "ab".islower(), "ab c".isidentifier()  # value: (True, True, True, True, False, True, False)

"a\nb\r\nc".splitlines(), "prefix_x".removeprefix("prefix_"), "x.weight".removesuffix(".weight")  # value: (['a', 'b', 'c'], 'x', 'x')

"abc"[0], "abc"[-1], "abc"[1:], "abc"[::-1], "abcdef"[1:5:2], "abc"[5:], "abc"[-2:]  # value: ('a', 'c', 'bc', 'cba', 'bd', '', 'bc')

"ab" + "cd", "ab" * 3, 2 * "x", "a" "b", "x" * 0  # value: ('abcd', 'ababab', 'xx', 'ab', '')

len("héllo"), "héllo".upper(), list("abc"), sorted("cab"), "".join(reversed("abc"))  # value: (5, 'HÉLLO', ['a', 'b', 'c'], ['a', 'b', 'c'], 'cba')

f"{1 + 1} {'x'} {2.5} {[1, 'a']} {None} {True}"  # value: "2 x 2.5 [1, 'a'] None True"

name = "conv"
i = 3
f"{name}{i}", f"layer_{i + 1}.{name!s}", f"{{literal}}"  # value: ('conv3', 'layer_4.conv', '{literal}')

"%d items, %s, %.2f" % (3, "ok", 1.5), "%s" % "a", "%5d|%-5d|%05d" % (1, 2, 3), "%x" % 255, "100%%" % ()  # value: ('3 items, ok, 1.50', 'a', '    1|2    |00003', 'ff', '100%')

"%(a)s-%(b)d" % {"a": "x", "b": 2}, "%r" % "q", "%e" % 12345.678, "%g" % 0.0001  # value: ('x-2', "'q'", '1.234568e+04', '0.0001')

"{} {}".format(1, "a"), "{0}{1}{0}".format("a", "b"), "{x}-{y}".format(x=1, y=2), "{:.3f}".format(3.14159)  # value: ('1 a', 'aba', '1-2', '3.142')

"{:>5}|{:<5}|{:^5}|{:*^7}".format("a", "b", "c", "d"), "{:05d}".format(42), "{:,}".format(1234567), "{:+d}".format(3)  # value: ('    a|b    |  c  |***d***', '00042', '1,234,567', '+3')

"{0[1]} {1.real}".format([1, 2], 5), "{!r}".format("a"), "{:x} {:b} {:o} {:#x}".format(255, 5, 8, 255)  # value: ('2 5', "'a'", 'ff 101 10 0xff')

"{:.2%}".format(0.1234), "{:e}".format(12345.678), "{:g}".format(1e-7), "{:10.3f}|".format(2.5), "{:,.2f}".format(12345.678)  # value: ('12.34%', '1.234568e+04', '1e-07', '     2.500|', '12,345.68')

format(3.14159, ".2f"), format(42, "08b"), format("a", ">3"), format(7), format(1e10), format(255, "X")  # value: ('3.14', '00101010', '  a', '7', '10000000000.0', 'FF')

str(3), str(2.0), str(None), str([1, "a"]), str((1,)), str({"a": 1}), str(True), str(1e-7)  # value: ('3', '2.0', 'None', "[1, 'a']", '(1,)', "{'a': 1}", 'True', '1e-07')

repr("it's"), repr('say "hi"'), repr("a\nb"), repr([1.5, "x"]), repr(()), repr({1: [2]})  # value: ('"it\'s"', '\'say "hi"\'', "'a\\nb'", "[1.5, 'x']", '()', '{1: [2]}')

"abc" < "abd", "abc" < "ab", "a" == "a", "B" < "a", "a" != "b"  # value: (True, False, True, True, True)

"x" in "xyz", "" in "abc", "z" not in "abc"  # value: (True, True, True)

ord("A"), chr(97), "%c" % 65  # value: (65, 'a', 'A')

"a.b.c".split(".")[-1], "a.b.c".rsplit(".", 1)[0], "path/to/file.py".split("/")[-1].split(".")[0]  # value: ('c', 'a.b', 'file')

"a b c".split()[1].upper().join(["x", "y"])  # value: 'xBy'

"é".isalpha(), "½".isnumeric(), "ab12".isalnum(), "".isalpha(), "Hello World".istitle()  # value: (True, True, True, False, True)

str.upper("abc"), str.join("-", ["a", "b"]), "abc".__len__()  # value: ('ABC', 'a-b', 3)

"tab\tq", 'single\'', "uni\u00e9"  # value: ('tab\tq', "single'", 'unié')

x = "a"
x += "b"
x *= 2
x  # value: 'abab'

"one two".split()[0].capitalize() + "!"  # value: 'One!'

"{:d}".format(True), "{:>{}}".format("a", 4) if False else "skip"  # value: ('1', 'skip')

"abc".encode() == b"abc"  # value: True

"," .join(map(str, [1, 2, 3])), " ".join(w.title() for w in ["a", "b"])  # value: ('1,2,3', 'A B')

"a1b2".translate(str.maketrans("", "", "12")) == "ab"  # value: True

"x".join("abc"), "abc".casefold(), "Straße".casefold() == "strasse"  # value: ('axbxc', 'abc', True)

s = "layer1.0.conv1.weight"
[p for p in s.split(".") if p.isdigit()], s.count("."), s.rfind(".")  # value: (['0'], 3, 14)

"{}".format({"a": [1, 2]}), f"{(1, 2)}", f"{'a' if True else 'b'}"  # value: ("{'a': [1, 2]}", '(1, 2)', 'a')

f"{3.14159:.2f}" == "3.14"  # value: True

bool("False"), "0" or 1, "" or "default"  # value: (True, '0', 'default')

"abc".index("c"), "aXbX".rindex("X"), "expand\tme".expandtabs(4) == "expand  me"  # value: (2, 3, True)

import os
os.path.join("a", "b", "c.pt"), os.path.join("a/", "b"), os.path.join("a", "/b")  # value: ('a/b/c.pt', 'a/b', '/b')

import string
string.ascii_lowercase[:3], string.digits  # value: ('abc', '0123456789')
