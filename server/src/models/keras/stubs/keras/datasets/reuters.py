"""News in 46 topics: lists of word numbers, of any length."""
from keras.datasets._arrays import labels
from keras.datasets.imdb import get_word_index, sequences
from shapeline import ops

__public__ = "keras.datasets.reuters"


def load_data(
    path="reuters.npz", num_words=None, skip_top=0, maxlen=None, test_split=0.2, seed=113, start_char=1, oov_char=2, index_from=3,
):
    usual = maxlen is None and test_split == 0.2
    train = 8982 if usual else ops.size("news")
    test = 2246 if usual else ops.size("news")
    return (sequences(train, num_words), labels(train, 46)), (sequences(test, num_words), labels(test, 46))


def get_label_names():
    return ops.unknown()
