import * as tf from "@tensorflow/tfjs";

export interface Detection {
  box: [number, number, number, number];
  score: number;
  label: string;
}

const GRID = 4;
const ANCHORS = [
  [1, 1],
  [2, 1],
  [1, 2],
];
const LABELS = ["person", "dog", "car"];
const VALUES = 5 + LABELS.length;

function backbone(size: number): tf.Sequential {
  const model = tf.sequential();
  const filters = [8, 8, 16];
  filters.forEach((f, i) => {
    model.add(
      tf.layers.separableConv2d({
        filters: f,
        kernelSize: [3, 3],
        strides: 2,
        padding: "same",
        activation: "relu",
        ...(i === 0 && { inputShape: [size, size, 3] }),
      }),
    );
  });
  model.add(tf.layers.conv2d({ filters: ANCHORS.length * VALUES, kernelSize: 1 }));
  return model;
}

function decode(output: tf.Tensor4D): { boxes: tf.Tensor2D; scores: tf.Tensor1D; classes: tf.Tensor1D } {
  const [, rows, columns] = output.shape;
  const grid = output.reshape([rows, columns, ANCHORS.length, VALUES]);
  const xy = grid.slice([0, 0, 0, 0], [-1, -1, -1, 2]).sigmoid();
  const wh = grid.slice([0, 0, 0, 2], [-1, -1, -1, 2]).exp().mul(tf.tensor2d(ANCHORS));
  const confidence = grid.slice([0, 0, 0, 4], [-1, -1, -1, 1]).sigmoid();
  const probabilities = grid.slice([0, 0, 0, 5]).softmax();
  const [ys, xs] = tf.meshgrid(tf.range(0, rows), tf.range(0, columns));
  const offsets = tf.stack([xs!, ys!], -1).expandDims(2);
  const centres = xy.add(offsets);
  const mins = centres.sub(wh.div(2));
  const maxes = centres.add(wh.div(2));
  const boxes = tf.concat([mins, maxes], -1).reshape([-1, 4]) as tf.Tensor2D;
  const all = confidence.mul(probabilities).reshape([-1, LABELS.length]);
  return { boxes, scores: all.max(1), classes: all.argMax(1) };
}

async function detect(model: tf.LayersModel, frame: tf.Tensor3D): Promise<Detection[]> {
  const size = model.inputs[0].shape[1] as number;
  const { boxes, scores, classes } = tf.tidy(() => {
    const [h, w] = frame.shape;
    const pad = Math.abs(h - w);
    const square =
      h > w
        ? frame.pad([
            [0, 0],
            [0, pad],
            [0, 0],
          ])
        : frame.pad([
            [0, pad],
            [0, 0],
            [0, 0],
          ]);
    const batched = tf.image
      .resizeBilinear(square as tf.Tensor3D, [size, size])
      .div(255)
      .expandDims(0);
    return decode(model.predict(batched) as tf.Tensor4D);
  });
  const kept = await tf.image.nonMaxSuppressionAsync(boxes, scores, 5, 0.5, 0.01);
  const best = boxes.gather(kept);
  const picked = scores.gather(kept);
  const names = classes.gather(kept);
  const [boxData, scoreData, classData] = await Promise.all([best.array(), picked.array(), names.array()]);
  return boxData.map((box, i) => ({
    box: box as Detection["box"],
    score: scoreData[i]!,
    label: LABELS[classData[i]!]!,
  }));
}

async function main() {
  const model = backbone(GRID * 8);
  const found = await detect(model, tf.randomUniform([24, 40, 3], 0, 255));
  const crops = tf.image.cropAndResize(
    tf.ones([1, 24, 40, 3]),
    tf.tensor2d(
      found.map((d) => d.box),
      [found.length, 4],
    ),
    tf.zeros([found.length], "int32"),
    [16, 16],
  );
  console.log(found.length, crops.shape);
}
main();
