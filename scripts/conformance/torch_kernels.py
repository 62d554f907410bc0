"""Refusals of PyTorch that tell of a kernel or of memory which this machine lacks, and nothing about shapes."""
import re

KERNEL = re.compile(r"not implemented for|not supported on CPU|not available|is not currently supported|not yet implemented|Expected.* half|no kernel|can't allocate memory|NVIDIA driver")


def lacks_kernel(refusal):
    return KERNEL.search(refusal) is not None
