"""How the fused linear cross-entropy computes in chunks: nothing that a shape depends on."""

__public__ = "torch.nn"


class LinearCrossEntropyOptions:
    def __init__(
        self, allow_retain_graph=False, batch_chunk_size=None, chunking_method="auto", acc_policy="auto",
        acc_dtype=None,
    ):
        self.allow_retain_graph = allow_retain_graph
        self.batch_chunk_size = batch_chunk_size
        self.chunking_method = chunking_method
        self.acc_policy = acc_policy
        self.acc_dtype = acc_dtype
