"""Images put together and drawn on."""
from shapeline import ops


def make_grid(tensor, nrow=8, padding=2, normalize=False, value_range=None, scale_each=False, pad_value=0.0):
    """A batch as one image, `nrow` images a row, framed."""
    if isinstance(tensor, (tuple, list)):
        batch, image = len(tensor), tensor[0].shape
    else:
        sizes = tensor.shape
        if len(sizes) == 2:
            return ops.full((3, *sizes), tensor.dtype)
        if len(sizes) == 3:
            return ops.full((3 if sizes[0] == 1 else sizes[0], sizes[1], sizes[2]), tensor.dtype)
        batch, image = sizes[0], sizes[1:]
    channels, height, width = image
    channels = 3 if channels == 1 else channels
    if batch == 1:
        return ops.full((channels, height, width), ops.dtype("float32"))
    columns = min(nrow, batch)
    rows = (batch + columns - 1) // columns
    return ops.full((channels, (height + padding) * rows + padding, (width + padding) * columns + padding), ops.dtype("float32"))


def save_image(tensor, fp, format=None, **kwargs):
    return None


def _same(image, *args, **kwargs):
    return image


draw_bounding_boxes = draw_segmentation_masks = draw_keypoints = _same


def flow_to_image(flow):
    return ops.full((*flow.shape[:-3], 3, *flow.shape[-2:]), ops.dtype("uint8"))
