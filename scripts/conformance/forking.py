"""One framework is imported once, and each program runs in a fork of that process: it starts clean, and what it leaves behind goes with it."""
import json
import os
import signal


class Stopped(Exception):
    """The program took longer than it may, or ended its process."""


def in_fork(seconds, function, *args):
    """What the function returns, as JSON carries it."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        signal.alarm(seconds)
        with os.fdopen(writer, "wb") as answers:
            answers.write(json.dumps(function(*args)).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as answers:
        answer = answers.read()
    _, status = os.waitpid(child, 0)
    if answer:
        return json.loads(answer)
    ended = os.WTERMSIG(status)
    raise Stopped(f"took longer than {seconds} s" if ended == signal.SIGALRM else f"ended by signal {ended}")
