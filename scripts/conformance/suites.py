"""Runs the Python of the Markdown suites and of the rules' pages under the real PyTorch.

Code with an `error` assertion must raise, any other must run: also what a fix leaves behind. Each test runs in a fork, in an empty folder. What needs a
package, a data set or a device that is not there is counted as left out. Known differences stand in allow-suites.txt, a test and its reason a line; an entry
that is not needed is an error. Words on the command line confine the run to files with one of them in their path.
"""
import contextlib
import io
import os
import pathlib
import re
import sys
import tempfile
import traceback
import types
import warnings

import torch

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from forking import Stopped, in_fork

ROOT = pathlib.Path(__file__).parents[2]
ALLOWED = pathlib.Path(__file__).with_name("allow-suites.txt")
ERROR = re.compile(r"#\s*(\^+\s*)?error\b")
ABSENT = re.compile(r"Dataset not found|No such file or directory|Found no NVIDIA driver|Torch not compiled with CUDA")
SECONDS = 60


def tests_of(path):
    """Name, line and text of the code of each test, and of each fixed version of it."""
    headings, pieces, line = [], [], 0
    lines = path.read_text().split("\n")
    index = 0
    while index < len(lines):
        heading = re.match(r"(#+) (.*)", lines[index])
        fence = re.match(r"```python(.*)", lines[index])
        if heading:
            if pieces:
                yield " > ".join(h for _, h in headings), line, "".join(pieces)
            pieces = []
            headings = [h for h in headings if h[0] < len(heading[1])] + [(len(heading[1]), heading[2])]
        elif fence:
            end = lines.index("```", index + 1)
            text = "\n".join(lines[index + 1 : end]) + "\n"
            name = " > ".join(h for _, h in headings)
            fix = re.search(r'(?:fix|refactor)="?([^"]*)', fence[1])
            if fix:
                yield f"{name} > after {fix[1]}", index + 2, text
            else:
                line = line if pieces else index + 2
                pieces.append(text)
            index = end
        index += 1
    if pieces:
        yield " > ".join(h for _, h in headings), line, "".join(pieces)


def outcome(code):
    """What running it gives: `runs`, `raises …`, or why it cannot be run."""
    code = code.replace("<|>", "")
    try:
        program = compile(code, "<suite>", "exec")
    except SyntaxError:
        return "not valid Python"
    torch.manual_seed(0)
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module
    try:
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings(), tempfile.TemporaryDirectory() as folder:
            warnings.simplefilter("ignore")
            os.chdir(folder)
            exec(program, module.__dict__)
        return "runs"
    except ModuleNotFoundError as missing:
        return f"needs {missing.name}"
    except Exception as error:
        if ABSENT.search(str(error)):
            return f"needs what is not here: {str(error).splitlines()[0]}"
        frames = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == "<suite>"]
        return f"raises at line {frames[-1] if frames else '?'}: {str(error).splitlines()[0] if str(error) else type(error).__name__}"


def without_downloads():
    """Networks of torchvision keep their random weights."""
    try:
        from torchvision.models._api import WeightsEnum
    except ImportError:
        return
    load = torch.nn.Module.load_state_dict
    WeightsEnum.get_state_dict = lambda self, *args, **kwargs: None
    torch.nn.Module.load_state_dict = lambda self, state, *args, **kwargs: load(self, state, *args, **kwargs) if state is not None else None


def main():
    without_downloads()
    torch.set_num_threads(1)
    chosen = sys.argv[1:]
    allowed = dict(line.split(": ", 1) for line in ALLOWED.read_text().splitlines() if line and not line.startswith("#"))
    files = sorted([*(ROOT / "test/suites").rglob("*.md"), *(ROOT / "server/src/rules").rglob("*.md")])
    wrong, counts, used = [], {}, set()
    for file in files:
        if chosen and not any(word in str(file) for word in chosen):
            continue
        for name, line, code in tests_of(file):
            try:
                found = in_fork(SECONDS, outcome, code)
            except Stopped as stopped:
                found = f"raises: {stopped}"
            is_error = bool(ERROR.search(code))
            if found.startswith(("not valid", "needs")):
                counts["skipped"] = counts.get("skipped", 0) + 1
                continue
            counts["checked"] = counts.get("checked", 0) + 1
            if is_error == found.startswith("raises"):
                continue
            if name in allowed:
                used.add(name)
                continue
            wrong.append(f"{file.relative_to(ROOT)}:{line}: {name}: {'reported as an error, but it ' if is_error else 'not reported, but it '}{found}")
    if not chosen:
        wrong += [f"{ALLOWED.name}: not needed: {name}" for name in allowed if name not in used]
    print(*wrong, sep="\n")
    print(", ".join(f"{count} {what}" for what, count in counts.items()))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
