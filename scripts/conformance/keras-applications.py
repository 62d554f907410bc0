"""Builds every network of `keras.applications` by Keras and by our interpreter, and compares shapes, parameters and layers.

    python scripts/conformance/keras-applications.py [--write] [name…]

Each is built with and without its top, with and without pooling, on several input shapes and numbers of classes; the first of each family also on a tensor, on the smallest
images that it takes, and with what only that family has. What Keras refuses must be reported. Published weights are never fetched: in their place stand the shapes
that they have, those of the network on colour images, so that loading them refuses what it would refuse. Numbers are zeros, to begin with.
Our answers are those of the built command line (`npm run build`). With `--write` the row of each network is renewed in docs/coverage-keras.md as soon as it is known.
"""
import functools
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
NETWORKS = [name for name in dir(applications) if name[0].isupper()]
HERE = Path(__file__).resolve().parent
PAGE = HERE / "../../docs/coverage-keras.md"
HEADING = "## Applications\n"
ABOUT = """
Written by `npm run conformance:applications -- --write`: each network without weights, with and without its top and pooling, on several input shapes and numbers of
classes, the first of each family also on a tensor and on its smallest images. Output shapes, numbers of parameters and of layers, outputs of layers by name, and what Keras refuses.

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
    "weights='imagenet', include_top=False, pooling='avg'",
    "weights=None, include_top=False, input_shape=(20, 20, 3)",
    "weights='imagenet', classes=7",
    "weights='imagenet', input_shape=(100, 100, 3)",
    "weights='imagenet', include_top=False, input_shape=(200, 200, 1)",
)
BY_NAME = 3
"""In this one outputs of layers are asked for by name."""
OF_A_FAMILY = (
    "weights=None, include_top=False, input_tensor=keras.Input((96, 128, 3))",
    "weights='imagenet', include_top=False, input_tensor=keras.Input((160, 160, 3)), pooling='max'",
    "weights=None, input_tensor=keras.Input((224, 224, 3)), classes=5",
    "weights=None, input_shape=(160, 160, 3), classes=4, classifier_activation=None",
    "weights=None, include_top=False, classes=9, pooling='avg'",
    "weights=None, input_shape=(None, None, 3)",
    *(f"weights=None, include_top=False, input_shape=({size}, {size}, 3)" for size in (31, 32, 70, 71, 74, 75)),
)
OF_ITS_OWN = {
    "ConvNeXtTiny": ("weights=None, include_preprocessing=False",),
    "EfficientNetV2B0": ("weights=None, include_preprocessing=False",),
    "MobileNet": ("weights=None, alpha=0.5", "weights=None, depth_multiplier=2, include_top=False", "weights='imagenet', alpha=0.6"),
    "MobileNetV2": ("weights=None, alpha=0.35, include_top=False", "weights=None, alpha=1.4", "weights='imagenet', alpha=0.6"),
    "MobileNetV3Small": ("weights=None, minimalistic=True", "weights=None, alpha=0.75, include_top=False", "weights=None, include_preprocessing=False"),
    "MobileNetV3Large": ("weights=None, minimalistic=True", "weights=None, alpha=0.75, include_top=False"),
}


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


def options_of(name):
    """The combinations that a network is built in: the first of a family in more."""
    family = getattr(applications, name).__module__
    first = next(each for each in NETWORKS if getattr(applications, each).__module__ == family)
    return [*OPTIONS, *(OF_A_FAMILY if name == first else ()), *OF_ITS_OWN.get(name, ())]


@functools.cache
def published(name, with_top, options):
    """Shapes of the weights as they were published: of the network as it stands in the paper, on colour images."""
    model = getattr(applications, name)(weights=None, include_top=with_top, **dict(options))
    return [tuple(weight.shape) for weight in model.weights]


class Undecided(Exception):
    """The weights would have to be fetched to know."""


def without_network(name, given):
    """Weights are never fetched. Loading them looks at their shapes alone, as Keras does before it takes their numbers."""
    kept = tuple((key, given[key]) for key in ("alpha", "minimalistic", "include_preprocessing") if key in given)

    def load(model, path, *args, **kwargs):
        stored = published(name, given.get("include_top", True), kept)
        if [tuple(weight.shape) for weight in model.weights] != stored:
            if not given.get("include_top", True) and model.input_shape[-1] == 3:
                raise Undecided("Without its top on colour images, it has weights that depend on their size, and that of the published ones is not known.")
            raise ValueError("The weights that are stored have other shapes.")

    keras.src.utils.file_utils.get_file = lambda *args, **kwargs: None
    keras.Model.load_weights = load


def program_of(name, number, options):
    """A program that builds one network, and what Keras says of each name in it: nothing where Keras refuses. None where that is not known."""
    keras.backend.clear_session()
    given = eval(f"dict({options})")
    without_network(name, given)
    lines = [*HEADER, f"m = keras.applications.{name}({options})"]
    try:
        model = getattr(applications, name)(**given)
    except Undecided:
        return None
    except ValueError:
        return lines, None
    lines += ["o = m.output", "p = tf.zeros((m.count_params(),))", "l = tf.zeros((len(m.layers),))"]
    wanted = {"o": model.output_shape, "p": (model.count_params(),), "l": (len(model.layers),)}
    if number == BY_NAME:
        for place, layer in enumerate(named(model)[:: max(1, len(named(model)) // 12)]):
            if isinstance(layer.output, list):
                continue
            lines.append(f"f{place} = m.get_layer('{layer.name}').output")
            wanted[f"f{place}"] = tuple(layer.output.shape)
    return lines, wanted


def check(name):
    """A program for each way of building, as large networks take many steps: shapes wanted by name, or a refusal."""
    asked = options_of(name)
    known = [(options, program_of(name, number, options)) for number, options in enumerate(asked)]
    programs = [(options, *program) for options, program in known if program is not None]
    programs.sort(key=lambda program: program[2] is None)
    built = sum(wanted is not None for _, _, wanted in programs)
    shapes, reports = interpreted(["\n".join(lines) + "\n" for _, lines, _ in programs], built)
    count, wrong = 0, []
    for (options, lines, wanted), ours, reported in zip(programs, shapes, reports):
        count += len(wanted)
        wrong += [f"{name} {options} {key}: Keras {real}, ours {ours.get(key)}" for key, real in wanted.items() if not agrees(ours.get(key, ""), real)]
        wrong += [f"{name}: reported, {lines[line - 1]}" for line in reported]
    for (options, _, _), reported in zip(programs[built:], reports[built:]):
        count += 1
        if not reported:
            wrong.append(f"{name}: not reported, {options}")
    return count, wrong


def record(name, count, wrong):
    """Renews one row of the page, whose last section this is."""
    before, _, section = PAGE.read_text().partition(HEADING)
    rows = dict(re.findall(r"^\| `(\w+)` (\|.*)$", section, re.MULTILINE))
    rows[name] = f"| {count} | {wrong} |"
    table = "".join(f"| `{network}` {row}\n" for network, row in sorted(rows.items()))
    PAGE.write_text(before + HEADING + ABOUT + table)


def main():
    asked = [argument for argument in sys.argv[1:] if argument != "--write"]
    names = asked or NETWORKS
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
