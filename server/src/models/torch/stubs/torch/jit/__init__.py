"""Scripting and tracing: what comes out computes like what went in."""
from torch.nn.modules.module import Module as ScriptModule

__public__ = "torch.jit"


def script(obj, optimize=None, _frames_up=0, _rcb=None, example_inputs=None):
    return obj


def trace(
    func, example_inputs=None, optimize=None, check_trace=True, check_inputs=None, check_tolerance=1e-05, strict=True,
    **options,
):
    return func


def freeze(mod, preserved_attrs=None, optimize_numerics=True, preserve_parameters=False):
    return mod


def optimize_for_inference(mod, other_methods=None):
    return mod


def export(fn):
    return fn


ignore = unused = script_method = interface = script_if_tracing = export


def save(m, f, _extra_files=None):
    return None


def is_scripting():
    return False


def is_tracing():
    return False


def annotate(the_type, the_value):
    return the_value
