"""What is seen of a PyTorch program: each call of a module through hooks, each tensor operation of the user's files through a mode, where each module was
made, and what the program itself gave it."""

import collections
import contextlib
import os
import sys
import weakref

import torch
from torch.overrides import TorchFunctionMode

common = sys.modules["_shapeline_probe_common"]
TORCH = os.path.dirname(os.path.realpath(torch.__file__)) + os.sep
# What stands between a user's operator or function call and the mode that sees it.
THIN = tuple(
    TORCH + path.replace("/", os.sep)
    for path in ("overrides.py", "_tensor.py", "functional.py", "nn/functional.py", "_jit_internal.py", "utils/_device.py", "_VF.py")
)
# Of the modules that the program makes, so many are kept when it keeps them no more: a function that fails takes its model with it.
MOST_MADE = 4000
CALLING = TORCH + os.path.join("nn", "modules", "module.py")


def dtype_of(tensor):
    return str(tensor.dtype).replace("torch.", "")


def tensors_in(value, depth=0):
    if isinstance(value, torch.Tensor):
        return [value]
    if depth > 3:
        return []
    if isinstance(value, dict):
        return [t for v in value.values() for t in tensors_in(v, depth + 1)]
    if isinstance(value, (tuple, list)):
        return [t for v in value[:32] for t in tensors_in(v, depth + 1)]
    if hasattr(value, "__dataclass_fields__"):
        return [t for name in value.__dataclass_fields__ for t in tensors_in(getattr(value, name, None), depth + 1)]
    return []


def describe(value):
    return [{"shape": list(t.shape), "dtype": dtype_of(t)} for t in tensors_in(value)]


def size_of(value):
    return sum(t.numel() * t.element_size() for t in tensors_in(value))


class Watch(TorchFunctionMode):
    """Sees each module's call through hooks, and each tensor operation through the mode."""

    def __init__(self, channel, places, placement):
        super().__init__()
        self.channel = channel
        self.places = places
        self.placement = placement
        self.open = []
        self.paths = {}
        self.roots = []
        self.made = {}
        self.alive = collections.deque(maxlen=MOST_MADE)
        self.given = {}
        self.named = {}

    def note_names(self):
        """A hook is not told what came by name."""
        watch, call = self, torch.nn.Module.__call__

        def watched_call(module, *args, **kwargs):
            watch.named = kwargs
            return call(module, *args, **kwargs)

        torch.nn.Module.__call__ = watched_call

    def note_creations(self):
        """Where each module is made: what a container calls has no call in the user's files."""
        watch, init = self, torch.nn.Module.__init__

        def watched_init(module, *args, **kwargs):
            init(module, *args, **kwargs)
            place = watch.places.of_creation(module, sys._getframe(1))
            if place is not None:
                watch.made[id(module)] = (weakref.ref(module), place)
                watch.alive.append(module)

        torch.nn.Module.__init__ = watched_init

    def creation(self, module):
        known, place = self.made.get(id(module), (None, None))
        return place if known is not None and known() is module else None

    def whole(self):
        """The models that the program made, wherever, and that are no parts of others; those of its own classes come last."""
        parts = {id(part) for module in self.alive for part in module.modules() if part is not module}
        whole = [module for module in self.alive if id(module) not in parts and any(True for _ in module.parameters())]
        return sorted(whole, key=self.is_own_class)

    def is_own_class(self, module):
        return self.places.is_own(getattr(sys.modules.get(type(module).__module__), "__file__", None) or "<")

    def own_inputs(self, model):
        """What the program itself gave the model, the last time."""
        known, inputs, named = self.given.get(id(model), (None, None, None))
        return None if known is None or known() is not model else (inputs, named)

    def name(self, root):
        self.paths = {id(module): path for path, module in root.named_modules()}

    def path_of(self, module):
        """Within the model, which itself has none; what is no part of it, such as a loss, goes by its class."""
        return self.paths.get(id(module), type(module).__name__ if self.paths else "")

    def before(self, module, inputs):
        named, self.named = self.named, {}
        entry = {
            "module": module,
            "place": self.site(sys._getframe(1), (CALLING,)),
            "inputs": describe([*inputs, *named.values()]),
            "depth": len(self.open),
        }
        if not self.open:
            self.roots = [root for root in self.roots if root is not module][-20:] + [module]
            self.given[id(module)] = (weakref.ref(module), inputs, named)
        self.open.append(entry)
        entry["start"] = self.placement.now()

    def after(self, module, inputs, output):
        end = self.placement.now()
        while self.open:
            entry = self.open.pop()
            if entry["module"] is module:
                self.layer(entry, end - entry["start"], output)
                return

    def layer(self, entry, ms, output):
        module = entry["module"]
        self.channel.send(
            "layer",
            name=self.path_of(module),
            className=type(module).__name__,
            depth=entry["depth"],
            place=entry["place"] or self.creation(module),
            creation=entry["place"] is None,
            inputs=entry["inputs"],
            outputs=describe(output),
            single=isinstance(output, torch.Tensor),
            ms=round(ms, 3),
            bytes=size_of(output),
            parameters=sum(p.numel() for p in module.parameters(recurse=False) if not is_lazy(p)),
        )

    def site(self, frame, thin):
        """The place in the user's files that made the call, if nothing but thin wrappers stand between."""
        while frame is not None:
            path = frame.f_code.co_filename
            if self.places.is_own(path):
                return self.places.of_frame(frame)
            if os.path.realpath(path) not in thin and path not in common.SHIMS:
                return None
            frame = frame.f_back
        return None

    def __torch_function__(self, function, kinds, args=(), kwargs=None):
        function, args, kwargs = self.placement.adapt(function, args, kwargs or {})
        place = self.site(sys._getframe(1), THIN)
        output = function(*args, **kwargs)
        if place is not None and tensors_in(output):
            self.channel.send(
                "operation",
                name=getattr(function, "__name__", "operation"),
                place=place,
                inputs=describe([args, list(kwargs.values())]),
                outputs=describe(output),
                single=isinstance(output, torch.Tensor),
            )
        return output

    @contextlib.contextmanager
    def unheard(self):
        """What runs here is not told."""
        self.channel.muted = True
        try:
            with self:
                yield
        finally:
            self.channel.muted = False
            self.open.clear()

    def innermost(self):
        """The layer that was running when the program failed."""
        if not self.open:
            return None
        entry = self.open[-1]
        module = entry["module"]
        return {"name": self.path_of(module), "className": type(module).__name__, "inputs": entry["inputs"], "place": entry["place"]}


def is_lazy(parameter):
    return isinstance(parameter, torch.nn.parameter.UninitializedTensorMixin)
