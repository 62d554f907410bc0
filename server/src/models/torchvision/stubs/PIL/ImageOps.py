"""Functions of whole images."""
from shapeline import ops


def grayscale(image):
    return image.convert("L")


def _same(image, *args, **kwargs):
    return image


autocontrast = equalize = flip = invert = mirror = posterize = solarize = _same


def exif_transpose(image, *, in_place=False):
    """Turned as the camera was held: width and height may change places."""
    return image._sized(ops.size("height"), ops.size("width"))


def fit(image, size, method=3, bleed=0.0, centering=(0.5, 0.5)):
    return image.resize(size)


pad = fit


def expand(image, border=0, fill=0):
    return image._sized(ops.size("height"), ops.size("width"))
