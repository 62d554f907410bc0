import * as tf from "@tensorflow/tfjs";

interface AttentionArgs {
  heads: number;
  dim: number;
}

class SelfAttention extends tf.layers.Layer {
  static readonly className = "SelfAttention";
  private readonly heads: number;
  private readonly dim: number;
  private wq!: tf.LayerVariable;
  private wk!: tf.LayerVariable;
  private wv!: tf.LayerVariable;

  constructor({ heads, dim }: AttentionArgs) {
    super({});
    this.heads = heads;
    this.dim = dim;
  }

  build(inputShape: tf.Shape | tf.Shape[]): void {
    const features = (inputShape as number[])[2];
    const make = (name: string) =>
      this.addWeight(name, [features, this.dim], "float32", tf.initializers.glorotUniform({}));
    this.wq = make("wq");
    this.wk = make("wk");
    this.wv = make("wv");
    super.build(inputShape);
  }

  computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return [inputShape[0], inputShape[1], this.dim];
  }

  call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor3D;
      const [batch, time, features] = x.shape;
      const size = this.dim / this.heads;
      const split = (w: tf.LayerVariable) =>
        tf
          .matMul(x.reshape([batch * time, features]), w.read() as tf.Tensor2D)
          .reshape([batch, time, this.heads, size])
          .transpose([0, 2, 1, 3]);
      const [q, k, v] = [this.wq, this.wk, this.wv].map(split);
      const scores = tf.matMul(q, k, false, true).div(Math.sqrt(size));
      const mixed = tf.matMul(tf.softmax(scores), v);
      return mixed.transpose([0, 2, 1, 3]).reshape([batch, time, this.dim]);
    });
  }
}

const tokens = tf.input({ shape: [6], name: "tokens" });
const embedded = tf.layers.embedding({ inputDim: 50, outputDim: 16 }).apply(tokens) as tf.SymbolicTensor;
const attended = new SelfAttention({ heads: 2, dim: 16 }).apply(embedded) as tf.SymbolicTensor;
const added = tf.layers.add().apply([embedded, attended]) as tf.SymbolicTensor;
const normed = tf.layers.layerNormalization().apply(added) as tf.SymbolicTensor;
const pooled = tf.layers.globalAveragePooling1d().apply(normed) as tf.SymbolicTensor;
const scores = tf.layers.dense({ units: 1, activation: "sigmoid" }).apply(pooled) as tf.SymbolicTensor;
const model = tf.model({ inputs: tokens, outputs: scores });
model.compile({ optimizer: tf.train.adam(1e-3), loss: "binaryCrossentropy", metrics: ["accuracy"] });

const xs = tf.randomUniform([8, 6], 0, 50, "int32");
const ys = tf.randomUniform([8, 1], 0, 2, "int32").toFloat();
await model.fit(xs, ys, { epochs: 1, verbose: 0 });
const out = model.predict(xs) as tf.Tensor;
console.log(out.shape);
