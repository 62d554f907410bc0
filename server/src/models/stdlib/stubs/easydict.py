"""`easydict`: a dict whose keys are its attributes."""


class EasyDict(dict):
    def __init__(self, d=None, **kwargs):
        values = {} if d is None else dict(d)
        values.update(kwargs)
        for name, value in values.items():
            setattr(self, name, value)

    def __setattr__(self, name, value):
        converted = EasyDict(value) if isinstance(value, dict) and not isinstance(value, EasyDict) else value
        dict.__setitem__(self, name, converted)

    __setitem__ = __setattr__

    def __getattr__(self, name):
        return self[name]
