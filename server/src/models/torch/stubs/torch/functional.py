"""Where PyTorch keeps the functions of `torch` that it writes in Python."""
from torch._functions.indexing import unique, unique_consecutive
from torch._functions.matrix import cdist, chain_matmul, einsum, lu, stft, tensordot
from torch._functions.reduction import norm
from torch._functions.shaping import (
    atleast_1d, atleast_2d, atleast_3d, block_diag, broadcast_shapes, broadcast_tensors, cartesian_prod, meshgrid, split,
)
