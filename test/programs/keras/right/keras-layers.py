"""Every layer of Keras with generated settings on generated inputs: what Keras itself gives for a symbolic call, as JSON, one case a line."""
import itertools
import json
import os
import random
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import numpy as np
import tensorflow as tf
from keras import layers

random.seed(7)
LIMIT = int(sys.argv[1]) if len(sys.argv) > 1 else 14


def options(**kwargs):
    """All combinations of settings."""
    names = list(kwargs)
    for values in itertools.product(*kwargs.values()):
        yield ", ".join(f"{name}={value!r}" for name, value in zip(names, values) if value != "-")


vectors = [(8,), (1,), ()]
sequences = [(10, 8), (None, 8), (10, None), (3, 4), (1, 1)]
images = [(12, 10, 3), (None, None, 3), (5, 5, 4), (1, 1, 2), (2, 9, 6)]
volumes = [(6, 7, 8, 3), (None, 5, 5, 2), (2, 2, 2, 4)]
anything = vectors + sequences[:2] + images[:2] + volumes[:1]
space = {1: sequences, 2: images, 3: volumes}
wrong = {1: [(8,), (4, 4, 3)], 2: [(8,), (10, 8), (2, 4, 4, 3)], 3: [(8,), (4, 4, 3)]}


def plain(*names, settings=("",), inputs=anything):
    return {name: [(setting, [shape]) for setting in settings for shape in inputs] for name in names}


cases = {}
cases.update(plain("Dense", settings=[*options(units=[1, 7], activation=[None, "relu", "softmax"], use_bias=[True, False])], inputs=anything))
for rank, shapes in space.items():
    inputs = shapes + wrong[rank]
    kernel = [1, 2, 3] if rank < 3 else [1, 2]
    conv = [*options(filters=[4, 6], kernel_size=kernel, strides=[1, 2], padding=["valid", "same"], groups=[1, 2])]
    conv += [*options(filters=[4], kernel_size=[2], padding=["valid", "same"], dilation_rate=[2])]
    if rank == 1:
        conv += [*options(filters=[4], kernel_size=[3], padding=["causal"], strides=[1, 2])]
    cases.update(plain(f"Conv{rank}D", settings=conv, inputs=inputs))
    transposed = [*options(filters=[4], kernel_size=kernel, strides=[1, 2, 3], padding=["valid", "same"])]
    transposed += [*options(filters=[4], kernel_size=[3], strides=[2], padding=["valid", "same"], output_padding=[0, 1])]
    cases.update(plain(f"Conv{rank}DTranspose", settings=transposed, inputs=inputs))
    pools = [*options(pool_size=[1, 2, 3], strides=["-", 1, 2], padding=["valid", "same"])]
    cases.update(plain(f"MaxPooling{rank}D", f"AveragePooling{rank}D", settings=pools, inputs=inputs))
    cases.update(plain(f"GlobalAveragePooling{rank}D", f"GlobalMaxPooling{rank}D", settings=[*options(keepdims=[False, True])], inputs=inputs))
    cases.update(plain(f"AdaptiveAveragePooling{rank}D", f"AdaptiveMaxPooling{rank}D", settings=[*options(output_size=[1, 2])], inputs=shapes))
    cases.update(plain(f"ZeroPadding{rank}D", settings=[*options(padding=[1, 2])], inputs=inputs))
    cases.update(plain(f"Cropping{rank}D", settings=[*options(cropping=[1, 2])] if rank > 1 else [*options(cropping=[1, (2, 1)])], inputs=inputs))
    cases.update(plain(f"UpSampling{rank}D", settings=[*options(size=[2, 3])], inputs=inputs))
    cases.update(plain(f"SpatialDropout{rank}D", settings=["0.5"], inputs=inputs))
    recurrent = [(*shape[:1], *shape) for shape in shapes if shape[0] is not None]
    cases.update(plain(f"ConvLSTM{rank}D", settings=[*options(filters=[3], kernel_size=[2], padding=["valid", "same"], return_sequences=[False, True])], inputs=recurrent))
for rank in (1, 2):
    deep = [*options(kernel_size=[1, 3], strides=[1, 2], padding=["valid", "same"], depth_multiplier=[1, 2])]
    cases.update(plain(f"DepthwiseConv{rank}D", settings=deep, inputs=space[rank] + wrong[rank]))
    cases.update(plain(f"SeparableConv{rank}D", settings=["5, " + each for each in deep], inputs=space[rank] + wrong[rank]))
