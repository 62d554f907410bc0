"""Hugging Face Accelerate on one process, where it hands back what it is given. What several processes gather is longer; trackers, hooks of saving and the large launchers are not followed."""
from accelerate.accelerator import Accelerator, PartialState
from accelerate.big_modeling import (
    cpu_offload, disk_offload, dispatch_model, init_empty_weights, init_on_device, load_checkpoint_and_dispatch,
)
from accelerate.data_loader import skip_first_batches
from accelerate.launchers import debug_launcher, notebook_launcher
from accelerate.utils import find_executable_batch_size
