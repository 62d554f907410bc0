"""Makes seeded mutants of correct model programs, runs each under the real framework, and writes down which of them crash.

A mutation changes one thing of the kind that people get wrong: a size, an axis, a layer's argument, the order of two statements, a call left out.
Each is run in a process of its own. The mutants, and a file `<program>.json` of how they ended, go to the output folder; `mutate.mjs` compares
them with what Shapeline says. Programs whose file is there from an earlier run are not run again, so that a run can be broken off, or be divided.
"""
import argparse
import ast
import contextlib
import hashlib
import importlib
import io
import json
import os
import pathlib
import random
import signal
import traceback
import warnings

SIZES = [lambda n: n + 1, lambda n: n * 2, lambda n: max(1, n // 2), lambda n: n + 10, lambda n: max(1, n - 1)]


def integers(tree):
    return [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and type(n.value) is int]


def change_size(tree, rng):
    node = rng.choice([n for n in integers(tree) if n.value > 1])
    before = node.value
    node.value = rng.choice(SIZES)(before)
    return f"line {node.lineno}: {before} -> {node.value}"


def change_axis(tree, rng):
    node = rng.choice([n for n in integers(tree) if -1 <= n.value <= 2])
    before = node.value
    node.value = rng.choice([v for v in (-1, 0, 1, 2, 3) if v != before])
    return f"line {node.lineno}: {before} -> {node.value}"


def bodies(tree):
    return [b for n in ast.walk(tree) for b in (getattr(n, "body", None),) if isinstance(b, list) and len(b) > 1 and not isinstance(n, ast.Module)]


def swap_statements(tree, rng):
    body = rng.choice(bodies(tree))
    i = rng.randrange(len(body) - 1)
    body[i], body[i + 1] = body[i + 1], body[i]
    return f"line {body[i].lineno}: swapped with the line before"


def drop_statement(tree, rng):
    body = rng.choice(bodies(tree))
    i = rng.randrange(len(body))
    line = body[i].lineno
    del body[i]
    return f"line {line}: dropped"


def unwrap_call(tree, rng):
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and len(n.args) == 1 and isinstance(n.func, ast.Attribute) and not isinstance(n.args[0], ast.Starred)]
    node = rng.choice(calls)
    argument = node.args[0]

    class Replace(ast.NodeTransformer):
        def visit_Call(self, call):
            return argument if call is node else self.generic_visit(call)

    Replace().visit(tree)
    return f"line {node.lineno}: call left out"


MUTATIONS = [change_size, change_size, change_size, change_axis, swap_statements, drop_statement, unwrap_call]


class TooSlow(BaseException):
    """A mutant that does not come to its end says nothing."""


def too_slow(*_):
    raise TooSlow()


def run(text, path, seconds=20):
    """What the program ends with, in a process of its own: a kernel that reads beside its memory may take the process with it."""
    receiving, sending = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(receiving)
        with os.fdopen(sending, "w") as sink:
            json.dump(timed(text, path, seconds), sink)
        os._exit(0)
    os.close(sending)
    with os.fdopen(receiving) as source:
        told = source.read()
    _, status = os.waitpid(child, 0)
    return json.loads(told) if told else {"type": "Killed", "message": f"ended with {status}", "lines": []}


def timed(text, path, seconds):
    """`seconds` of the processor's time, not the clock's."""
    signal.signal(signal.SIGPROF, too_slow)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        return outcome(text, path)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def outcome(text, path):
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            exec(compile(text, path, "exec"), {"__name__": "__main__", "__file__": path})
        except BaseException as exception:  # a mutant may raise anything
            lines = [f.lineno for f in traceback.extract_tb(exception.__traceback__) if f.filename == path]
            return {"type": type(exception).__name__, "message": str(exception).split("\n")[0][:300], "lines": lines}
    return None


def always_the_highest():
    """Random whole numbers hold the highest that they may be, so that whether a label fits does not depend on luck."""
    import torch

    torch.set_num_threads(1)
    randint, random_ = torch.randint, torch.Tensor.random_

    def with_highest(drawn, high):
        if drawn.numel() > 0 and isinstance(high, int):
            drawn.view(-1)[-1] = high - 1
        return drawn

    def highest_randint(*args, **kwargs):
        numbers = [each for each in args if isinstance(each, int)]
        return with_highest(randint(*args, **kwargs), kwargs.get("high", numbers[-1] if numbers else None))

    def highest_random_(tensor, *args, **kwargs):
        return with_highest(random_(tensor, *args, **kwargs), args[-1] if args else None)

    torch.randint, torch.Tensor.random_ = highest_randint, highest_random_


def imported(programs):
    """What the programs import, and what PyTorch imports at a first step of training, is imported once, for all the processes."""
    names = {"torch._dynamo"}
    for program in programs:
        for node in ast.walk(ast.parse(program.read_text(encoding="utf-8"))):
            names |= {alias.name for alias in node.names} if isinstance(node, ast.Import) else set()
            names |= {node.module} if isinstance(node, ast.ImportFrom) and node.module else set()
    for name in sorted(names):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)


def mutants(text, name, count, seed):
    """Up to `count` different mutants of a program: their number, what was changed, their text."""
    rng = random.Random(f"{seed} {name}")
    seen = {ast.unparse(ast.parse(text))}
    for number in range(count):
        tree = ast.parse(text)
        try:
            what = rng.choice(MUTATIONS)(tree, rng)
            mutant = ast.unparse(ast.fix_missing_locations(tree))
        except IndexError:  # nothing of that kind in the program
            continue
        if mutant not in seen:
            seen.add(mutant)
            yield number, what, mutant


def outcomes(program, options):
    text = program.read_text(encoding="utf-8")
    if (error := run(text, str(program), 200)) is not None:
        raise SystemExit(f"{program} is not a correct program: {error}")
    for number, what, mutant in mutants(text, program.name, options.count, options.seed):
        path = options.out / f"{program.stem}_{number:03}.py"
        path.write_text(mutant + "\n", encoding="utf-8")
        yield {"file": path.name, "mutation": what, "error": run(mutant, str(path))}


def is_done(program, options):
    """Whether an earlier run, which may have been broken off, asked the same of this program as it is now."""
    kept = options.out / f"{program.stem}.json"
    return kept.exists() and json.loads(kept.read_text(encoding="utf-8"))["of"] == asked(program, options)


def asked(program, options):
    return [options.seed, options.count, hashlib.sha1(program.read_bytes()).hexdigest()]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("programs", nargs="+", type=pathlib.Path)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    options.out = options.out.resolve()
    programs = [program.resolve() for program in options.programs]
    left = [program for program in programs if not is_done(program, options)]
    if not left:
        return
    os.chdir(options.out)  # what programs write stays there
    imported(left)
    always_the_highest()
    for program in left:
        told = {"of": asked(program, options), "mutants": list(outcomes(program, options))}
        (options.out / f"{program.stem}.json").write_text(json.dumps(told, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
