"""Refusals of PyTorch that tell of a kernel which this machine lacks, and nothing about shapes."""
import re

KERNEL = re.compile(r"not implemented for|not supported on CPU|not available|is not currently supported|not yet implemented|Expected.* half|no kernel|NVIDIA driver")


def lacks_kernel(refusal):
    return KERNEL.search(refusal) is not None
