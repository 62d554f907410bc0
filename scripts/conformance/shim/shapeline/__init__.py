"""What `shapeline` is to the stubs when CPython runs them: primitives that real PyTorch carries out."""
