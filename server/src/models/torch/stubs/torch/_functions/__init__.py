"""The functions of the `torch` namespace, one file a family.

PyTorch itself defines most of them in C++; here they are Python definitions with PyTorch's names, parameters and
defaults, whose bodies only pass arguments on to primitive operations. `torch/__init__.py` publishes them, and
`torch/_tensor.py` makes methods of them. `__public__` in a file names the module its functions are published in.
"""
