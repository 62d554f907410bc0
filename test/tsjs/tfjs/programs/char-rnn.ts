import * as tf from "@tensorflow/tfjs";

const SAMPLE = "it was the best of times, it was the worst of times, it was the age of wisdom. ".repeat(4);

export class TextData {
  private readonly charSet: string[];
  private readonly indices: Uint16Array;
  constructor(
    readonly text: string,
    readonly sampleLen: number,
    readonly sampleStep: number,
  ) {
    this.charSet = [...new Set(text)];
    this.indices = new Uint16Array(this.textToIndices(text));
  }
  get charSetSize() {
    return this.charSet.length;
  }
  textToIndices(text: string): number[] {
    return [...text].map((c) => this.charSet.indexOf(c));
  }
  getFromCharSet(index: number): string {
    return this.charSet[index];
  }

  *samples(count: number): Generator<{ xs: tf.Tensor2D; ys: tf.Tensor1D }> {
    for (let n = 0; n < count; n++) {
      const start = (n * this.sampleStep) % (this.text.length - this.sampleLen - 1);
      const buffer = new tf.TensorBuffer([this.sampleLen, this.charSetSize], "float32");
      for (let j = 0; j < this.sampleLen; ++j) buffer.set(1, j, this.indices[start + j]);
      const next = tf.oneHot(tf.scalar(this.indices[start + this.sampleLen], "int32"), this.charSetSize).toFloat();
      yield { xs: buffer.toTensor() as tf.Tensor2D, ys: next as tf.Tensor1D };
    }
  }
}

export class LSTMTextGenerator {
  protected model: tf.Sequential | undefined;
  constructor(
    protected readonly data: TextData,
    private readonly layerSizes: number | number[],
  ) {}

  createModel(): void {
    const sizes = Array.isArray(this.layerSizes) ? this.layerSizes : [this.layerSizes];
    const model = tf.sequential();
    for (let i = 0; i < sizes.length; ++i) {
      model.add(
        tf.layers.lstm({
          units: sizes[i],
          returnSequences: i < sizes.length - 1,
          inputShape: i === 0 ? [this.data.sampleLen, this.data.charSetSize] : undefined,
        }),
      );
    }
    model.add(tf.layers.dense({ units: this.data.charSetSize, activation: "softmax" }));
    this.model = model;
  }

  compileModel(learningRate: number): void {
    this.model!.compile({ optimizer: tf.train.rmsprop(learningRate), loss: "categoricalCrossentropy" });
  }

  async fitModel(epochs: number, examples: number, batchSize: number): Promise<void> {
    const dataset = tf.data.generator(() => this.data.samples(examples)).batch(batchSize);
    await this.model!.fitDataset(dataset as any, { epochs, verbose: 0 });
  }

  generateText(seed: number[], length: number, temperature: number): string {
    const sentence = Array.from(seed);
    let generated = "";
    while (generated.length < length) {
      const inputBuffer = new tf.TensorBuffer([1, this.data.sampleLen, this.data.charSetSize], "float32");
      for (let i = 0; i < this.data.sampleLen; ++i) inputBuffer.set(1, 0, i, sentence[i]);
      const input = inputBuffer.toTensor();
      const output = this.model!.predict(input) as tf.Tensor;
      const winner = sample(tf.squeeze(output) as tf.Tensor1D, temperature);
      generated += this.data.getFromCharSet(winner);
      sentence.push(winner);
      sentence.shift();
      tf.dispose([input, output]);
    }
    return generated;
  }
}

export function sample(probs: tf.Tensor1D, temperature: number): number {
  return tf.tidy(() => {
    const logits = tf.div(tf.log(probs), Math.max(temperature, 1e-6));
    const isNormalized = false;
    return tf.multinomial(logits as tf.Tensor1D, 1, undefined, isNormalized).dataSync()[0];
  });
}

async function main(): Promise<void> {
  const textData = new TextData(SAMPLE, 12, 3);
  const generator = new LSTMTextGenerator(textData, [8, 8]);
  generator.createModel();
  generator.compileModel(1e-2);
  await generator.fitModel(1, 8, 4);
  const seed = textData.textToIndices(SAMPLE.slice(0, 12));
  console.log(generator.generateText(seed, 5, 0.6));
}

main();
