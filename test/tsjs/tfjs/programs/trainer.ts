import * as tf from "@tensorflow/tfjs-node";
import * as path from "path";

enum Split {
  Train = "train",
  Test = "test",
}

interface TrainConfig {
  readonly imageSize: number;
  readonly channels: number;
  readonly classes: number;
  readonly batchSize: number;
  readonly epochs: number;
  readonly learningRate?: number;
}

interface Batch {
  xs: tf.Tensor4D;
  labels: tf.Tensor2D;
}

const DEFAULTS = { imageSize: 28, channels: 1, classes: 10, batchSize: 8, epochs: 1 } as const satisfies TrainConfig;

/** Pixels as they come from the files: bytes, channels last. */
class ImageStore {
  private readonly images: Float32Array[] = [];
  private readonly labels: number[] = [];
  #cursor = 0;

  constructor(
    private readonly split: Split,
    protected readonly config: TrainConfig,
  ) {
    const size = this.pixels;
    for (let i = 0; i < 24; i++) {
      const image = new Float32Array(size);
      for (let k = 0; k < size; k++) image[k] = ((i * 31 + k) % 256) / 255;
      this.images.push(image);
      this.labels.push(i % config.classes);
    }
  }

  get pixels(): number {
    const { imageSize, channels } = this.config;
    return imageSize * imageSize * channels;
  }

  get size(): number {
    return this.images.length;
  }

  next(count: number): Batch {
    const { imageSize, channels, classes } = this.config;
    const flat = new Float32Array(count * this.pixels);
    const labels = new Int32Array(count);
    for (let i = 0; i < count; i++) {
      const at = this.#cursor++ % this.size;
      flat.set(this.images[at]!, i * this.pixels);
      labels.set([this.labels[at]!], i);
    }
    const xs = tf.tensor4d(flat, [count, imageSize, imageSize, channels]);
    const indices = tf.tensor1d(labels, "int32");
    return { xs, labels: tf.oneHot(indices, classes).toFloat() as tf.Tensor2D };
  }

  toString(): string {
    return `${this.split} (${this.size})`;
  }
}

abstract class Trainer<C extends TrainConfig = TrainConfig> {
  protected model?: tf.LayersModel;

  protected constructor(protected readonly config: C) {}

  protected abstract build(): tf.LayersModel;

  compile(): this {
    const model = this.build();
    model.compile({
      optimizer: tf.train.adam(this.config.learningRate ?? 1e-3),
      loss: "categoricalCrossentropy",
      metrics: ["accuracy"],
    });
    this.model = model;
    return this;
  }

  async fit(store: ImageStore, callbacks: tf.CustomCallbackArgs = {}): Promise<number[]> {
    if (!this.model) throw new Error("compile first");
    const { xs, labels } = store.next(16);
    const history = await this.model.fit(xs, labels, {
      batchSize: this.config.batchSize,
      epochs: this.config.epochs,
      validationSplit: 0.25,
      shuffle: true,
      verbose: 0,
      callbacks,
    });
    xs.dispose();
    labels.dispose();
    return history.history["loss"] as number[];
  }

  async score(store: ImageStore): Promise<number> {
    const { xs, labels } = store.next(8);
    const [loss, accuracy] = this.model!.evaluate(xs, labels, { batchSize: 4 }) as tf.Scalar[];
    const value = (await accuracy!.data())[0]!;
    tf.dispose([xs, labels, loss!, accuracy!]);
    return value;
  }
}

class ConvTrainer extends Trainer {
  static readonly filters: readonly number[] = [8, 16];

  constructor(overrides: Partial<TrainConfig> = {}) {
    super({ ...DEFAULTS, ...overrides });
  }

  protected override build(): tf.LayersModel {
    const { imageSize, channels, classes } = this.config;
    const model = tf.sequential({ name: "mnist" });
    ConvTrainer.filters.forEach((filters, i) => {
      const first = i === 0 ? { inputShape: [imageSize, imageSize, channels] } : {};
      model.add(
        tf.layers.conv2d({ ...first, filters, kernelSize: 3, activation: "relu", kernelInitializer: "heNormal" }),
      );
      model.add(tf.layers.maxPooling2d({ poolSize: [2, 2] }));
    });
    model.add(tf.layers.flatten());
    model.add(tf.layers.dropout({ rate: 0.25 }));
    model.add(tf.layers.dense({ units: 32, activation: "relu", kernelRegularizer: tf.regularizers.l2({ l2: 1e-4 }) }));
    model.add(tf.layers.dense({ units: classes, activation: "softmax" }));
    return model;
  }

  predict(pixels: Float32Array): number[] {
    const { imageSize, channels } = this.config;
    return tf.tidy(() => {
      const image = tf.tensor(pixels, [1, imageSize, imageSize, channels]);
      const probabilities = this.model!.predict(image) as tf.Tensor2D;
      return Array.from(probabilities.argMax(-1).dataSync());
    });
  }
}

async function main(): Promise<void> {
  const train = new ImageStore(Split.Train, DEFAULTS);
  const test = new ImageStore(Split.Test, DEFAULTS);
  const trainer = new ConvTrainer({ epochs: 1 }).compile();
  const losses = await trainer.fit(train, {
    onEpochEnd: async (epoch, logs) => console.log(epoch, logs?.loss),
  });
  console.log(path.basename("model"), losses, await trainer.score(test));
  console.log(trainer.predict(new Float32Array(28 * 28)));
}

main();
