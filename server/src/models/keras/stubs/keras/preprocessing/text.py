"""Words as numbers: how many each text has is not known."""
from shapeline import ops

__public__ = "keras.preprocessing.text"


class Tokenizer:
    def __init__(
        self, num_words=None, filters="", lower=True, split=" ", char_level=False, oov_token=None, analyzer=None, **kwargs,
    ):
        self.num_words = num_words
        self.word_index = self.index_word = self.word_counts = ops.unknown()

    def fit_on_texts(self, texts):
        return None

    fit_on_sequences = fit_on_texts

    def texts_to_sequences(self, texts):
        return ops.unknown()

    sequences_to_texts = to_json = texts_to_sequences

    def texts_to_matrix(self, texts, mode="binary"):
        return ops.unknown()

    sequences_to_matrix = texts_to_matrix


def one_hot(*args, **kwargs):
    return ops.unknown()


text_to_word_sequence = hashing_trick = tokenizer_from_json = one_hot
