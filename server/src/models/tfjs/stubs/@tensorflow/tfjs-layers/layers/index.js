// `tf.layers`. A factory is the class itself: calling it makes a layer, and the layer knows the call that made it.
export { input, inputLayer, Layer } from "@tensorflow/tfjs-layers/layer";
export * from "@tensorflow/tfjs-layers/layers/core";
export * from "@tensorflow/tfjs-layers/layers/convolutional";
export * from "@tensorflow/tfjs-layers/layers/images";
export * from "@tensorflow/tfjs-layers/layers/pooling";
export * from "@tensorflow/tfjs-layers/layers/normalization";
export * from "@tensorflow/tfjs-layers/layers/embedding";
export * from "@tensorflow/tfjs-layers/layers/recurrent";
export * from "@tensorflow/tfjs-layers/layers/merge";
export * from "@tensorflow/tfjs-layers/layers/wrappers";
