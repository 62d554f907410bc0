"""Turning one int into a tuple of n, as layers with a window do."""

def single(value):
    return tuple(value) if isinstance(value, (tuple, list)) else (value,)

def pair(value):
    return tuple(value) if isinstance(value, (tuple, list)) else (value, value)

def triple(value):
    return tuple(value) if isinstance(value, (tuple, list)) else (value, value, value)

def quadruple(value):
    return tuple(value) if isinstance(value, (tuple, list)) else (value, value, value, value)

def sextuple(value):
    return tuple(value) if isinstance(value, (tuple, list)) else (value,) * 6
