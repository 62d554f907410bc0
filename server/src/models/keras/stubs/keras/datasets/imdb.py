"""Reviews of films: lists of word numbers, of any length, with a label of two classes."""
from keras.datasets._arrays import labels
from shapeline import ops

__public__ = "keras.datasets.imdb"


def load_data(
    path="imdb.npz", num_words=None, skip_top=0, maxlen=None, seed=113, start_char=1, oov_char=2, index_from=3, **kwargs,
):
    train = ops.size("reviews") if maxlen is not None else 25000
    test = ops.size("reviews") if maxlen is not None else 25000
    return (sequences(train, num_words), labels(train, 2)), (sequences(test, num_words), labels(test, 2))


def sequences(count, num_words):
    """An array of lists. Words are numbered by how often they occur: each number that is let through is among them."""
    numbers = ops.full((count,), ops.dtype("int64")) if num_words is None else ops.randint(0, num_words, (count,), ops.dtype("int64"))
    return ops.as_array(ops.cast(numbers, ops.unknown()))


def get_word_index(path="imdb_word_index.json"):
    return ops.unknown()
