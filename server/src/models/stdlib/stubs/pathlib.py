"""`pathlib`: paths are paths, and what lies at their end is not known."""
from shapeline.values import any_bool, any_list, any_str, unknown


class PurePath:
    def __init__(self, *parts, **kwargs):
        pass

    @property
    def parent(self):
        return Path()

    @property
    def parents(self):
        return any_list(Path())

    @property
    def name(self):
        return any_str()

    @property
    def stem(self):
        return any_str()

    @property
    def suffix(self):
        return any_str()

    @property
    def suffixes(self):
        return any_list(any_str())

    def __truediv__(self, other):
        return Path()

    def __rtruediv__(self, other):
        return Path()

    def __str__(self):
        return any_str()

    def __fspath__(self):
        return any_str()

    def __eq__(self, other):
        return any_bool()

    def __lt__(self, other):
        return any_bool()

    def __hash__(self):
        return hash("")

    def __getattr__(self, name):
        return unknown

    def joinpath(self, *parts):
        return Path()

    def with_suffix(self, suffix):
        return Path()

    def with_name(self, name):
        return Path()

    def with_stem(self, stem):
        return Path()

    def relative_to(self, *other):
        return Path()

    def as_posix(self):
        return any_str()

    def is_absolute(self):
        return any_bool()

    def match(self, pattern):
        return any_bool()


class Path(PurePath):
    @classmethod
    def cwd(cls):
        return Path()

    @classmethod
    def home(cls):
        return Path()

    def exists(self):
        return any_bool()

    def is_file(self):
        return any_bool()

    def is_dir(self):
        return any_bool()

    def mkdir(self, mode=0, parents=False, exist_ok=False):
        return None

    def resolve(self, strict=False):
        return Path()

    def absolute(self):
        return Path()

    def expanduser(self):
        return Path()

    def iterdir(self):
        return iter(any_list(Path()))

    def glob(self, pattern):
        return iter(any_list(Path()))

    def rglob(self, pattern):
        return iter(any_list(Path()))

    def read_text(self, *args, **kwargs):
        return any_str()

    def write_text(self, *args, **kwargs):
        return unknown

    def unlink(self, missing_ok=False):
        return None

    def touch(self, *args, **kwargs):
        return None


PosixPath = Path
WindowsPath = Path
PurePosixPath = PurePath
PureWindowsPath = PurePath
