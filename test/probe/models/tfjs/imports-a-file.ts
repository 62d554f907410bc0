// expect: ran (2, 7)
// places: 3, 3 known
import { layersFor } from "./parts.js";
import * as tf from "@tensorflow/tfjs";
export const model = tf.sequential({ layers: layersFor(7) });
