// expect: ran (2, 6)
// places: 1, 1 known
import { input, layers, model } from "@tensorflow/tfjs";
const x = input({ shape: [3] });
export default model({ inputs: x, outputs: layers.dense({ units: 6 }).apply(x) });
