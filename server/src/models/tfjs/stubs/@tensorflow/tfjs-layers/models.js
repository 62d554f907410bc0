// `tf.models`.
export { modelFromJSON } from "@tensorflow/tfjs-layers/loading";
