"""What stands for packages that only show, log or note something, where they are not installed: the program goes on, and what it does with them does
nothing. Never for a package that gives numbers: what came of those would not be the program's."""

import importlib.abc
import importlib.machinery
import sys
import types

common = sys.modules["_shapeline_probe_common"]

NAMES = set(
    """IPython aim clearml colorama coloredlogs comet_ml dotenv ipywidgets livelossplot loguru matplotlib mlflow neptune plotly progressbar
    pydot pytorch_model_summary rich seaborn tensorboard tensorboardX tensorboard_logger termcolor torchinfo torchsummary torchview torchviz tqdm visualkeras
    wandb""".split()
)
# Found, but made of a package that may be absent.
MADE_OF = {"torch.utils.tensorboard": "tensorboard"}


class Nothing:
    """Has every member; can be called, entered, iterated (it is empty) and written into a text."""

    def __call__(self, *args, **kwargs):
        # A decorator leaves what it decorates.
        return args[0] if len(args) == 1 and not kwargs and isinstance(args[0], (types.FunctionType, type)) else Nothing()

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        value = Nothing()
        self.__dict__[name] = value
        return value

    def __getitem__(self, key):
        return Nothing()

    def __setitem__(self, key, value):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None

    def __iter__(self):
        return iter(())

    def __len__(self):
        return 0

    def __str__(self):
        return ""

    def __format__(self, spec):
        return ""

    def __mro_entries__(self, bases):
        return ()


class Progress(Nothing):
    """A progress bar goes through what it is given."""

    def __init__(self, iterable=(), *args, **kwargs):
        self.iterable = iterable

    def __iter__(self):
        return iter(self.iterable)

    def __len__(self):
        return len(self.iterable)


class Settings(dict):
    """The hyperparameters that a logger was given, which it gives back by name."""

    def __getattr__(self, name):
        if name in self:
            return self[name]
        raise AttributeError(name)

    def __setattr__(self, name, value):
        self[name] = value


class Absent(types.ModuleType):
    def __init__(self, name):
        super().__init__(name)
        self.__path__ = []
        last = name.split(".")[-1]
        if last == "wandb":
            self.config = Settings()
        if last in ("tqdm", "auto", "notebook", "autonotebook", "rich"):
            self.tqdm = Progress
            self.trange = lambda *args, **kwargs: Progress(range(*args))
        if last == "progress" or last == "progressbar":
            self.track = self.progressbar = self.ProgressBar = Progress
        if last == "pyplot":
            self.subplots = lambda *args, **kwargs: (Nothing(), Nothing())
        if last == "wandb":
            self.init = self.begin

    def begin(self, *args, config=None, **kwargs):
        self.config.update(config if isinstance(config, dict) else vars(config) if hasattr(config, "__dict__") else {})
        run = Nothing()
        run.config = self.config
        return run

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        value = Nothing()
        setattr(self, name, value)
        return value


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def __init__(self, channel, places):
        self.channel = channel
        self.places = places
        self.told = set()

    def find_spec(self, name, path=None, target=None):
        root = MADE_OF.get(name, name.split(".")[0])
        if root not in NAMES or not self.is_asked_by_program() or (name in MADE_OF and is_installed(root)):
            return None
        if root not in self.told:
            self.told.add(root)
            self.channel.send("note", text="the package %s is not installed: what the program does with it does nothing" % root)
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def is_asked_by_program(self):
        """A library that can do without it is not to find it."""
        frame = sys._getframe(2)
        while frame is not None and ("importlib" in frame.f_code.co_filename or frame.f_code.co_filename == __file__):
            frame = frame.f_back
        return frame is not None and self.places.is_own(frame.f_code.co_filename)

    def create_module(self, spec):
        return Absent(spec.name)

    def exec_module(self, module):
        pass


class First(importlib.abc.MetaPathFinder):
    """Before the usual ones, for what these would find and could not load."""

    def __init__(self, finder):
        self.finder = finder

    def find_spec(self, name, path=None, target=None):
        return self.finder.find_spec(name) if name in MADE_OF else None


def is_installed(name):
    """Without asking the finders above, which find everything."""
    return name in sys.modules or importlib.machinery.PathFinder.find_spec(name) is not None


def install(channel, places):
    finder = Finder(channel, places)
    sys.meta_path.append(finder)
    sys.meta_path.insert(0, First(finder))
