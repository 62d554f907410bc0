// In a page with a script tag: `tf` is global.
const IMAGE = 16;
let model;

async function loadImage(canvas) {
  return tf.tidy(() => {
    const pixels = tf.browser.fromPixels(canvas);
    const resized = tf.image.resizeBilinear(pixels, [IMAGE, IMAGE]);
    const gray = resized.mean(2, true);
    return gray.toFloat().div(tf.scalar(255)).expandDims(0);
  });
}

function createModel() {
  const m = tf.sequential();
  m.add(
    tf.layers.conv2d({
      inputShape: [IMAGE, IMAGE, 1],
      kernelSize: 5,
      filters: 8,
      strides: 1,
      activation: "relu",
      kernelInitializer: "varianceScaling",
    }),
  );
  m.add(tf.layers.maxPooling2d({ poolSize: [2, 2], strides: [2, 2] }));
  m.add(tf.layers.flatten());
  m.add(tf.layers.dense({ units: 2, activation: "softmax" }));
  return m;
}

async function predict(canvas) {
  const input = await loadImage(canvas);
  const scores = model.predict(input);
  const top = scores.topk(1);
  const values = await top.values.data();
  tf.dispose([input, scores]);
  return values[0];
}

async function start() {
  model = createModel();
  model.compile({ optimizer: "adam", loss: "categoricalCrossentropy" });
  const canvas = { width: 20, height: 24, data: new Uint8Array(20 * 24 * 4) };
  console.log(await predict(canvas));
}

start();
