"""What the Python runners share: the channel to the parent, the guard rails around the user's program, exact places in its files. Its loading is in
loading.py. Knows no framework. Needs Python 3.8; columns need 3.11.

The parent sends one JSON object on standard input and reads JSON text sequences (RFC 7464) from standard output: each record stands on a line that
begins with a record separator. Whatever the user's program prints goes to standard error.
"""

import errno
import faulthandler
import importlib.util
import json
import os
import platform
import re
import signal
import sys
import threading
import time
import traceback


# The runners' own files, as their frames name them.
SHIMS = set()
RUNNERS = os.path.dirname(os.path.realpath(__file__)) + os.sep


def part(name):
    """Another file of the runners, which are no package: their folder must not be searched for the user's imports."""
    path = os.path.join(RUNNERS, name + ".py")
    spec = importlib.util.spec_from_file_location("_shapeline_probe_" + name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    SHIMS.add(path)
    spec.loader.exec_module(module)
    return module


class ProbeStop(BaseException):
    """Ends the user's program where training or a second batch would begin. No `except Exception` catches it."""


MOST_RECORDS = 5000


class Channel:
    """The way to the parent. A fork of the user's program must not speak in our name."""

    def __init__(self):
        self.file = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="backslashreplace")
        os.dup2(2, 1)
        sys.stdout = sys.stderr
        self.count = 0
        self.muted = False
        self.lock = threading.RLock()
        self.owner = os.getpid()

    def send(self, kind, **fields):
        with self.lock:
            if self.muted or os.getpid() != self.owner:
                return
            counted = kind in ("layer", "operation")
            if counted:
                self.count += 1
                if self.count == MOST_RECORDS + 1:
                    self.write({"kind": "note", "text": "more than %d calls: the rest is not listed" % MOST_RECORDS})
                if self.count > MOST_RECORDS:
                    return
            self.write({"kind": kind, **fields})

    def write(self, record):
        try:
            self.file.write("\x1e" + json.dumps(record) + "\n")
            self.file.flush()
        except (OSError, ValueError):  # the program has closed it, and nobody hears us any more
            os._exit(1)

    def finish(self):
        """Ends the process at once: threads and exit handlers of the user's program are not waited for."""
        self.send("done")
        os._exit(0)


class Open(ProbeStop):
    """Ends a run for want of something that the user can say: how the model is made, what goes in."""

    def __init__(self, what, text):
        super().__init__(text)
        self.what = what


def absent(framework, error, channel=None):
    """Ends a run whose Python cannot import the framework."""
    (channel or Channel()).send("absent", framework=framework, python=sys.executable, reason=words(error))
    os._exit(0)


def read_request():
    request = json.loads(sys.stdin.buffer.read().decode("utf-8"))
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, 0)
    sys.stdin = open(os.devnull)
    return request


