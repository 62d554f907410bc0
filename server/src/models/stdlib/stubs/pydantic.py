"""`pydantic`: models whose annotated names are filled by keyword or from their defaults. What a validator does to them is not known."""
from shapeline import ops


class _Given:
    """What `Field(…)` leaves in a class."""

    def __init__(self, default, factory):
        self.default = default
        self.factory = factory


def Field(default=..., *, default_factory=None, **others):
    return _Given(default, default_factory)


PrivateAttr = Field


class _Validator:
    def __init__(self, function):
        self.function = function


def _validating(*args, **kwargs):
    if len(args) == 1 and callable(args[0]):
        return _Validator(args[0])
    return _Validator


validator = field_validator = root_validator = model_validator = computed_field = _validating


def ConfigDict(**settings):
    return settings


class BaseModel:
    def __init__(self, **data):
        classes = type(self).__mro__
        seen = [cls for cls in classes if cls is not object and cls is not BaseModel]
        changed = any(isinstance(value, _Validator) for cls in seen for value in vars(cls).values())
        for cls in reversed(seen):
            for name in vars(cls).get("__annotations__", {}):
                if name in ("model_config", "Config"):
                    continue
                setattr(self, name, ops.unknown() if changed else _value(cls, name, data))
        for name in data:
            if name not in self.__dict__:
                setattr(self, name, data[name])

    def model_copy(self, *, update=None, deep=False):
        return _copied(self, update)

    copy = model_copy

    def model_dump(self, **options):
        return dict(self.__dict__)

    dict = model_dump

    @classmethod
    def model_validate(cls, obj, **options):
        return cls(**obj) if isinstance(obj, dict) else ops.unknown()

    parse_obj = model_validate


def _value(cls, name, data):
    if name in data:
        return data[name]
    own = vars(cls).get(name, ops.unknown())
    if not isinstance(own, _Given):
        return own
    if own.factory is not None:
        return own.factory()
    return ops.unknown() if own.default is ... else own.default


def _copied(model, update):
    values = dict(model.__dict__)
    values.update({} if update is None else update)
    return type(model)(**values)
