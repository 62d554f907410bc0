"""Downloads: what comes from elsewhere is not known."""
from shapeline import ops

__public__ = "torch.hub"


def load(repo_or_dir, model, *args, source="github", trust_repo=None, force_reload=False, verbose=True, **kwargs):
    return ops.unknown()


def load_state_dict_from_url(url, model_dir=None, map_location=None, progress=True, check_hash=False, file_name=None):
    return ops.unknown()


def download_url_to_file(url, dst, hash_prefix=None, progress=True):
    return None


def get_dir():
    return ops.unknown()


def set_dir(d):
    return None
