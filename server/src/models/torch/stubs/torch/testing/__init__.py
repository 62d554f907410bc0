"""Assertions on tensors: they return nothing."""

__public__ = "torch.testing"


def assert_close(actual, expected, **options):
    return None


assert_allclose = assert_close