cases.update(plain("Flatten", "Identity", "Masking", "ActivityRegularization", "ReLU", "LeakyReLU", "ELU", "Softmax", "UnitNormalization", "Rescaling", inputs=anything))
cases["Rescaling"] = [("1 / 255", [shape]) for shape in anything]
cases.update(plain("Activation", settings=["'relu'", "'softmax'", "'linear'"], inputs=anything))
cases.update(plain("Dropout", "GaussianDropout", "AlphaDropout", "GaussianNoise", settings=["0.3"], inputs=anything))
cases.update(plain("PReLU", settings=["", "shared_axes=[1]"], inputs=[(8,), (10, 8), (12, 10, 3)]))
cases.update(plain("BatchNormalization", settings=["", "axis=1", "axis=-1, center=False", "axis=2"], inputs=anything))
cases.update(plain("LayerNormalization", "RMSNormalization", settings=["", "axis=1", "axis=-1"], inputs=anything))
cases.update(plain("GroupNormalization", settings=["groups=2", "groups=4", "groups=-1", "groups=3"], inputs=sequences[:2] + images + [(8,)]))
cases.update(plain("Normalization", settings=["mean=0.0, variance=1.0"], inputs=sequences[:1] + images[:1] + [(8,)]))
cases.update(plain("Reshape", settings=["(4, 2)", "(-1,)", "(2, -1)", "(-1, 4)", "(3, 3)", "(8,)"], inputs=[(8,), (4, 2), (12, 10, 3), (None, 8), (3, 3)]))
cases.update(plain("Permute", settings=["(1,)", "(2, 1)", "(3, 1, 2)"], inputs=[(8,), (10, 8), (None, 8), (12, 10, 3)]))
cases.update(plain("RepeatVector", settings=["3"], inputs=[(8,), (10, 8), (1,)]))
cases.update(plain("Embedding", settings=["100, 16"], inputs=[(8,), (10, 8), (), (None,)]))
cases.update(plain("LSTM", "GRU", "SimpleRNN", settings=[*options(units=[1, 6], return_sequences=[False, True], return_state=[False, True], go_backwards=[False, True])], inputs=sequences + [(8,), (4, 4, 3)]))
cells = ["layers.LSTMCell(5)", "layers.GRUCell(5)", "layers.SimpleRNNCell(5)", "[layers.LSTMCell(5), layers.LSTMCell(3)]", "[layers.GRUCell(4), layers.SimpleRNNCell(2)]"]
cases["RNN"] = [(f"{cell}, return_sequences={seq}, return_state={state}", [shape]) for cell in cells for seq in (False, True) for state in (False, True) for shape in sequences[:2] + [(8,)]]
inner = ["layers.LSTM(4)", "layers.LSTM(4, return_sequences=True)", "layers.GRU(4, return_sequences=True, return_state=True)", "layers.SimpleRNN(3)"]
cases["Bidirectional"] = [(f"{each}, merge_mode={mode!r}", [shape]) for each in inner for mode in ("concat", "sum", "ave", "mul", None) for shape in sequences[:2] + [(8,)]]
wrapped = ["layers.Dense(5)", "layers.Conv2D(4, 3)", "layers.Flatten()", "layers.Dropout(0.5)", "layers.LSTM(3)"]
cases["TimeDistributed"] = [(each, [shape]) for each in wrapped for shape in [(10, 8), (None, 8), (6, 12, 10, 3), (None, 5, 5, 4), (8,)]]
cases["SpectralNormalization"] = [(each, [shape]) for each in ("layers.Dense(5)", "layers.Conv2D(4, 3)") for shape in [(8,), (12, 10, 3)]]
pairs = [[(8,), (8,)], [(8,), (4,)], [(8,), (1,)], [(10, 8), (8,)], [(10, 8), (10, 8)], [(None, 8), (10, 8)], [(12, 10, 3), (12, 10, 3)], [(12, 10, 3), (12, 10, 1)], [(12, 10, 3), (6, 5, 3)], [(8,), (8,), (8,)]]
for name in ("Add", "Multiply", "Average", "Maximum", "Minimum"):
    cases[name] = [("", shapes) for shapes in pairs]
cases["Subtract"] = [("", shapes) for shapes in pairs[:-1]]
cases["Concatenate"] = [(setting, shapes) for setting in ("", "axis=1", "axis=-1", "axis=2") for shapes in pairs + [[(10, 8), (4, 8)], [(10, 8), (10, 3)]]]
cases["Dot"] = [(setting, shapes) for setting in ("axes=1", "axes=2", "axes=(2, 1)", "axes=-1") for shapes in [[(8,), (8,)], [(8,), (4,)], [(10, 8), (10, 8)], [(10, 8), (8, 5)], [(10, 8), (5, 8)]]]
attended = [[(10, 8), (10, 8)], [(10, 8), (6, 8)], [(10, 8), (6, 8), (6, 8)], [(10, 8), (6, 5), (6, 8)], [(None, 8), (None, 8)]]
cases["Attention"] = [(setting, shapes) for setting in ("", "use_scale=True", "score_mode='concat'") for shapes in attended]
cases["AdditiveAttention"] = [("", shapes) for shapes in attended]
cases["MultiHeadAttention"] = [(setting, shapes) for setting in ("2, 4", "4, 8, value_dim=3", "2, 4, output_shape=7") for shapes in attended + [[(4, 10, 8), (4, 10, 8)], [(10, 8), (5, 8), (6, 8)]]]
cases["GroupQueryAttention"] = [(setting, shapes) for setting in ("4, 4, 2", "4, 2, 2", "4, 4, 3") for shapes in attended]
for name in ("RandomFlip", "RandomInvert", "RandomGrayscale", "RandomErasing", "RandomGaussianBlur", "RandomElasticTransform", "AutoContrast", "Equalization", "RandAugment", "AugMix", "RandomShear", "RandomPerspective", "MixUp", "CutMix", "RandomColorJitter", "Solarization"):
    cases[name] = [("", [shape]) for shape in [(32, 32, 3), (16, 20, 3)]]
