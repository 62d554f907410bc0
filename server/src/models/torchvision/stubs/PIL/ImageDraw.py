"""Drawing changes no size."""
from shapeline import ops


def Draw(im, mode=None):
    return ops.unknown()
