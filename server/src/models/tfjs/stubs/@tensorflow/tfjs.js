// The whole library under one name: tensors and operations, layers and models.
import { Tensor } from "@tensorflow/tfjs-core/tensor";

export { Tensor };
export * from "@tensorflow/tfjs-core";
export * from "@tensorflow/tfjs-layers";
