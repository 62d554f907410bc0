"""Images and videos from files: sizes are not known."""
from shapeline import ops


class ImageReadMode:
    UNCHANGED = 0
    GRAY = 1
    GRAY_ALPHA = 2
    RGB = 3
    RGB_ALPHA = 4


def read_image(path, mode=ImageReadMode.UNCHANGED, apply_exif_orientation=False):
    """(channels, height, width) in bytes; the mode's number is that of its channels."""
    modes = {"UNCHANGED": 0, "GRAY": 1, "GRAY_ALPHA": 2, "RGB": 3, "RGB_ALPHA": 4}
    channels = modes.get(mode, 0) if isinstance(mode, str) else mode
    return ops.full((channels if channels else ops.size("channels"), ops.size("height"), ops.size("width")), ops.dtype("uint8"))


def decode_image(input, mode=ImageReadMode.UNCHANGED, apply_exif_orientation=False, **kwargs):
    return read_image(input, mode)


decode_jpeg = decode_png = decode_image


def read_file(path):
    return ops.full((ops.size("bytes"),), ops.dtype("uint8"))


def encode_jpeg(input, quality=75):
    return read_file(None)


def encode_png(input, compression_level=6):
    return read_file(None)


def write_file(filename, data):
    return None


def write_jpeg(input, filename, quality=75):
    return None


def write_png(input, filename, compression_level=6):
    return None


def write_video(filename, video_array, fps, *args, **kwargs):
    return None


def read_video(filename, start_pts=0, end_pts=None, pts_unit="pts", output_format="THWC"):
    sizes = (ops.size("height"), ops.size("width"))
    frames = ops.size("frames")
    video = (frames, *sizes, 3) if output_format == "THWC" else (frames, 3, *sizes)
    return ops.full(video, ops.dtype("uint8")), ops.full((ops.size("channels"), ops.size("points")), ops.dtype("float32")), {}


def read_video_timestamps(filename, pts_unit="pts"):
    return list(ops.many(ops.unknown())), ops.unknown()


def VideoReader(src, stream="video", *args, **kwargs):
    return ops.unknown()
