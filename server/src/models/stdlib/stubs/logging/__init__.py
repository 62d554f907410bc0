"""`logging`: loggers leave what they are given alone."""
from shapeline.values import any_bool, any_str, unknown

NOTSET = 0
DEBUG = 10
INFO = 20
WARNING = 30
WARN = 30
ERROR = 40
CRITICAL = 50
FATAL = 50


class Filter:
    def filter(self, record):
        return True


class Formatter:
    def __init__(self, *args, **kwargs):
        pass


class Handler:
    def __init__(self, *args, **kwargs):
        self.level = NOTSET

    def setLevel(self, level):
        return None

    def setFormatter(self, fmt):
        return None

    def addFilter(self, filter):
        return None

    def flush(self):
        return None

    def close(self):
        return None


class StreamHandler(Handler):
    pass


class FileHandler(StreamHandler):
    pass


class NullHandler(Handler):
    pass


class Logger:
    def __init__(self, name="", level=NOTSET):
        self.name = name
        self.propagate = True
        self.handlers = []
        self.level = unknown

    def debug(self, *args, **kwargs):
        return None

    info = warning = warn = error = critical = fatal = exception = log = debug

    def setLevel(self, level):
        return None

    def addHandler(self, handler):
        return None

    def removeHandler(self, handler):
        return None

    def addFilter(self, filter):
        return None

    def hasHandlers(self):
        return any_bool()

    def isEnabledFor(self, level):
        return any_bool()

    def getEffectiveLevel(self):
        return unknown

    def getChild(self, suffix):
        return Logger()

    def __getattr__(self, name):
        return _leave_alone


def _leave_alone(*args, **kwargs):
    return unknown


class LoggerAdapter(Logger):
    pass


root = Logger("root")


def getLogger(name=None):
    return Logger(name)


def debug(*args, **kwargs):
    return None


info = warning = warn = error = critical = fatal = exception = log = debug
basicConfig = disable = captureWarnings = addLevelName = setLoggerClass = shutdown = debug


def getLevelName(level):
    return any_str()


def getLoggerClass():
    return Logger
