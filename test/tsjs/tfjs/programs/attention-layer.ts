import * as tf from "@tensorflow/tfjs";

interface AdditiveAttentionArgs {
  units: number;
  name?: string;
}

/** Scores each step of a sequence and gives their weighted sum. */
class AdditiveAttention extends tf.layers.Layer {
  static className = "AdditiveAttention";
  private readonly units: number;
  private w!: tf.LayerVariable;
  private b!: tf.LayerVariable;
  private u!: tf.LayerVariable;

  constructor(args: AdditiveAttentionArgs) {
    super(args as any);
    this.units = args.units;
    this.supportsMasking = false;
  }

  build(inputShape: tf.Shape | tf.Shape[]): void {
    const shape = inputShape as tf.Shape;
    const features = shape[shape.length - 1]!;
    this.w = this.addWeight("w", [features, this.units], "float32", tf.initializers.glorotUniform({}));
    this.b = this.addWeight("b", [this.units], "float32", tf.initializers.zeros());
    this.u = this.addWeight("u", [this.units, 1], "float32", tf.initializers.glorotUniform({}));
    this.built = true;
  }

  computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [batch, , features] = inputShape as tf.Shape;
    return [batch, features];
  }

  call(inputs: tf.Tensor | tf.Tensor[], kwargs: any): tf.Tensor {
    return tf.tidy(() => {
      this.invokeCallHook(inputs, kwargs);
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor3D;
      const [batch, steps, features] = x.shape;
      const flat = x.reshape([batch * steps, features]);
      const hidden = tf.tanh(tf.add(tf.matMul(flat, this.w.read() as tf.Tensor2D), this.b.read()));
      const scores = tf.matMul(hidden as tf.Tensor2D, this.u.read() as tf.Tensor2D).reshape([batch, steps, 1]);
      const weights = tf.softmax(scores.reshape([batch, steps])).expandDims(-1);
      return tf.sum(x.mul(weights), 1);
    });
  }

  getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), units: this.units };
  }
}
tf.serialization.registerClass(AdditiveAttention);

class LayerScale extends tf.layers.Layer {
  static className = "LayerScale";
  gamma: tf.LayerVariable | null = null;
  constructor(private readonly init = 1e-2) {
    super({});
  }
  build(inputShape: tf.Shape) {
    this.gamma = this.addWeight(
      "gamma",
      [inputShape.at(-1)!],
      "float32",
      tf.initializers.constant({ value: this.init }),
    );
  }
  override computeOutputShape(inputShape: tf.Shape) {
    return inputShape;
  }
  override call(inputs: tf.Tensor | tf.Tensor[]) {
    return tf.tidy(() => {
      const x = inputs instanceof tf.Tensor ? inputs : inputs[0];
      return x.mul(this.gamma!.read());
    });
  }
}

const createClassifier = ({ steps, features, classes }: { steps: number; features: number; classes: number }) => {
  const input = tf.input({ shape: [steps, features], name: "sequence" });
  const hidden = tf.layers
    .bidirectional({
      layer: tf.layers.gru({ units: 6, returnSequences: true }) as tf.RNN,
      mergeMode: "concat",
    })
    .apply(input) as tf.SymbolicTensor;
  const context = new AdditiveAttention({ units: 10, name: "attention" }).apply(hidden) as tf.SymbolicTensor;
  const scaled = new LayerScale(0.1).apply(context) as tf.SymbolicTensor;
  const joined = tf.layers.add().apply([context, scaled]) as tf.SymbolicTensor;
  const output = tf.layers.dense({ units: classes, activation: "softmax" }).apply(joined) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs: output });
};

async function main() {
  const model = createClassifier({ steps: 7, features: 3, classes: 4 });
  model.compile({ optimizer: "adam", loss: "sparseCategoricalCrossentropy", metrics: ["accuracy"] });
  const xs = tf.randomNormal([6, 7, 3]);
  const ys = tf.tensor1d([0, 1, 2, 3, 0, 1]);
  await model.fit(xs, ys, { epochs: 1, verbose: 0 });
  const probs = model.predict(xs) as tf.Tensor2D;
  console.log(probs.argMax(1).arraySync());
}

main();
