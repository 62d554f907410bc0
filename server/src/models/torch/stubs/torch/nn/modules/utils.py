"""The tuple makers by the names that programs import.

Nothing of `torch.nn` itself imports this, or the name `utils` would hide `torch.nn.utils`.
"""
from torch.nn.modules._tuples import pair as _pair, quadruple as _quadruple, single as _single, triple as _triple
