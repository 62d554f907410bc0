"""Export to ONNX: a file is written, nothing changes."""
from shapeline import ops

__public__ = "torch.onnx"


def export(model, args=(), f=None, **options):
    return ops.unknown()


dynamo_export = export


def is_in_onnx_export():
    return False
