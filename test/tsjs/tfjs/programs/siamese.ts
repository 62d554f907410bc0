import * as tf from "@tensorflow/tfjs";

class L1Distance extends tf.layers.Layer {
  static readonly className = "L1Distance";
  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    return (inputShape as tf.Shape[])[0]!;
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const [a, b] = inputs as [tf.Tensor, tf.Tensor];
      return tf.abs(tf.sub(a, b));
    });
  }
}

export namespace Siamese {
  export const SIZE = 20;
  export const EMBEDDING = 8;

  export function encoder(): tf.LayersModel {
    const net = tf.sequential();
    net.add(tf.layers.conv2d({ inputShape: [SIZE, SIZE, 1], filters: 4, kernelSize: 5, activation: "relu" }));
    net.add(tf.layers.maxPool2d({ poolSize: 2 }));
    net.add(tf.layers.flatten());
    net.add(tf.layers.dense({ units: EMBEDDING, activation: "sigmoid" }));
    return net;
  }

  export function network(): tf.LayersModel {
    const shared = encoder();
    const left = tf.input({ shape: [SIZE, SIZE, 1] });
    const right = tf.input({ shape: [SIZE, SIZE, 1] });
    const distance = new L1Distance({}).apply([
      shared.apply(left) as tf.SymbolicTensor,
      shared.apply(right) as tf.SymbolicTensor,
    ]);
    const same = tf.layers.dense({ units: 1, activation: "sigmoid" }).apply(distance) as tf.SymbolicTensor;
    return tf.model({ inputs: [left, right], outputs: same });
  }
}

function* pairs(n: number): Generator<{ left: tf.Tensor3D; right: tf.Tensor3D; same: 0 | 1 }> {
  for (let i = 0; i < n; i++) {
    const left = tf.randomUniform<tf.Rank.R3>([Siamese.SIZE, Siamese.SIZE, 1]);
    const same = (i % 2) as 0 | 1;
    yield { left, right: same ? left.clone() : tf.randomUniform([Siamese.SIZE, Siamese.SIZE, 1]), same };
  }
}

async function main() {
  const model = Siamese.network();
  model.compile({ optimizer: "adam", loss: "binaryCrossentropy", metrics: ["accuracy"] });
  const batch = [...pairs(6)];
  const xs = [tf.stack(batch.map((p) => p.left)), tf.stack(batch.map((p) => p.right))];
  const ys = tf.tensor2d(batch.map((p) => [p.same]));
  await model.fit(xs, ys, { epochs: 1, verbose: 0 });
  const probability = (model.predict(xs) as tf.Tensor).dataSync();
  console.log(probability.length);
}
main();
