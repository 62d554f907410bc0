import * as tf from "@tensorflow/tfjs";

interface AttentionArgs {
  heads: number;
  dModel: number;
}

class MultiHeadAttention extends tf.layers.Layer {
  private readonly heads: number;
  private readonly dModel: number;
  private wq!: tf.LayerVariable;
  private wk!: tf.LayerVariable;
  private wv!: tf.LayerVariable;
  private wo!: tf.LayerVariable;

  constructor({ heads, dModel, ...rest }: AttentionArgs & { name?: string }) {
    super(rest);
    if (dModel % heads !== 0) throw new Error("heads must divide dModel");
    this.heads = heads;
    this.dModel = dModel;
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const shape = inputShape as tf.Shape;
    const dim = shape[shape.length - 1]!;
    const init = tf.initializers.glorotUniform({});
    this.wq = this.addWeight("wq", [dim, this.dModel], "float32", init);
    this.wk = this.addWeight("wk", [dim, this.dModel], "float32", init);
    this.wv = this.addWeight("wv", [dim, this.dModel], "float32", init);
    this.wo = this.addWeight("wo", [this.dModel, dim], "float32", init);
    this.built = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor3D;
      const [batch, steps, dim] = x.shape;
      const depth = this.dModel / this.heads;
      const project = (w: tf.LayerVariable): tf.Tensor4D =>
        x
          .reshape([-1, dim])
          .matMul(w.read() as tf.Tensor2D)
          .reshape([batch, steps, this.heads, depth])
          .transpose([0, 2, 1, 3]) as tf.Tensor4D;
      const q = project(this.wq);
      const k = project(this.wk);
      const v = project(this.wv);
      const scores = tf.matMul(q, k, false, true).div(Math.sqrt(depth));
      const mask = tf.linalg.bandPart(tf.ones([steps, steps]), -1, 0);
      const masked = scores.add(tf.sub(1, mask).mul(-1e9));
      const weights = tf.softmax(masked, -1);
      const context = tf.matMul(weights, v).transpose([0, 2, 1, 3]).reshape([-1, this.dModel]);
      return context.matMul(this.wo.read() as tf.Tensor2D).reshape([batch, steps, dim]);
    });
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return inputShape;
  }

  static get className(): string {
    return "MultiHeadAttention";
  }
}

class Positions extends tf.layers.Layer {
  static className = "Positions";
  call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    const [, steps, dim] = x.shape;
    const position = tf.range(0, steps!).expandDims(1);
    const rates = tf.pow(10000, tf.range(0, dim!).div(dim!).neg()).expandDims(0);
    return x.add(tf.sin(position.mul(rates)).expandDims(0));
  }
}

function block(x: tf.SymbolicTensor, dModel: number, heads: number): tf.SymbolicTensor {
  const attended = new MultiHeadAttention({ heads, dModel }).apply(x) as tf.SymbolicTensor;
  const first = tf.layers
    .layerNormalization({ axis: -1 })
    .apply(tf.layers.add().apply([x, attended]) as tf.SymbolicTensor) as tf.SymbolicTensor;
  const hidden = tf.layers.dense({ units: dModel * 4, activation: "relu" }).apply(first) as tf.SymbolicTensor;
  const out = tf.layers.dense({ units: dModel }).apply(hidden) as tf.SymbolicTensor;
  return tf.layers
    .layerNormalization()
    .apply(tf.layers.add().apply([first, out]) as tf.SymbolicTensor) as tf.SymbolicTensor;
}

const [VOCAB, STEPS, D_MODEL, HEADS] = [50, 12, 16, 4];
const tokens = tf.input({ shape: [STEPS], dtype: "int32" });
let x = tf.layers.embedding({ inputDim: VOCAB, outputDim: D_MODEL }).apply(tokens) as tf.SymbolicTensor;
x = new Positions().apply(x) as tf.SymbolicTensor;
for (let i = 0; i < 2; i++) x = block(x, D_MODEL, HEADS);
const logits = tf.layers
  .timeDistributed({ layer: tf.layers.dense({ units: VOCAB, activation: "softmax" }) })
  .apply(x) as tf.SymbolicTensor;
const model = tf.model({ inputs: tokens, outputs: logits });
model.compile({ optimizer: tf.train.adam(1e-3), loss: "categoricalCrossentropy" });

const ids = tf.randomUniform([4, STEPS + 1], 0, VOCAB, "int32");
const input = ids.slice([0, 0], [-1, STEPS]);
const target = tf.oneHot(ids.slice([0, 1], [-1, STEPS]) as tf.Tensor2D, VOCAB);
await model.fit(input, target, { epochs: 1, verbose: 0 });
const next = (model.predict(input) as tf.Tensor3D)
  .slice([0, STEPS - 1, 0], [-1, 1, -1])
  .squeeze([1])
  .argMax(-1);
console.log(next.arraySync());
