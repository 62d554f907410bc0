import * as tf from "@tensorflow/tfjs";

const CORPUS = "it was the best of times, it was the worst of times, it was the age of wisdom ".repeat(2);

class TextData {
  readonly charSet: string[];
  private readonly indices: Uint16Array;
  constructor(
    private readonly text: string,
    private readonly sampleLen: number,
    private readonly sampleStep: number,
  ) {
    this.charSet = Array.from(new Set(text));
    this.indices = new Uint16Array(this.textToIndices(text));
  }
  get charSetSize(): number {
    return this.charSet.length;
  }
  textToIndices(text: string): number[] {
    return [...text].map((c) => this.charSet.indexOf(c));
  }
  nextEpoch(examples: number): [tf.Tensor3D, tf.Tensor2D] {
    const xs = tf.buffer([examples, this.sampleLen, this.charSetSize]);
    const ys = tf.buffer([examples, this.charSetSize]);
    for (let i = 0; i < examples; ++i) {
      const begin = (i * this.sampleStep) % (this.text.length - this.sampleLen - 1);
      for (let j = 0; j < this.sampleLen; ++j) xs.set(1, i, j, this.indices[begin + j]!);
      ys.set(1, i, this.indices[begin + this.sampleLen]!);
    }
    return [xs.toTensor() as tf.Tensor3D, ys.toTensor() as tf.Tensor2D];
  }
}

function createModel(sampleLen: number, charSetSize: number, lstmSizes: number | number[]): tf.Sequential {
  const sizes = Array.isArray(lstmSizes) ? lstmSizes : [lstmSizes];
  const model = tf.sequential();
  for (let i = 0; i < sizes.length; ++i) {
    model.add(
      tf.layers.lstm({
        units: sizes[i]!,
        returnSequences: i < sizes.length - 1,
        inputShape: i === 0 ? [sampleLen, charSetSize] : undefined,
      }),
    );
  }
  model.add(tf.layers.dense({ units: charSetSize, activation: "softmax" }));
  return model;
}

function sample(probs: tf.Tensor1D, temperature: number): number {
  return tf.tidy(() => {
    const logits = tf.log(probs).div<tf.Tensor1D>(Math.max(temperature, 1e-6));
    const isNormalized = false;
    return tf.multinomial(logits, 1, undefined, isNormalized).dataSync()[0]!;
  });
}

async function* generate(model: tf.LayersModel, data: TextData, seed: string, length: number, temperature: number) {
  const sampleLen = model.inputs[0]!.shape[1]!;
  const charSetSize = model.inputs[0]!.shape[2]!;
  let window = data.textToIndices(seed).slice(0, sampleLen);
  for (let k = 0; k < length; k++) {
    const buffer = new tf.TensorBuffer([1, sampleLen, charSetSize], "float32", undefined as never);
    for (let i = 0; i < sampleLen; ++i) buffer.set(1, 0, i, window[i]!);
    const input = buffer.toTensor();
    const output = model.predict(input) as tf.Tensor2D;
    const winner = sample(output.squeeze() as tf.Tensor1D, temperature);
    yield data.charSet[winner]!;
    window = window.slice(1);
    window.push(winner);
    input.dispose();
    output.dispose();
  }
}

async function main() {
  const sampleLen = 10;
  const data = new TextData(CORPUS, sampleLen, 3);
  const model = createModel(sampleLen, data.charSetSize, [16, 8]);
  model.compile({ optimizer: tf.train.rmsprop(1e-2), loss: "categoricalCrossentropy" });
  const [xs, ys] = data.nextEpoch(12);
  await model.fit(xs, ys, { epochs: 1, batchSize: 4, validationSplit: 0.1, verbose: 0 });
  let text = "";
  for await (const next of generate(model, data, CORPUS.slice(0, sampleLen), 5, 0.75)) text += next;
  console.log(text);
}
main();