for name in ("RandomRotation", "RandomZoom", "RandomContrast", "RandomBrightness", "RandomHue", "RandomSaturation", "RandomSharpness", "RandomColorDegeneration"):
    cases[name] = [("0.2", [shape]) for shape in [(32, 32, 3), (16, 20, 3)]]
cases["RandomPosterization"] = [("4", [(32, 32, 3)])]
cases["RandomTranslation"] = [("0.1, 0.2", [shape]) for shape in [(32, 32, 3), (16, 20, 3)]]
for name in ("Resizing", "CenterCrop", "RandomCrop"):
    cases[name] = [("8, 10", [shape]) for shape in [(32, 32, 3), (16, 20, 1), (8, 10, 3), (8,), (None, None, 3)]]
cases["CategoryEncoding"] = [(f"num_tokens=5, output_mode={mode!r}", [shape]) for mode in ("one_hot", "multi_hot", "count") for shape in [(1,), (4,)]]
cases["Discretization"] = [(setting, [shape]) for setting in ("[0.0, 1.0]", "[0.0, 1.0], output_mode='one_hot'", "[0.0, 1.0], output_mode='multi_hot'") for shape in [(1,), (4,)]]
cases["Hashing"] = [(setting, [shape]) for setting in ("10", "10, output_mode='one_hot'", "10, output_mode='multi_hot'") for shape in [(1,), (4,)]]
cases["EinsumDense"] = [(setting, [shape]) for setting, shape in [("'ab,bc->ac', output_shape=64, bias_axes='c'", (8,)), ("'abc,cd->abd', output_shape=(None, 64), bias_axes='d'", (10, 8)), ("'...x,xy->...y', output_shape=64, bias_axes='y'", (10, 8)), ("'abc,cde->abde', output_shape=(None, 2, 4)", (10, 8)), ("'abc,cd->abd', output_shape=(None, 64)", (None, 8)), ("'abc,cd->abd', output_shape=(None, 64)", (8,))]]
cases["ReversibleEmbedding"] = [("100, 16", [(8,)])]
cases["Lambda"] = [("lambda x: x * 2", [(8,)]), ("lambda x: x[:, 0]", [(10, 8)]), ("lambda x: keras.ops.mean(x, axis=1)", [(10, 8)])]
cases["MelSpectrogram"] = [("", [(16000,)])]
cases["STFTSpectrogram"] = [("", [(16000, 1)])]
cases["MaxNumBoundingBoxes"] = []

INTEGERS = {"Embedding", "CategoryEncoding", "Hashing", "ReversibleEmbedding"}


def shapes_of(value):
    if isinstance(value, (list, tuple)):
        return [each for item in value for each in shapes_of(item)]
    if isinstance(value, dict):
        return [each for item in value.values() for each in shapes_of(item)]
    return [list(value.shape)]


for name, all_cases in cases.items():
    chosen = all_cases if len(all_cases) <= LIMIT else random.sample(all_cases, LIMIT)
    for setting, shapes in chosen:
        dtype = ", dtype='int64'" if name in INTEGERS else ""
        inputs = [f"keras.Input({shape!r}{dtype})" for shape in shapes]
        if name in ("MultiHeadAttention", "GroupQueryAttention"):
            given = ", ".join(inputs)
        else:
            given = inputs[0] if len(inputs) == 1 else f"[{', '.join(inputs)}]"
        code = f"layers.{name}({setting})({given})"
        try:
            outcome = {"shapes": shapes_of(eval(code))}
        except Exception as error:
            outcome = {"raises": f"{type(error).__name__}: {str(error).strip().splitlines()[0][:120]}"}
        print(json.dumps({"layer": name, "code": code, **outcome}), flush=True)
print(json.dumps({"public": sorted(n for n in dir(layers) if isinstance(getattr(layers, n), type) and not n.startswith("_"))}), flush=True)
