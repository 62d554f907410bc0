"""Writing summaries: nothing is returned and nothing changes."""

__public__ = "torch.utils.tensorboard"


class SummaryWriter:
    def __init__(self, log_dir=None, comment="", purge_step=None, max_queue=10, flush_secs=120, filename_suffix=""):
        self.log_dir = log_dir

    def add_scalar(self, tag, *args, **kwargs):
        return None

    add_scalars = add_histogram = add_image = add_images = add_figure = add_text = add_pr_curve = add_scalar
    add_embedding = add_video = add_audio = add_hparams = add_graph = add_mesh = add_scalar

    def flush(self):
        return None

    close = flush

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None
