"""Images: a height, a width and a number of channels. An image from a file has sizes that are not known."""
from shapeline import ops

_channels = {"1": 1, "L": 1, "P": 1, "I": 1, "F": 1, "I;16": 1, "LA": 2, "PA": 2, "La": 2, "RGB": 3, "YCbCr": 3, "LAB": 3, "HSV": 3, "RGBA": 4, "RGBX": 4, "RGBa": 4, "CMYK": 4}
_modes = {1: "L", 2: "LA", 3: "RGB", 4: "RGBA"}


class Image:
    # Whether it is only taken for an image, because nothing is known of it.
    presumed = False

    def __init__(self, height=0, width=0, channels=3):
        self.height = height
        self.width = width
        self.channels = channels

    @property
    def size(self):
        return (self.width, self.height)

    @property
    def mode(self):
        return _modes.get(self.channels, "") if isinstance(self.channels, int) else ops.unknown()

    def changed(self, height, width, channels):
        image = Image(height, width, channels)
        image.presumed = self.presumed
        return image

    def _sized(self, height, width):
        return Image(height, width, self.channels)

    def __array__(self, dtype=None, copy=None):
        if self.channels == 1:
            return ops.full((self.height, self.width), ops.dtype("uint8"))
        return ops.full((self.height, self.width, self.channels), ops.dtype("uint8"))

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None

    def convert(self, mode=None, matrix=None, dither=None, palette=0, colors=256):
        if mode is None:
            return self
        return Image(self.height, self.width, _channels.get(mode, self.channels))

    def resize(self, size, resample=None, box=None, reducing_gap=None):
        width, height = size
        return self._sized(height, width)

    def crop(self, box=None):
        if box is None:
            return self
        left, upper, right, lower = box
        return self._sized(lower - upper, right - left)

    def transpose(self, method):
        return self._sized(ops.size("height"), ops.size("width"))

    def rotate(self, angle, resample=0, expand=False, center=None, translate=None, fillcolor=None):
        return self._sized(ops.size("height"), ops.size("width")) if expand else self

    def transform(self, size, method=None, data=None, resample=0, fill=1, fillcolor=None):
        return self.resize(size)

    def thumbnail(self, size, resample=None, reducing_gap=2.0):
        self.height = ops.size("height")
        self.width = ops.size("width")

    def getbands(self):
        return tuple(self.mode)

    def split(self):
        return tuple([Image(self.height, self.width, 1) for _ in range(self.channels)])

    def getchannel(self, channel):
        return Image(self.height, self.width, 1)

    def _same(self, *args, **kwargs):
        return self

    copy = filter = point = quantize = effect_spread = _same

    def _nothing(self, *args, **kwargs):
        return None

    save = show = close = load = verify = seek = putpixel = paste = putalpha = putpalette = putdata = alpha_composite = _nothing

    def getpixel(self, xy):
        return ops.unknown()

    getdata = getbbox = getextrema = histogram = tobytes = getcolors = getexif = entropy = getpixel


def unknown_image(channels=None):
    return Image(ops.size("height"), ops.size("width"), ops.size("channels") if channels is None else channels)


def presumed_image():
    image = unknown_image()
    image.presumed = True
    return image


def open(fp, mode="r", formats=None):
    return unknown_image()


def new(mode, size, color=0):
    width, height = size
    return Image(height, width, _channels.get(mode, 3))


def fromarray(obj, mode=None):
    sizes = obj.shape
    if len(sizes) == 2:
        return Image(sizes[0], sizes[1], 1)
    return Image(sizes[0], sizes[1], sizes[2])


def frombytes(mode, size, data, decoder_name="raw", *args):
    return new(mode, size)


frombuffer = frombytes


def merge(mode, bands):
    return Image(bands[0].height, bands[0].width, _channels.get(mode, 3))


def blend(im1, im2, alpha):
    return im1


def alpha_composite(im1, im2):
    return im1


def composite(image1, image2, mask):
    return image1


class Resampling:
    NEAREST = 0
    LANCZOS = 1
    BILINEAR = 2
    BICUBIC = 3
    BOX = 4
    HAMMING = 5


class Transpose:
    FLIP_LEFT_RIGHT = 0
    FLIP_TOP_BOTTOM = 1
    ROTATE_90 = 2
    ROTATE_180 = 3
    ROTATE_270 = 4
    TRANSPOSE = 5
    TRANSVERSE = 6


NEAREST = 0
LANCZOS = ANTIALIAS = 1
BILINEAR = 2
BICUBIC = 3
BOX = 4
HAMMING = 5
FLIP_LEFT_RIGHT = 0
FLIP_TOP_BOTTOM = 1
ROTATE_90 = 2
ROTATE_180 = 3
ROTATE_270 = 4
MAX_IMAGE_PIXELS = None
