"""Packing and padding of sequences of unequal length.

A packed sequence remembers a padded tensor, time first, whose time is not known: it ends with the longest sequence.
"""
from shapeline import ops

__public__ = "torch.nn.utils.rnn"


class PackedSequence:
    def __init__(self, data, batch_sizes=None, sorted_indices=None, unsorted_indices=None):
        self.data = data
        self.batch_sizes = batch_sizes
        self.sorted_indices = sorted_indices
        self.unsorted_indices = unsorted_indices
        self.padded = ops.unknown()

    def to(self, *args, **kwargs):
        return self

    cuda = cpu = double = float = half = pin_memory = to


def _packed(padded):
    """A packed sequence whose padded form, time first, is this."""
    steps = ops.size("steps")
    sequence = PackedSequence(ops.full((steps, *padded.shape[2:]), padded.dtype), ops.full((padded.shape[0],), ops.dtype("int64")))
    sequence.padded = padded
    return sequence


def repacked(sequence, padded):
    packed = _packed(padded)
    packed.sorted_indices = sequence.sorted_indices
    packed.unsorted_indices = sequence.unsorted_indices
    return packed


def pack_padded_sequence(input, lengths, batch_first=False, enforce_sorted=True):
    time_first = ops.transpose(input, 0, 1) if batch_first else input
    time = ops.size("time")
    return _packed(ops.full((time, *time_first.shape[1:]), input.dtype))


def pad_packed_sequence(sequence, batch_first=False, padding_value=0.0, total_length=None):
    padded = sequence.padded
    if total_length is not None:
        padded = ops.full((total_length, *padded.shape[1:]), padded.dtype)
    lengths = ops.full((padded.shape[1],), ops.dtype("int64"))
    return (ops.transpose(padded, 0, 1) if batch_first else padded), lengths


def pad_sequence(sequences, batch_first=False, padding_value=0.0, padding_side="right"):
    return ops.pad_sequence(sequences, batch_first)


def unpad_sequence(padded_sequences, lengths, batch_first=False):
    return ops.unknown()


def pack_sequence(sequences, enforce_sorted=True):
    return _packed(ops.pad_sequence(sequences, False))


def unpack_sequence(packed_sequences):
    return ops.unknown()


def invert_permutation(permutation):
    return permutation
