"""The device that a PyTorch model runs on: the best that is there, and what the program asks for brought to it."""

import re
import sys

import torch

common = sys.modules["_shapeline_probe_common"]
ProbeStop = common.ProbeStop


def choose(wanted):
    """The device, its name, and what was better but is not there."""
    tried = []
    if wanted == "meta":
        return "meta", {"ran": "meta", "name": "meta: shapes only, no numbers computed", "gpu": False, "software": False, "tried": tried}
    for kind in ("cuda", "mps", "cpu") if wanted == "auto" else (wanted,):
        reason = missing(kind)
        if reason is None:
            return kind, {"ran": kind, "name": device_name(kind), "gpu": kind != "cpu", "software": False, "tried": tried}
        tried.append({"device": kind, "reason": reason})
    raise ProbeStop("there is no device %s: %s" % (wanted, tried[-1]["reason"]))


def missing(kind):
    """Why a device cannot be used; nothing if it can."""
    try:
        if kind == "cuda":
            if torch.version.cuda is None and torch.version.hip is None:
                return "this PyTorch was built without CUDA"
            if not torch.cuda.is_available():
                return "no CUDA device is visible"
            torch.zeros(1, device="cuda").add(1).item()
        if kind == "mps":
            backend = getattr(torch.backends, "mps", None)
            if backend is None or not backend.is_built():
                return "this PyTorch was built without MPS"
            if not backend.is_available():
                return "no MPS device is visible"
            torch.zeros(1, device="mps").add(1).item()
    except Exception as error:
        return common.words(error)
    return None


def device_name(kind):
    if kind == "cuda":
        return "%s (compute capability %d.%d)" % ((torch.cuda.get_device_name(0),) + torch.cuda.get_device_capability(0))
    return "Apple GPU (Metal)" if kind == "mps" else common.processor()


class Placement:
    """Programs name the device that they are meant for. What this machine does not have is replaced by what the probe runs on; numbers that the program leaves
    on another device that is there stay as they are: to mix these up is the program's fault."""

    def __init__(self, device, channel):
        self.device = device
        self.channel = channel
        self.told = set()
        names = {"cuda", "mps", "xpu", "hip"} - {device}
        # Without numbers there is nothing to be moved.
        self.foreign = names | {"cpu"} if device == "meta" else names
        if device != "cuda":
            self.quieten()

    def quieten(self):
        """What a program asks of CUDA besides placing tensors."""
        for name in ("synchronize", "set_device", "reset_peak_memory_stats"):
            setattr(torch.cuda, name, lambda *args, **kwargs: None)
        load = torch.load

        def here(*args, map_location=None, **kwargs):
            return load(*args, map_location=self.replaced(map_location), **kwargs)

        torch.load = here

    def replaced(self, wanted, numbered=False):
        """The same device, or ours; `numbered` where a number alone means CUDA."""
        if isinstance(wanted, torch.device):
            kind = wanted.type
        elif isinstance(wanted, str):
            kind = wanted.split(":")[0]
        elif numbered and isinstance(wanted, int) and not isinstance(wanted, bool):
            kind = "cuda"
        else:
            return wanted
        if kind not in self.foreign or (isinstance(wanted, str) and not re.match(r"\w+(:\d+)?$", wanted)):
            return wanted
        self.tell(kind)
        return torch.device(self.device)

    def tell(self, kind):
        if kind == "cpu" or kind in self.told:
            return
        self.told.add(kind)
        self.channel.send("note", text="the program puts its tensors on %s, which is not used here: they are on %s" % (kind, self.device))

    def adapt(self, function, args, kwargs):
        """A call as it can be made here."""
        if function is torch.Tensor.cuda and "cuda" in self.foreign:
            self.tell("cuda")
            return torch.Tensor.to, (args[0], torch.device(self.device)), {}
        if function is torch.Tensor.cpu and "cpu" in self.foreign:
            return torch.Tensor.to, (args[0], torch.device(self.device)), {}
        if function is torch.Tensor.to and len(args) > 1:
            args = (args[0], self.replaced(args[1], True), *args[2:])
        if kwargs.get("device") is not None:
            kwargs = dict(kwargs, device=self.replaced(kwargs["device"], True))
        return function, args, kwargs

    def now(self):
        if self.device == "cuda":
            torch.cuda.synchronize()
        return common.milliseconds()
