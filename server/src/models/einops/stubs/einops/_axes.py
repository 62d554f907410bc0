"""Patterns read as groups of names, and tensors taken apart and put together along them.

A group is the names that one axis is composed of: `b (h w) 1` reads `[["b"], ["h", "w"], []]`. An ellipsis that stands
alone is no group but the text "..."; its axes are named "...0", "...1" and so on, once the tensor's rank is known. A
bare number names an axis of its own, "2@3" for the side's third word.
"""
from shapeline import ops


def sides(pattern):
    source, target = pattern.split("->")
    return source, target


def groups_of(side, anonymous="@"):
    """`anonymous` sets apart the numbers of the two sides."""
    groups = []
    inside = None
    for index, word in enumerate(side.replace("(", " ( ").replace(")", " ) ").split()):
        if word == "(":
            inside = []
        elif word == ")":
            groups.append(inside)
            inside = None
        elif inside is not None:
            inside += [] if word == "1" else [_named(word, anonymous, index)]
        else:
            groups.append("..." if word == "..." else [] if word == "1" else [_named(word, anonymous, index)])
    return groups


def _named(word, anonymous, index):
    return word + anonymous + str(index) if word.isdigit() else word


def length_of(name, lengths):
    """The size that a name is given, -1 where it is to be found."""
    digits = name.split("@")[0]
    return int(digits) if digits.isdigit() else lengths.get(name, -1)


def decompose(tensor, groups, lengths):
    """The tensor with one axis for every name, and the names."""
    if "..." in groups:
        place = groups.index("...")
        rest = [["..." + str(index)] for index in range(tensor.dim() - len(groups) + 1)]
        groups = [*groups[:place], *rest, *groups[place + 1 :]]
    ops.require_rank(tensor, (len(groups),))
    names = []
    for group in groups:
        axis = len(names)
        if len(group) == 0:
            ops.require_equal(tensor.shape[axis], 1)
            tensor = ops.select(tensor, axis, 0)
        elif len(group) > 1:
            tensor = ops.unflatten(tensor, axis, tuple([length_of(name, lengths) for name in group]))
        elif group[0] in lengths:
            ops.require_equal(tensor.shape[axis], lengths[group[0]])
        names = [*names, *group]
    return tensor, names


def flat_names(groups, names):
    """All names of the groups in order, an ellipsis spelled out."""
    spelled = [name for name in names if name.startswith("...")]
    flat = []
    for group in groups:
        for name in ["..."] if group == "..." else group:
            flat += spelled if name == "..." else [name]
    return flat


def moved(tensor, names, order):
    """The axes in another order."""
    places = tuple([names.index(name) for name in order])
    return tensor if places == tuple(range(len(places))) else ops.permute(tensor, places)


def compose(tensor, groups, names):
    """Every group of axes as one axis; the tensor has its axes in the groups' order."""
    sizes = []
    place = 0
    for group in groups:
        count = len(flat_names([group], names))
        taken = tensor.shape[place : place + count]
        place += count
        sizes = [*sizes, *taken] if group == "..." else [*sizes, _product(taken)]
    return tensor if _plain(groups) else ops.reshape(tensor, tuple(sizes))


def _plain(groups):
    return all([group == "..." or len(group) == 1 and group[0] != "..." for group in groups])


def _product(sizes):
    count = 1
    for size in sizes:
        count = count * size
    return count
