// expect: broke matMul
// places: 1, 1 known
import * as tf from "@tensorflow/tfjs";

class Mix extends tf.layers.Layer {
  static className = "Mix";
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    return tf.matMul(x as tf.Tensor2D, tf.ones([7, 3]));
  }
}
const input = tf.input({ shape: [4] });
export const model = tf.model({ inputs: input, outputs: new Mix({}).apply(input) as tf.SymbolicTensor });
