// Layers and models, and what they are trained with.
import * as callbacks from "@tensorflow/tfjs-layers/callbacks";
import * as constraints from "@tensorflow/tfjs-layers/constraints";
import * as initializers from "@tensorflow/tfjs-layers/initializers";
import * as models from "@tensorflow/tfjs-layers/models";
import * as serialization from "@tensorflow/tfjs-layers/serialization";
import * as layers from "@tensorflow/tfjs-layers/layers";
import * as metrics from "@tensorflow/tfjs-layers/metrics";
import * as regularizers from "@tensorflow/tfjs-layers/regularizers";
import { LayersModel, model } from "@tensorflow/tfjs-layers/model";
import { Sequential } from "@tensorflow/tfjs-layers/sequential";

export { callbacks, constraints, initializers, layers, metrics, models, regularizers, serialization };
export { LayersModel, model, Sequential };
export { Sequential as sequential };
export { loadGraphModel, loadLayersModel } from "@tensorflow/tfjs-layers/loading";
export { input, LayerVariable } from "@tensorflow/tfjs-layers/layer";
export { RNN } from "@tensorflow/tfjs-layers/layers/recurrent";
export { Callback, CustomCallback, EarlyStopping, History } from "@tensorflow/tfjs-layers/callbacks";
