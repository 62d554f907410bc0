"""Packing and padding of sequences of unequal length.

A packed sequence remembers a padded tensor whose time is not known: it ends with the longest sequence.
"""
from shapeline import ops
from torch._functions.shaping import any_of

__public__ = "torch.nn.utils.rnn"


class PackedSequence:
    def __init__(self, data, batch_sizes=None, sorted_indices=None, unsorted_indices=None):
        self.data = data
        self.batch_sizes = batch_sizes
        self.sorted_indices = sorted_indices
        self.unsorted_indices = unsorted_indices
        self.padded = ops.unknown()
        self.batch_first = False
        self.lengths = ops.unknown()

    def __iter__(self):
        return iter((self.data, self.batch_sizes, self.sorted_indices, self.unsorted_indices))

    def __len__(self):
        return 4

    def __getitem__(self, index):
        return tuple(self)[index]

    def to(self, *args, **kwargs):
        return self

    cuda = cpu = double = float = half = pin_memory = to


def packed(padded, batch_first, lengths):
    """A packed sequence whose padded form is this."""
    sizes = padded.shape
    sequence = PackedSequence(
        ops.full((ops.size("steps"), *sizes[2:]), padded.dtype), ops.full((ops.size("time"),), ops.dtype("int64"))
    )
    sequence.padded = padded
    sequence.batch_first = batch_first
    sequence.lengths = lengths
    return sequence


def pack_padded_sequence(input, lengths, batch_first=False, enforce_sorted=True):
    # A length for each sample.
    count = lengths.shape[0] if ops.is_tensor(lengths) else len(lengths) if isinstance(lengths, list) else None
    if count is not None:
        ops.require_equal(count, input.shape[0 if batch_first else 1])
    return packed(ops.narrow(input, 1 if batch_first else 0, 0, ops.size("time")), batch_first, lengths)


def pad_packed_sequence(sequence, batch_first=False, padding_value=0.0, total_length=None):
    padded = sequence.padded
    if sequence.batch_first != batch_first:
        padded = ops.transpose(padded, 0, 1)
    time = 1 if batch_first else 0
    if total_length is not None:
        sizes = list(padded.shape)
        sizes[time] = total_length
        padded = ops.full(sizes, padded.dtype)
    return padded, ops.full((padded.shape[1 - time],), ops.dtype("int64"))


def pad_sequence(sequences, batch_first=False, padding_value=0.0, padding_side="right"):
    return _padded(sequences, batch_first)


def _padded(sequences, batch_first):
    each = any_of(sequences)
    if each is None:
        return ops.pad_sequence(sequences, batch_first)
    return ops.pad_any(each, batch_first)


def unpad_sequence(padded_sequences, lengths, batch_first=False):
    return ops.unknown()


def pack_sequence(sequences, enforce_sorted=True):
    lengths = [each.shape[0] for each in sequences] if isinstance(sequences, (list, tuple)) else ops.unknown()
    return packed(_padded(sequences, False), False, lengths)


def unpack_sequence(packed_sequences):
    return ops.unknown()


def invert_permutation(permutation):
    return permutation