class Places:
    """Lines and columns of the user's own files, from 1, in UTF-16 units, as the editor counts them."""

    def __init__(self, root):
        self.root = os.path.realpath(root).rstrip(os.sep) + os.sep
        self.lines = {}
        self.own = {}

    def is_own(self, path):
        """Inside the project, and no installed package of an environment that lies in it."""
        known = self.own.get(path)
        if known is None:
            real = os.path.realpath(path)
            inside = real.startswith(self.root) and not real.startswith(RUNNERS) and not path.startswith("<")
            installed = "site-packages" in real or "dist-packages" in real
            known = self.own[path] = inside and not installed
        return known

    def of_frame(self, frame, instruction=None):
        code = frame.f_code
        at = frame.f_lasti if instruction is None else instruction
        line, end_line, start, end = frame.f_lineno, None, None, None
        positions = getattr(code, "co_positions", None)
        if positions is not None and at >= 0:
            for index, found in enumerate(positions()):
                if index == at // 2:
                    line, end_line, start, end = found
                    break
        return self.place(code.co_filename, line or frame.f_lineno, end_line, start, end)

    def way_of(self, error):
        """The innermost place in the project that an error passed through, and those from which it was reached."""
        places = []
        at = error.__traceback__
        while at is not None:
            if self.is_own(at.tb_frame.f_code.co_filename):
                places.append(self.of_frame(at.tb_frame, at.tb_lasti))
            at = at.tb_next
        return {"place": self.of_traceback(error), "through": places[:-1]}

    def of_traceback(self, error):
        """The innermost place in the project that an error passed through."""
        found = None
        at = error.__traceback__
        while at is not None:
            if self.is_own(at.tb_frame.f_code.co_filename):
                found = self.of_frame(at.tb_frame, at.tb_lasti)
                if found is not None and "column" not in found:
                    found["line"] = at.tb_lineno
            at = at.tb_next
        if found is None and isinstance(error, SyntaxError) and error.filename is not None and self.is_own(error.filename):
            found = self.place(error.filename, error.lineno or 1)
        return found

    def place(self, path, line, end_line=None, start=None, end=None):
        place = {"path": os.path.realpath(path).replace(os.sep, "/"), "line": line}
        if start is not None and end is not None and end_line is not None:
            place["column"] = self.column(path, line, start)
            place["endLine"] = end_line
            place["endColumn"] = self.column(path, end_line, end)
        return place

    def column(self, path, line, byte):
        lines = self.lines.get(path)
        if lines is None:
            try:
                with open(path, "rb") as file:
                    lines = file.read().splitlines()
            except OSError:
                lines = []
            self.lines[path] = lines
        if line > len(lines):
            return byte + 1
        text = lines[line - 1][:byte].decode("utf-8", "replace")
        return len(text.encode("utf-16-le")) // 2 + 1

    def of_creation(self, made, frame):
        """Where the user's files made this object, if they did: constructors of its own may stand between, and nothing of a library's."""
        while frame is not None:
            code = frame.f_code
            own_constructor = code.co_name == "__init__" and code.co_varnames and frame.f_locals.get(code.co_varnames[0]) is made
            if not own_constructor and code.co_filename not in SHIMS:
                if self.is_own(code.co_filename):
                    return self.of_frame(frame)
                if code.co_name not in ("__call__", "__new__", "wrapper"):
                    return None
            frame = frame.f_back
        return None

    def running(self):
        """Where the program is now: for a program that is stopped from outside."""
        frame = sys._current_frames().get(threading.main_thread().ident)
        while frame is not None and not self.is_own(frame.f_code.co_filename):
            frame = frame.f_back
        return None if frame is None else self.of_frame(frame)


def answer_signals(channel, places):
    """The parent asks once, then kills: until then say where the program is."""

    def stopped(number, frame):
        channel.muted = False
        channel.send("stopped", place=places.running())
        os._exit(0)

    for name in ("SIGTERM", "SIGINT"):
        signal.signal(getattr(signal, name), stopped)


def limit_memory(limit):
    """Of address space, where the platform has that: a program that asks for too much then gets an error with a line. Not for CUDA,
    which reserves more than there is."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if limit > 0:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# The events of Python's audit hooks that change files, and where among their arguments the paths are.
CHANGES = {
    "os.remove": (0,),
    "os.rename": (0, 1),
    "os.rmdir": (0,),
    "os.mkdir": (0,),
    "os.link": (0, 1),
    "os.symlink": (1,),
    "os.truncate": (0,),
    "os.chmod": (0,),
    "os.chown": (0,),
    "os.utime": (0,),
    "shutil.rmtree": (0,),
}
NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg", "socket.bind")
PROCESSES = (
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.fork",
    "os.forkpty",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "_winapi.CreateProcess",
    "os.kill",
    "os.killpg",
    "pty.spawn",
)


class Refused(PermissionError):
    """What the probe does not let a program do."""


def refusal_behind(error):
    """The refusal that a library took for a fault of its own: PyTorch's hub says that there is no connection."""
    seen = []
    while error is not None and error not in seen:
        if isinstance(error, Refused):
            return error
        seen.append(error)
        error = error.__cause__ or error.__context__
    return None


