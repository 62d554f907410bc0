"""`argparse`: what is parsed is not known, but of what type it is often is. A default may be given, so it decides nothing."""
from shapeline.values import any_bool, any_float, any_int, any_list, any_str, unknown

SUPPRESS = "==SUPPRESS=="
OPTIONAL = "?"
ZERO_OR_MORE = "*"
ONE_OR_MORE = "+"
REMAINDER = "..."


class Namespace:
    def __init__(self, **kwargs):
        self.__dict__.update(kwargs)

    def __getattr__(self, name):
        return unknown

    def __contains__(self, key):
        return any_bool()


class HelpFormatter:
    pass


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    pass


class RawTextHelpFormatter(HelpFormatter):
    pass


class RawDescriptionHelpFormatter(HelpFormatter):
    pass


class MetavarTypeHelpFormatter(HelpFormatter):
    pass


class ArgumentError(Exception):
    pass


class ArgumentTypeError(Exception):
    pass


class Action:
    def __init__(self, option_strings=(), dest=None, **kwargs):
        self.option_strings = option_strings
        self.dest = dest


class BooleanOptionalAction(Action):
    pass


def _destination(names, dest):
    if dest is not None:
        return dest
    for name in names:
        if name.startswith("--"):
            return name[2:].replace("-", "_")
    return names[0].lstrip("-").replace("-", "_")


def _scalar(type, default):
    if type is int:
        return any_int()
    if type is float:
        return any_float()
    if type is str or (type is None and isinstance(default, str)):
        return any_str()
    return unknown


def _parsed(action, type, default, nargs, required):
    if action in ("store_true", "store_false") or action is BooleanOptionalAction:
        return any_bool()
    if action != "store":
        return unknown
    if nargs is not None:
        return any_list(_scalar(type, None)) if default is not None or required else unknown
    if default is None and not required:
        return unknown
    return _scalar(type, default)


def _default(action, type, default):
    if action == "store_true":
        return default is True
    if action == "store_false":
        return default is not False
    return type(default) if isinstance(default, str) and callable(type) else default


class ArgumentParser:
    def __init__(self, *args, **kwargs):
        self._values = {}
        self._defaults = {}

    def add_argument(self, *names, dest=None, action="store", type=None, default=None, nargs=None, required=False, **kwargs):
        if len(names) == 0:
            return None
        positional = not names[0].startswith("-")
        name = _destination(names, dest)
        self._values[name] = _parsed(action, type, default, nargs, required or positional)
        self._defaults[name] = _default(action, type, default)
        return Action(names, name)

    def add_argument_group(self, *args, **kwargs):
        return self

    def add_mutually_exclusive_group(self, *args, **kwargs):
        return self

    def add_subparsers(self, *args, **kwargs):
        return _Subparsers()

    def set_defaults(self, **kwargs):
        for name in kwargs:
            self._values[name] = unknown
            self._defaults[name] = kwargs[name]

    def get_default(self, dest):
        return unknown

    def parse_args(self, args=None, namespace=None):
        result = Namespace() if namespace is None else namespace
        given = args is None or len(args) > 0
        for name, value in (self._values if given else self._defaults).items():
            setattr(result, name, value)
        return result

    def parse_known_args(self, args=None, namespace=None):
        return self.parse_args(args, namespace), any_list(any_str())

    parse_intermixed_args = parse_args

    def print_help(self, file=None):
        return None

    def print_usage(self, file=None):
        return None

    def format_help(self):
        return any_str()

    def error(self, message):
        raise SystemExit(2)

    def exit(self, status=0, message=None):
        raise SystemExit(status)

    def __getattr__(self, name):
        return unknown


class _Subparsers:
    def add_parser(self, *args, **kwargs):
        return ArgumentParser()


class FileType:
    def __init__(self, *args, **kwargs):
        pass

    def __call__(self, string):
        return unknown
