import * as tf from "@tensorflow/tfjs";

// Filters as constants: an image's edges, its blur, and a small pyramid of it.
const sobelX = tf.tensor4d([-1, 0, 1, -2, 0, 2, -1, 0, 1], [3, 3, 1, 1]);
const sobelY = sobelX.transpose([1, 0, 2, 3]);

const grayscale = (rgb) => tf.tidy(() => rgb.mul([0.299, 0.587, 0.114]).sum(-1, true));

function gaussian(size, sigma) {
  const range = tf.range(-(size - 1) / 2, (size - 1) / 2 + 1);
  const line = range
    .square()
    .neg()
    .div(2 * sigma ** 2)
    .exp();
  const kernel = tf.outerProduct(line, line);
  return kernel.div(kernel.sum()).expandDims(-1).expandDims(-1);
}

function gradients(image) {
  const batch = image.expandDims();
  const dx = tf.conv2d(batch, sobelX, 1, "same");
  const dy = tf.conv2d(batch, sobelY, 1, "same");
  const magnitude = tf.sqrt(dx.square().add(dy.square()));
  return { dx, dy, magnitude };
}

const pyramid = (image, levels) => {
  const out = [image];
  const kernel = gaussian(5, 1);
  for (let level = 1; level < levels; level++) {
    const blurred = out[level - 1].expandDims(0).conv2d(kernel, 1, "same").squeeze([0]);
    const [h, w] = blurred.shape;
    out.push(tf.image.resizeBilinear(blurred, [h / 2, w / 2]));
  }
  return out;
};

function histogram(values, bins) {
  return tf.tidy(() => {
    const low = values.min();
    const width = values.max().sub(low).div(bins).add(1e-6);
    const index = values.flatten().sub(low).div(width).floor().toInt();
    return tf.oneHot(index, bins).sum(0);
  });
}

const image = tf.randomUniform([64, 48, 3]);
const gray = grayscale(image);
const { dx, magnitude } = gradients(gray);
const levels = pyramid(gray, 3);
const smallest = levels.at(-1);
const counts = histogram(magnitude, 16);
const mask = tf.where(magnitude.greater(magnitude.mean()), tf.onesLike(magnitude), tf.zerosLike(magnitude));
const tiles = tf.stack(levels.map((level) => tf.image.resizeNearestNeighbor(level, [16, 16])));
const mosaic = tiles.transpose([1, 0, 2, 3]).reshape([16, 16 * tiles.shape[0], 1]);
const ssim = tf.metrics.meanSquaredError(dx.flatten().expandDims(0), dx.flatten().expandDims(0));
console.log(smallest.shape, counts.shape, mask.shape, mosaic.shape, ssim.shape);