def guard(folder, native=()):
    """Refuses the network, other processes, and writing outside `folder`, from here on. A guard rail, no wall: what native code does is not seen,
    but for the functions of `native`: (holder, name, which argument is the path), where libraries write by themselves."""
    allowed = os.path.realpath(folder).rstrip(os.sep) + os.sep

    def refuse(what):
        raise Refused(errno.EPERM, "a shape probe %s" % what)

    def check_path(path):
        if isinstance(path, int) or path is None:
            return
        real = os.path.realpath(os.fsdecode(path))
        if real != os.devnull and not (real + os.sep).startswith(allowed):
            refuse("writes no files: %s" % real)

    def hook(event, arguments):
        if event == "open":
            path, mode, flags = arguments
            writes = any(c in mode for c in "wax+") if isinstance(mode, str) else bool((flags or 0) & WRITING)
            if writes:
                check_path(path)
        elif event in NETWORK:
            address = arguments[1] if event == "socket.connect" and len(arguments) > 1 else None
            if not isinstance(address, (str, bytes)):  # a path: a socket of this machine
                refuse("has no network")
        elif event in PROCESSES:
            refuse("starts no other programs")
        elif event in CHANGES:
            for index in CHANGES[event]:
                if index < len(arguments):
                    check_path(arguments[index])

    def no_process(*args, **kwargs):
        refuse("starts no other programs")

    def checked(write, index):
        def watched(*args, **kwargs):
            for value in (args[index : index + 1] or list(kwargs.values())):
                if isinstance(value, (str, bytes, os.PathLike)):
                    check_path(value)
            return write(*args, **kwargs)

        return watched

    for holder, name, index in native:
        if hasattr(holder, name):
            setattr(holder, name, checked(getattr(holder, name), index))
    try:
        import _posixsubprocess

        _posixsubprocess.fork_exec = no_process  # which tells no hook of it
    except ImportError:  # Windows
        pass
    sys.addaudithook(hook)


# What libraries put around what they have to say: a terminal's colours, the node of a graph, a list of the arguments that a layer had.
AROUND = (
    (re.compile(r"\x1b\[[\d;]*m"), ""),
    (re.compile(r"^Exception encountered when calling .*?\.\n+(.*?)\n+Arguments received by .*$", re.S), r"\1"),
    (re.compile(r"\{\{function_node .*?\}\}\s*|\s*\[Op:\w+\](?: name:.*)?$"), ""),
)


def words(error):
    if isinstance(error, SystemExit):
        return "the program ended itself (exit %s)" % (error.code,)
    text = str(error)
    for pattern, kept in AROUND:
        text = pattern.sub(kept, text.strip())
    return "%s: %s" % (type(error).__name__, text.strip()) if text.strip() else type(error).__name__


# How the frameworks speak of shapes; other errors (a file that is not there) are none of the model's.
SHAPE_WORDS = ("shape", "size", "dimension", "channel", "rank", "incompatible", "broadcast", "ndim", "axis", "expected input", "numel")


def is_shape_error(error):
    text = str(error).lower()
    return isinstance(error, (RuntimeError, ValueError, IndexError, TypeError)) and any(word in text for word in SHAPE_WORDS)


def processor():
    """The name of the processor, as its maker gives it."""
    try:
        with open("/proc/cpuinfo") as file:
            for line in file:
                if line.startswith("model name"):
                    return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine() or "CPU"


def python_version():
    return platform.python_version()


def run(probe):
    """`probe(request, channel, places)` with everything above around it."""
    faulthandler.disable()
    sys.path[:] = [folder for folder in sys.path if os.path.realpath(folder or ".") + os.sep != RUNNERS]
    request = read_request()
    channel = Channel()
    places = Places(request["root"])
    answer_signals(channel, places)
    try:
        probe(request, channel, places)
    except ProbeStop as stop:
        channel.send("note", text=str(stop), open=getattr(stop, "what", None))
    except BaseException as error:
        own = places.of_traceback(error)
        record = {"type": type(error).__name__, "message": words(error)}
        if own is None:
            record["trace"] = traceback.format_exc()
        channel.send("error", place=own, **record)
    channel.finish()


def milliseconds():
    return time.perf_counter() * 1000
