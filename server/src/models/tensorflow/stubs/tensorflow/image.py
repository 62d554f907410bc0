"""`tf.image`: images are (height, width, channels), one or a batch of them. What is decoded from a file has no known size."""
from shapeline import ops
from tensorflow._core import dynamic_sizes, filled, pair, to_tensor
from tensorflow._dtypes import as_dtype, float32, int32, uint8

__public__ = "tf.image"


class ResizeMethod:
    AREA = "area"
    BICUBIC = "bicubic"
    BILINEAR = "bilinear"
    GAUSSIAN = "gaussian"
    LANCZOS3 = "lanczos3"
    LANCZOS5 = "lanczos5"
    MITCHELLCUBIC = "mitchellcubic"
    NEAREST_NEIGHBOR = "nearest"


def _image(value):
    """One image or a batch."""
    tensor = to_tensor(value)
    ops.require_rank(tensor, [3, 4])
    return tensor


def _with_size(image, height, width, dtype):
    return ops.full((*image.shape[:-3], height, width, image.shape[-1]), dtype)


def _pair_of(size):
    if isinstance(size, (int, float)):
        ops.require_axes(to_tensor(size), 1)
        return ops.unknown(), ops.unknown()
    if ops.is_tensor(size) or ops.is_unknown(size) or ops.is_unknown(len(size)):
        return ops.size("height"), ops.size("width")
    return size[0], size[1]


def resize(images, size, method="bilinear", preserve_aspect_ratio=False, antialias=False, name=None):
    image = _image(images)
    height, width = _pair_of(size)
    if preserve_aspect_ratio:
        height, width = ops.size("height"), ops.size("width")
    dtype = float32 if method in ("bilinear", "area", "bicubic", "gaussian", "lanczos3", "lanczos5", "mitchellcubic") else ops.unknown()
    return _with_size(image, height, width, image.dtype if method == "nearest" else dtype)


def resize_with_pad(image, target_height, target_width, method="bilinear", antialias=False):
    return resize(image, (target_height, target_width), method)


def resize_with_crop_or_pad(image, target_height, target_width):
    given = _image(image)
    return _with_size(given, target_height, target_width, given.dtype)


def central_crop(image, central_fraction):
    given = _image(image)
    if central_fraction == 1.0:
        return given
    if not ops.is_constant(central_fraction):
        return _with_size(given, ops.size("height"), ops.size("width"), given.dtype)
    return _with_size(given, _cropped(given.shape[-3], central_fraction), _cropped(given.shape[-2], central_fraction), given.dtype)


def _cropped(size, fraction):
    if not ops.is_constant(size):
        return ops.size("size")
    return size - 2 * int((size - size * fraction) / 2)


def crop_to_bounding_box(image, offset_height, offset_width, target_height, target_width):
    given = _image(image)
    ops.require_at_least(given.shape[-3], offset_height + target_height)
    ops.require_at_least(given.shape[-2], offset_width + target_width)
    return _with_size(given, target_height, target_width, given.dtype)


def pad_to_bounding_box(image, offset_height, offset_width, target_height, target_width):
    given = _image(image)
    ops.require_at_least(target_height, given.shape[-3] + offset_height)
    ops.require_at_least(target_width, given.shape[-2] + offset_width)
    return _with_size(given, target_height, target_width, given.dtype)


def random_crop(value, size, seed=None, name=None):
    tensor = to_tensor(value)
    if isinstance(size, (list, tuple)):
        ops.require_rank(tensor, [len(size)])
        for axis in range(len(size)):
            ops.require_at_least(tensor.shape[axis], size[axis])
    return filled(size, tensor.dtype)


def stateless_random_crop(value, size, seed, name=None):
    return random_crop(value, size)


def crop_and_resize(image, boxes, box_indices, crop_size, method="bilinear", extrapolation_value=0.0, name=None):
    given, places = to_tensor(image), to_tensor(boxes)
    ops.require_rank(given, [4])
    height, width = _pair_of(crop_size)
    return ops.full((places.shape[0], height, width, given.shape[-1]), float32)


