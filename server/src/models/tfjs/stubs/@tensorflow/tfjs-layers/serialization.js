// `tf.serialization`: classes that a written model may speak of.
export { registerClass } from "@tensorflow/tfjs-layers/loading";

export class Serializable {
  getClassName() {
    return this.constructor.className ?? this.constructor.name;
  }
}
