import * as tf from "@tensorflow/tfjs";

export const layersFor = (units: number): tf.layers.Layer[] => [
  tf.layers.dense({ inputShape: [5], units: 16, activation: "relu" }),
  tf.layers.dropout({ rate: 0.5 }),
  tf.layers.dense({ units }),
];
