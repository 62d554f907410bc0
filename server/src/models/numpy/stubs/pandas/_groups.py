"""The groups of a table: how many there are, and how many rows each has, is not known; their columns are the table's."""
from pandas._series import column
from shapeline import ops

__public__ = "pandas"


class Groups:
    """`table.groupby(…)`: a name and a part of the table at a time."""

    def __init__(self, part):
        self._part = part

    def __iter__(self):
        for _ in range(ops.size("groups")):
            yield ops.unknown(), self._part()

    def get_group(self, name):
        return self._part()

    def __getitem__(self, key):
        part = self._part
        return GroupsOfColumn(part, key) if isinstance(key, str) else Groups(lambda: part()[key])

    def __getattr__(self, name):
        return ops.unknown()


class GroupsOfColumn(Groups):
    """`table.groupby(…)[name]`: what is told of each group is one number a group, what is told of each row one a row."""

    def __init__(self, part, key):
        Groups.__init__(self, lambda: part()[key])

    def _of_each_group(self, *args, **kwargs):
        return column(ops.size("groups"))

    mean = median = sum = prod = min = max = std = var = count = nunique = first = last = _of_each_group
