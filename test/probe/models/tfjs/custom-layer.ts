// expect: ran (2, 8)
// places: 1, 1 known
import * as tf from "@tensorflow/tfjs";

class Doubled extends tf.layers.Layer {
  static className = "Doubled";
  override computeOutputShape(shape: tf.Shape): tf.Shape {
    return [shape[0] ?? null, 2 * (shape[1] ?? 0)];
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    return tf.concat([x, x.mul(2)], 1);
  }
}
const input = tf.input({ shape: [4] });
export const model = tf.model({ inputs: input, outputs: new Doubled({}).apply(input) as tf.SymbolicTensor });