def extract_patches(images, sizes, strides, rates, padding, name=None):
    given = to_tensor(images)
    ops.require_rank(given, [4])
    _, height, width, _ = sizes
    _, down, right, _ = strides
    _, rate_down, rate_right, _ = rates
    batch, rows, columns, channels = dynamic_sizes(given)
    if padding == "SAME":
        return ops.full((batch, (rows + down - 1) // down, (columns + right - 1) // right, height * width * channels), given.dtype)
    tall, wide = (height - 1) * rate_down + 1, (width - 1) * rate_right + 1
    return ops.full((batch, (rows - tall) // down + 1, (columns - wide) // right + 1, height * width * channels), given.dtype)


def _unchanged(image, *args, **kwargs):
    return ops.like(_image(image), None)


flip_left_right = flip_up_down = random_flip_left_right = random_flip_up_down = _unchanged
stateless_random_flip_left_right = stateless_random_flip_up_down = _unchanged


def _recoloured(image, *args, **kwargs):
    given = to_tensor(image)
    ops.require_axes(given, 3)
    return ops.like(given, None)


adjust_contrast = random_contrast = adjust_hue = adjust_saturation = random_hue = random_saturation = _recoloured
stateless_random_contrast = stateless_random_hue = stateless_random_saturation = _recoloured


def _brightened(image, *args, **kwargs):
    return ops.like(to_tensor(image), None)


adjust_brightness = random_brightness = adjust_gamma = stateless_random_brightness = _brightened
adjust_jpeg_quality = random_jpeg_quality = stateless_random_jpeg_quality = _brightened
rgb_to_hsv = hsv_to_rgb = rgb_to_yuv = yuv_to_rgb = rgb_to_yiq = yiq_to_rgb = _brightened


def rot90(image, k=1, name=None):
    given = _image(image)
    if not isinstance(k, int):
        return _with_size(given, ops.size("height"), ops.size("width"), given.dtype)
    return given if k % 2 == 0 else transpose(given)


def transpose(image, name=None):
    given = _image(image)
    return _with_size(given, given.shape[-2], given.shape[-3], given.dtype)


def rgb_to_grayscale(images, name=None):
    given = to_tensor(images)
    ops.require_channels(given, 3)
    return ops.full((*given.shape[:-1], 1), given.dtype)


def grayscale_to_rgb(images, name=None):
    given = to_tensor(images)
    ops.require_channels(given, 1)
    return ops.full((*given.shape[:-1], 3), given.dtype)


def convert_image_dtype(image, dtype, saturate=False, name=None):
    """Images of whole numbers become numbers from 0 to 1."""
    given, wanted = to_tensor(image), as_dtype(dtype)
    if ops.is_floating(wanted) and not ops.is_floating(given.dtype):
        return ops.like(given, wanted, 0.0, 1.0)
    return ops.like(given, wanted)


def per_image_standardization(image):
    return ops.like(_image(image), float32)


def psnr(a, b, max_val, name=None):
    first, second = pair(a, b)
    whole = ops.elementwise("sub", first, second)
    return ops.full(whole.shape[:-3], float32)


ssim = ssim_multiscale = psnr


def total_variation(images, name=None):
    given = _image(images)
    return ops.full(given.shape[:-3], given.dtype)


def sobel_edges(image):
    given = to_tensor(image)
    return ops.full((*given.shape, 2), given.dtype)


def image_gradients(image):
    given = to_tensor(image)
    ops.require_rank(given, [4])
    return ops.like(given, None), ops.like(given, None)


def draw_bounding_boxes(images, boxes, colors, name=None):
    return ops.like(to_tensor(images), None)


def non_max_suppression(boxes, scores, max_output_size, iou_threshold=0.5, score_threshold=float("-inf"), name=None):
    return ops.full((ops.size("selected"),), int32)


def combined_non_max_suppression(*args, **kwargs):
    return ops.unknown()


non_max_suppression_overlaps = non_max_suppression_padded = non_max_suppression_with_scores = combined_non_max_suppression
sample_distorted_bounding_box = stateless_sample_distorted_bounding_box = generate_bounding_box_proposals = extract_glimpse = combined_non_max_suppression


# Decoding: the size is the file's.
def _decoded(channels, dtype, batch=()):
    shape = (*batch, ops.size("height"), ops.size("width"), ops.size("channels") if channels is None or channels == 0 else channels)
    return ops.full(shape, as_dtype(dtype))


def decode_jpeg(contents, channels=0, ratio=1, fancy_upscaling=True, try_recover_truncated=False, acceptable_fraction=1, dct_method="", name=None):
    return _decoded(channels, uint8)


def decode_png(contents, channels=0, dtype=uint8, name=None):
    return _decoded(channels, dtype)


def decode_bmp(contents, channels=0, name=None):
    return _decoded(channels, uint8)


def decode_gif(contents, name=None):
    return _decoded(3, uint8, (ops.size("frames"),))


def decode_image(contents, channels=None, dtype=uint8, name=None, expand_animations=True):
    """A film has one more axis."""
    return _decoded(channels, dtype) if expand_animations == False else ops.unknown()


def decode_and_crop_jpeg(contents, crop_window, channels=0, *args, **kwargs):
    return _decoded(channels, uint8)


def encode_jpeg(image, *args, **kwargs):
    return ops.full((), ops.dtype("string"))


encode_png = encode_jpeg


def is_jpeg(contents, name=None):
    return ops.unknown()


extract_jpeg_shape = is_jpeg
