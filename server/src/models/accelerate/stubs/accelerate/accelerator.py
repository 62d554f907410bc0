"""The object that prepares what is trained: models, loaders, optimisers and schedulers stay themselves."""
from accelerate.data_loader import skip_first_batches
from accelerate.utils import gather, pad_across_processes, reduce, release_memory
from shapeline import ops
from torch import device
from torch.amp import autocast
from torch.nn import Module
from torch.nn.utils import clip_grad_norm_, clip_grad_value_


class _Scope:
    """What surrounds some lines, and hands them what it was given."""

    def __init__(self, inside=None):
        self._inside = inside

    def __enter__(self):
        return self._inside

    def __exit__(self, *error):
        return None


class _Process:
    """Each run has a process that is the first and the last; how many there are is not known."""

    is_main_process = is_local_main_process = is_last_process = True

    def on_main_process(self, function=None):
        return _itself if function is None else function

    on_local_main_process = on_last_process = on_main_process

    def on_process(self, function=None, process_index=None):
        return ops.unknown()

    on_local_process = on_process

    def main_process_first(self):
        return _Scope()

    local_main_process_first = main_process_first

    def split_between_processes(self, inputs, apply_padding=False):
        return _Scope(inputs)

    def wait_for_everyone(self):
        return None

    def print(self, *args, **kwargs):
        return None

    def __getattr__(self, name):
        return ops.unknown()


def _itself(function):
    return function


class PartialState(_Process):
    def __init__(self, cpu=False, **kwargs):
        self.device = device("cpu" if cpu is True else ops.unknown())


class Accelerator(_Process):
    def __init__(
        self, device_placement=True, split_batches=None, mixed_precision=None, gradient_accumulation_steps=1, cpu=False,
        *args, **kwargs,
    ):
        self.device = device("cpu" if cpu is True else ops.unknown())
        self._mixed = mixed_precision is not None and mixed_precision != "no"
        # What is not said here is said where the program is launched.
        self.mixed_precision = ops.unknown() if mixed_precision is None else mixed_precision

    def prepare(self, *args, device_placement=None):
        prepared = tuple([self._prepared(each) for each in args])
        return prepared if len(prepared) > 1 else prepared[0]

    def _prepared(self, given):
        return self.prepare_model(given) if isinstance(given, Module) else given

    def prepare_model(self, model, device_placement=None, evaluation_mode=False):
        if ops.is_unknown(self._mixed) or self._mixed:
            model.forward = _Mixed(model.forward, self._mixed)
        return model

    def prepare_data_loader(self, data_loader, device_placement=None, slice_fn_for_dispatch=None):
        return data_loader

    def prepare_optimizer(self, optimizer, device_placement=None):
        return optimizer

    def prepare_scheduler(self, scheduler):
        return scheduler

    def unwrap_model(self, model, keep_fp32_wrapper=True, keep_torch_compile=True):
        return model

    def backward(self, loss, learning_rate=None, **kwargs):
        loss.backward(**kwargs)

    def accumulate(self, *models):
        return _Scope()

    def no_sync(self, model):
        return _Scope()

    def join_uneven_inputs(self, joinables, even_batches=None):
        return _Scope()

    def autocast(self, autocast_handler=None):
        return autocast(enabled=self._mixed)

    def profile(self, profile_handler=None):
        return _Scope(ops.unknown())

    def clip_grad_norm_(self, parameters, max_norm, norm_type=2):
        return clip_grad_norm_(parameters, max_norm, norm_type)

    def clip_grad_value_(self, parameters, clip_value):
        clip_grad_value_(parameters, clip_value)

    def gather(self, tensor):
        return gather(tensor)

    def gather_for_metrics(self, input_data, use_gather_object=False):
        return gather(input_data)

    def reduce(self, tensor, reduction="sum", scale=1.0):
        return reduce(tensor, reduction, scale)

    def pad_across_processes(self, tensor, dim=0, pad_index=0, pad_first=False):
        return pad_across_processes(tensor, dim, pad_index, pad_first)

    def skip_first_batches(self, dataloader, num_batches=0):
        return skip_first_batches(dataloader, num_batches)

    def get_state_dict(self, model, unwrap=True):
        return model.state_dict()

    def free_memory(self, *objects):
        return release_memory(*objects)

    clear = free_memory

    def _told(self, *args, **kwargs):
        return None

    unscale_gradients = log = init_trackers = end_training = save = save_model = load_state = _told
    register_for_checkpointing = set_trigger = _told


class _Mixed:
    """A forward pass within mixed precision."""

    def __init__(self, forward, mixed):
        self._forward = forward
        self._mixed = mixed

    def __call__(self, *args, **kwargs):
        with autocast(enabled=self._mixed):
            return self._forward(*args, **kwargs)
