"""A training function, run as it stands."""


def notebook_launcher(function, args=(), *options, **further):
    function(*args)


def debug_launcher(function, args=(), num_processes=2):
    function(*args)
