"""Runs the programs of test/probe/errors in this Python, each of which breaks, and writes what the framework says beside it:

    python scripts/probe/record-errors.py torch    # in a Python that has PyTorch
    python scripts/probe/record-errors.py keras
"""

import pathlib
import re
import sys
import traceback

folder = pathlib.Path(__file__).resolve().parents[2] / "test" / "probe" / "errors" / sys.argv[1]
for path in sorted(folder.glob("*.py")):
    text = path.read_text()
    shown = "/src/" + path.name
    try:
        exec(compile(text, str(path), "exec"), {"__name__": "__main__"})
    except Exception as error:
        error.__traceback__ = error.__traceback__.tb_next  # this file's own frame
        said = traceback.format_exc()
    else:
        sys.exit("%s did not break" % path.name)
    said = said.replace(str(path), shown)
    said = re.sub(r'File "[^"]*?/site-packages/', 'File "/venv/lib/python3.11/site-packages/', said)
    said = re.sub(r'File "[^"]*?/lib/python3\.\d+/(?!site-packages)', 'File "/usr/lib/python3.11/', said)
    path.with_suffix(".txt").write_text(said)
    print(path.name, "|", said.strip().splitlines()[-1])
