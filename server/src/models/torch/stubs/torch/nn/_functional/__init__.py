"""The functions of `torch.nn.functional`, one file a family; `torch/nn/functional.py` publishes them."""
