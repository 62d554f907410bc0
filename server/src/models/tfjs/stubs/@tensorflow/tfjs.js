// The whole library under one name: tensors and operations, layers and models.
import { Tensor } from "@tensorflow/tfjs-core/tensor";

import * as data from "@tensorflow/tfjs-data";

export { data, Tensor };
export * from "@tensorflow/tfjs-core";
export * from "@tensorflow/tfjs-layers";
