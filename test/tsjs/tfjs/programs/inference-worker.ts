import * as tf from "@tensorflow/tfjs-core";
import { loadLayersModel, sequential, layers, type LayersModel } from "@tensorflow/tfjs-layers";

// A web worker that answers requests with detections of a sliding window.
type Request = { kind: "load" } | { kind: "detect"; width: number; height: number; pixels: Uint8ClampedArray };

declare function postMessage(message: unknown): void;

const PATCH = 8;
let model: LayersModel | undefined;

function build(): LayersModel {
  return sequential({
    layers: [
      layers.inputLayer({ inputShape: [PATCH, PATCH, 1] }),
      layers.separableConv2d({ filters: 6, kernelSize: 3, padding: "same", activation: "relu" }),
      layers.averagePooling2d({ poolSize: 2 }),
      layers.flatten(),
      layers.dense({ units: 2, activation: "softmax" }),
    ],
  });
}

function grey(pixels: Uint8ClampedArray, width: number, height: number): tf.Tensor3D {
  const rgba = tf.tensor3d(pixels, [height, width, 4], "int32");
  const rgb = rgba.slice([0, 0, 0], [height, width, 3]).toFloat();
  return rgb
    .mul(tf.tensor1d([0.299, 0.587, 0.114]))
    .sum(-1, true)
    .div(255);
}

function patches(image: tf.Tensor3D, stride: number): { batch: tf.Tensor4D; places: [number, number][] } {
  const [height, width] = image.shape;
  const places: [number, number][] = [];
  const found: tf.Tensor3D[] = [];
  for (let y = 0; y + PATCH <= height; y += stride)
    for (let x = 0; x + PATCH <= width; x += stride) {
      places.push([y, x]);
      found.push(image.slice([y, x, 0], [PATCH, PATCH, 1]));
    }
  return { batch: tf.stack(found) as tf.Tensor4D, places };
}

async function answer(request: Request): Promise<void> {
  switch (request.kind) {
    case "load":
      model = build();
      break;
    case "detect": {
      if (model === undefined) throw new Error("load first");
      const image = grey(request.pixels, request.width, request.height);
      const { batch, places } = patches(image, 4);
      const scores = (model.predict(batch) as tf.Tensor2D).slice([0, 1], [-1, 1]).squeeze([1]) as tf.Tensor1D;
      const boxes = tf.tensor2d(places.map(([y, x]) => [y, x, y + PATCH, x + PATCH]));
      const kept = await tf.image.nonMaxSuppressionAsync(boxes, scores, 5, 0.3);
      const best = tf.gather(boxes, kept);
      postMessage({ boxes: await best.array(), scores: await tf.gather(scores, kept).data() });
    }
  }
}

async function main(): Promise<void> {
  await answer({ kind: "load" });
  await answer({ kind: "detect", width: 16, height: 12, pixels: new Uint8ClampedArray(16 * 12 * 4).fill(90) });
  console.log(typeof loadLayersModel);
}

main();
