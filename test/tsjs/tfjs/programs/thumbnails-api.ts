import { createServer, type IncomingMessage } from "node:http";
import * as tf from "@tensorflow/tfjs-node";

// A server that finds the most similar pictures: one embedding for each, compared by their angles.
interface Picture {
  readonly id: string;
  readonly embedding: tf.Tensor1D;
}

const SIDE = 24;
const DIMENSIONS = 10;

const encoder = (() => {
  const image = tf.input({ shape: [SIDE, SIDE, 3] });
  const first = tf.layers.conv2d({ filters: 6, kernelSize: 5, strides: 2, activation: "relu" }).apply(image);
  const second = tf.layers.conv2d({ filters: 12, kernelSize: 3, strides: 2, activation: "relu" }).apply(first);
  const pooled = tf.layers.globalMaxPooling2d({ dataFormat: "channelsLast" }).apply(second);
  return tf.model({
    inputs: image,
    outputs: tf.layers.dense({ units: DIMENSIONS }).apply(pooled) as tf.SymbolicTensor,
  });
})();

const store = new Map<string, Picture>();

export function embed(bytes: Uint8Array): tf.Tensor1D {
  return tf.tidy(() => {
    const pixels = tf.tensor3d(bytes, [SIDE * 2, SIDE * 2, 3], "int32");
    const small = tf.image.resizeBilinear(pixels, [SIDE, SIDE]).div(127.5).sub(1);
    const vector = (encoder.predict(small.expandDims(0)) as tf.Tensor2D).squeeze([0]);
    return vector.div(vector.norm()) as tf.Tensor1D;
  });
}

export async function nearest(query: tf.Tensor1D, count: number): Promise<string[]> {
  const pictures = [...store.values()];
  const table = tf.stack(pictures.map(({ embedding }) => embedding)) as tf.Tensor2D;
  const similarities = table.matMul(query.expandDims(1)).squeeze([1]);
  const { indices } = tf.topk(similarities, Math.min(count, pictures.length));
  return Array.from(await indices.data()).map((i) => pictures[i].id);
}

async function body(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export const server = createServer(async (request, response) => {
  const query = embed(await body(request));
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(await nearest(query, 3)));
});

async function main(): Promise<void> {
  for (let i = 0; i < 4; i++) {
    const bytes = new Uint8Array(SIDE * 2 * SIDE * 2 * 3).fill(40 * i + 10);
    store.set(`picture-${i}`, { id: `picture-${i}`, embedding: embed(bytes) });
  }
  const found = await nearest(embed(new Uint8Array(SIDE * 2 * SIDE * 2 * 3).fill(60)), 2);
  console.log(found.length);
}

main();
