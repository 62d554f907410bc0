"""Reviews of films: lists of word numbers, of any length, with a label of two classes."""
from keras.datasets._arrays import labels
from shapeline import ops

__public__ = "keras.datasets.imdb"


def load_data(
    path="imdb.npz", num_words=None, skip_top=0, maxlen=None, seed=113, start_char=1, oov_char=2, index_from=3, **kwargs,
):
    train = ops.size("reviews") if maxlen is not None else 25000
    test = ops.size("reviews") if maxlen is not None else 25000
    return (sequences(train), labels(train, 2)), (sequences(test), labels(test, 2))


def sequences(count):
    """An array of lists."""
    return ops.as_array(ops.cast(ops.full((count,), ops.dtype("int64")), ops.unknown()))


def get_word_index(path="imdb_word_index.json"):
    return ops.unknown()
