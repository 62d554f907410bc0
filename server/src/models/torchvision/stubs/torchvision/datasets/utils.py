"""Downloads: nothing about shapes."""


def download_url(url, root, filename=None, md5=None, max_redirect_hops=3):
    return None


def download_and_extract_archive(url, download_root, extract_root=None, filename=None, md5=None, remove_finished=False):
    return None


def extract_archive(from_path, to_path=None, remove_finished=False):
    return to_path


def check_integrity(fpath, md5=None):
    return True
