"""Multi-head attention, with the weights that PyTorch gives it: one packed projection, or three where sizes differ."""
from shapeline import ops
from torch.nn.functional import attention
from torch.nn.modules.linear import NonDynamicallyQuantizableLinear
from torch.nn.modules.module import Module
from torch.nn.parameter import optional_parameter, parameter

__public__ = "torch.nn"


class MultiheadAttention(Module):
    def __init__(
        self, embed_dim, num_heads, dropout=0.0, bias=True, add_bias_kv=False, add_zero_attn=False, kdim=None,
        vdim=None, batch_first=False, device=None, dtype=None,
    ):
        super().__init__()
        ops.require_divisible(embed_dim, num_heads)
        self.embed_dim = embed_dim
        self.kdim = embed_dim if kdim is None else kdim
        self.vdim = embed_dim if vdim is None else vdim
        self._qkv_same_embed_dim = self.kdim == embed_dim and self.vdim == embed_dim
        self.num_heads = num_heads
        self.dropout = dropout
        self.batch_first = batch_first
        self.head_dim = embed_dim // num_heads
        if self._qkv_same_embed_dim:
            self.in_proj_weight = parameter((3 * embed_dim, embed_dim), dtype)
            self.q_proj_weight = self.k_proj_weight = self.v_proj_weight = None
        else:
            self.q_proj_weight = parameter((embed_dim, embed_dim), dtype)
            self.k_proj_weight = parameter((embed_dim, self.kdim), dtype)
            self.v_proj_weight = parameter((embed_dim, self.vdim), dtype)
            self.in_proj_weight = None
        self.in_proj_bias = optional_parameter(bias, (3 * embed_dim,), dtype)
        self.out_proj = NonDynamicallyQuantizableLinear(embed_dim, embed_dim, bias, device, dtype)
        self.bias_k = optional_parameter(add_bias_kv, (1, 1, embed_dim), dtype)
        self.bias_v = optional_parameter(add_bias_kv, (1, 1, embed_dim), dtype)
        self.add_zero_attn = add_zero_attn

    def forward(
        self, query, key, value, key_padding_mask=None, need_weights=True, attn_mask=None, average_attn_weights=True,
        is_causal=False,
    ):
        return attention(
            query, key, value, self.embed_dim, self.num_heads, self.batch_first, self.kdim, self.vdim, key_padding_mask,
            attn_mask, need_weights, average_attn_weights, self.bias_k is not None or self.add_zero_attn,
        )
