"""Builds every network of `keras.applications` by Keras and by our interpreter, and compares shapes, parameters and layers.

    python scripts/conformance/keras-applications.py [--write] [name…]

Each is built with and without its top, with and without pooling, on several input shapes and numbers of classes; weights are never fetched, and zeros
to begin with. Our answers are those of the built command line (`npm run build`). With `--write` the row of each network is renewed in docs/coverage-keras.md as soon as it is known.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
import keras
from keras import applications

HEADER = ("import keras", "import tensorflow as tf")
HERE = Path(__file__).resolve().parent
PAGE = HERE / "../../docs/coverage-keras.md"
HEADING = "## Applications\n"
ABOUT = """
Written by `npm run conformance:applications -- --write`: each network without weights, with and without its top and pooling, on several input shapes and numbers of
classes. Output shapes, numbers of parameters and of layers, outputs of layers by name, and what Keras refuses.

| network | values compared | that disagree |
| --- | --- | --- |
"""
OPTIONS = (
    "weights=None",
    "weights=None, classes=7",
    "weights=None, include_top=False",
    "weights=None, include_top=False, input_shape=(160, 96, 3)",
    "weights=None, include_top=False, input_shape=(160, 160, 3), pooling='avg'",
    "weights=None, include_top=False, input_shape=(224, 224, 1), pooling='max'",
)
REFUSED = (
    "weights=None, include_top=False, input_shape=(20, 20, 3)",
    "weights='imagenet', classes=7",
    "weights='imagenet', input_shape=(100, 100, 3)",
    "weights='imagenet', include_top=False, input_shape=(200, 200, 1)",
)


def interpreted(programs, with_shapes):
    """Of each program the lines with an error, and of the first our shape of every assigned name. All are checked in one process."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"program{number}.py" for number in range(len(programs))]
        for path, program in zip(paths, programs):
            path.write_text(program)
        answers = []
        for arguments in (["check", *map(str, paths)], *(["shapes", str(path)] for path in paths[:with_shapes])):
            cli = ["node", str(HERE / "../../dist/cli.cjs"), *arguments, "--format", "json"]
            run = subprocess.run(cli, capture_output=True, text=True, cwd=folder)
            sys.stderr.write(run.stderr)
            answers.append(json.loads(run.stdout))
    reports, *shapes = answers
    found = {Path(file["path"]).name: {report["range"]["start"]["line"] for report in file["diagnostics"]} for file in reports["files"]}
    named = [{value["text"]: value["shape"] for value in part["values"] if value["text"].isidentifier()} for part in shapes]
    return named, [found.get(path.name, set()) for path in paths]


def start_from_zeros():
    """Random numbers for millions of weights take longer than the network."""
    for kind in (keras.initializers.VarianceScaling, keras.initializers.RandomNormal, keras.initializers.TruncatedNormal):
        kind.__call__ = lambda self, shape, dtype=None, **kwargs: keras.ops.zeros(shape, dtype)


def sizes(shape):
    return [size.strip() for size in shape.strip("()").split(",") if size.strip()]


def agrees(ours, real):
    """A size that Keras leaves open is a symbol, or arithmetic on one."""
    given = sizes(ours)
    return len(given) == len(real) and all(
        size == str(wanted) if wanted is not None else re.fullmatch(r"\d+", size) is None for size, wanted in zip(given, real)
    )


def named(model):
    """Layers whose names are their own: others are numbered by the program."""
    return [layer for layer in model.layers if not layer.name.startswith(keras.src.utils.naming.to_snake_case(type(layer).__name__))]


def program_of(name, number, options):
    """A program that builds one network, and what Keras says of each name in it."""
    keras.backend.clear_session()
    model = getattr(applications, name)(**eval(f"dict({options})"))
    lines = [
        *HEADER,
        f"m = keras.applications.{name}({options})",
        "o = m.output",
        "p = tf.zeros((m.count_params(),))",
        "l = tf.zeros((len(m.layers),))",
    ]
    wanted = {"o": model.output_shape, "p": (model.count_params(),), "l": (len(model.layers),)}
    if number == 3:
        for place, layer in enumerate(named(model)[:: max(1, len(named(model)) // 12)]):
            if isinstance(layer.output, list):
                continue
            lines.append(f"f{place} = m.get_layer('{layer.name}').output")
            wanted[f"f{place}"] = tuple(layer.output.shape)
    return lines, wanted


def check(name):
    """A program for each way of building, as large networks take many steps: shapes wanted by name, or refused."""
    built = [program_of(name, number, options) for number, options in enumerate(OPTIONS)]
    refused = [[*HEADER, f"keras.applications.{name}({options})"] for options in REFUSED]
    shapes, reports = interpreted(["\n".join(lines) + "\n" for lines in [*(lines for lines, _ in built), *refused]], len(built))
    count, wrong = 0, []
    for options, (lines, wanted), ours, reported in zip(OPTIONS, built, shapes, reports):
        count += len(wanted)
        wrong += [
            f"{name} {options} {key}: Keras {real}, ours {ours.get(key)}" for key, real in wanted.items() if not agrees(ours.get(key, ""), real)
        ]
        wrong += [f"{name}: reported, {lines[line - 1]}" for line in reported]
    for options, reported in zip(REFUSED, reports[len(built) :]):
        count += 1
        if bool(reported) != refuses(name, options):
            wrong.append(f"{name}: {'reported' if reported else 'not reported'}, {options}")
    return count, wrong


def no_weights(*args, **kwargs):
    raise OSError("weights are not fetched")


def refuses(name, options):
    """Whether Keras raises before it asks for weights, which are never fetched."""
    keras.src.utils.file_utils.get_file = no_weights
    try:
        getattr(applications, name)(**eval(f"dict({options})"))
    except ValueError:
        return True
    except Exception:
        return False
    return False


def record(name, count, wrong):
    """Renews one row of the page, whose last section this is."""
    before, _, section = PAGE.read_text().partition(HEADING)
    rows = dict(re.findall(r"^\| `(\w+)` (\|.*)$", section, re.MULTILINE))
    rows[name] = f"| {count} | {wrong} |"
    table = "".join(f"| `{network}` {row}\n" for network, row in sorted(rows.items()))
    PAGE.write_text(before + HEADING + ABOUT + table)


def main():
    asked = [argument for argument in sys.argv[1:] if argument != "--write"]
    names = asked or [name for name in dir(applications) if name[0].isupper()]
    start_from_zeros()
    total, wrong = 0, []
    for name in names:
        count, found = check(name)
        total += count
        wrong += found
        print("\n".join([f"{name}: {count} compared, {len(found)} wrong", *found]), flush=True)
        if "--write" in sys.argv:
            record(name, count, len(found))
    print(f"{len(names)} networks, {total} values compared: {len(wrong)} wrong")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
