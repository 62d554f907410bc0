// Models from what was written of them: the topology of Keras, as the library's own `save` and its converter write it.
import { ops } from "shapeline";
import * as layers from "@tensorflow/tfjs-layers/layers";
import { toList, written } from "@tensorflow/tfjs-layers/graph";
import { LayersModel } from "@tensorflow/tfjs-layers/model";
import { Sequential } from "@tensorflow/tfjs-layers/sequential";

const __public__ = "tf";

const classes = new Map();
const factories =
  "activation add alphaDropout average averagePooling1d averagePooling2d averagePooling3d batchNormalization bidirectional categoryEncoding " +
  "centerCrop concatenate conv1d conv2d conv2dTranspose conv3d conv3dTranspose convLstm2d convLstm2dCell cropping2D dense depthwiseConv2d dot " +
  "dropout elu embedding flatten gaussianDropout gaussianNoise globalAveragePooling1d globalAveragePooling2d globalMaxPooling1d " +
  "globalMaxPooling2d gru gruCell inputLayer layerNormalization leakyReLU lstm lstmCell masking maxPooling1d maxPooling2d maxPooling3d maximum " +
  "minimum multiply permute prelu randomWidth reLU repeatVector rescaling reshape resizing rnn separableConv2d simpleRNN simpleRNNCell softmax " +
  "spatialDropout1d stackedRNNCells thresholdedReLU timeDistributed upSampling2d zeroPadding2d";
for (const name of factories.split(" ")) classes.set(layers[name].name, layers[name]);

// The program's own layers are found by name, too.
export function registerClass(cls) {
  classes.set(cls.className ?? cls.name, cls);
}

// An address, or a handler that was made of one.
export function loadLayersModel(pathOrHandler, options) {
  const found = foundAt(pathOrHandler);
  if (ops.is_unknown(found)) return found;
  const model = modelFromJSON(found);
  const trained = found.trainingConfig;
  if (ops.is_unknown(model) || trained == null) return model;
  const { loss, metrics } = settings({ loss: trained.loss, metrics: trained.metrics });
  return ops.attempt(() => {
    model.compile({ optimizer: ops.unknown(), loss, metrics });
    return model;
  });
}

// A program that writes models itself may have written this one.
function foundAt(pathOrHandler) {
  if (written.size > 0) return ops.unknown();
  const text = ops.project_text(pathOrHandler?.path ?? pathOrHandler);
  return ops.is_unknown(text) ? text : ops.attempt(() => JSON.parse(text));
}

// What does not add up was not written by the library: nothing is known of it.
export function modelFromJSON(json) {
  if (json == null || ops.is_unknown(json)) return ops.unknown();
  return ops.attempt(() => {
    const topology = json.modelTopology ?? json;
    return made(topology.model_config ?? topology);
  });
}

function made({ class_name, config }) {
  if (class_name === "Sequential") return sequentialFrom(config);
  if (class_name === "Model" || class_name === "Functional") return functionalFrom(config);
  const layer = classes.get(class_name);
  return layer == null || ops.is_unknown(layer) ? ops.unknown() : new layer(settings(config));
}

function sequentialFrom(config) {
  const all = (config.layers ?? config).map(made);
  const isKnown = all.every((each) => !ops.is_unknown(each));
  return isKnown ? new Sequential({ layers: all, name: config.name }) : ops.unknown();
}

// Layers are applied once everything that goes into them is there. A model among them has been applied to its own inputs already.
function functionalFrom(config) {
  const outputs = new Map();
  const find = ([name, node, tensor]) => outputs.get(`${name} ${node}`)?.[tensor];
  let waiting = [];
  for (const { name, class_name, config: own, inbound_nodes: nodes } of config.layers) {
    const layer = made({ class_name, config: own });
    if (ops.is_unknown(layer)) return layer;
    if (nodes.length === 0) outputs.set(`${name} 0`, toList(layer.output));
    const first = layer instanceof LayersModel ? 1 : 0;
    nodes.forEach((node, i) => waiting.push({ layer, key: `${name} ${first + i}`, node }));
  }
  while (waiting.length > 0) {
    const blocked = waiting.filter(({ layer, key, node }) => {
      const inputs = node.map(find);
      if (inputs.some((each) => each == null)) return true;
      outputs.set(key, toList(layer.apply(inputs.length === 1 ? inputs[0] : inputs, node[0][3])));
      return false;
    });
    if (blocked.length === waiting.length) return ops.unknown();
    waiting = blocked;
  }
  const inputs = tensorsOf(config.input_layers).map(find);
  const given = tensorsOf(config.output_layers).map(find);
  const isWhole = [...inputs, ...given].every((each) => each != null && !ops.is_unknown(each));
  return isWhole ? new LayersModel({ inputs, outputs: given, name: config.name }) : ops.unknown();
}

// One alone may be written without its list.
function tensorsOf(given) {
  return Array.isArray(given[0]) ? given : [given];
}

const fillers = ["_initializer", "_regularizer", "_constraint"];

// Names of settings and of choices are spelt in Python's way. What fills the weights is left out.
function settings(given, key) {
  if (typeof given === "string") return key === "name" ? given : camelCase(given);
  if (Array.isArray(given)) return given.map((each) => settings(each, key));
  if (given === null || typeof given !== "object") return given;
  if (classes.has(given.class_name)) return made(given);
  const result = {};
  for (const [name, value] of Object.entries(given)) {
    if (!fillers.some((each) => name.endsWith(each))) result[camelCase(name)] = settings(value, name);
  }
  return result;
}

function camelCase(text) {
  const [first, ...others] = text.split("_");
  return first + others.map((each) => each.charAt(0).toUpperCase() + each.slice(1)).join("");
}

// A frozen graph is known by its signature.
class GraphModel {
  constructor(outputs) {
    this.results = outputs;
  }

  predict(inputs, config) {
    return this.execute(inputs);
  }

  execute(inputs, outputs) {
    if (outputs != null || ops.is_unknown(this.results)) return ops.unknown();
    const results = this.results.map(({ sizes, dtype }) =>
      ops.full(
        sizes.map((size) => (size < 0 ? ops.size("size") : size)),
        dtype,
      ),
    );
    return results.length === 1 ? results[0] : results;
  }

  predictAsync(inputs, config) {
    return this.execute(inputs);
  }

  executeAsync(inputs, outputs) {
    return this.execute(inputs, outputs);
  }

  save(handlerOrURL, config) {
    return ops.unknown();
  }

  dispose() {}
}

export function loadGraphModel(pathOrHandler, options) {
  const found = foundAt(pathOrHandler);
  if (ops.is_unknown(found)) return found;
  return ops.attempt(() => {
    const { signature, userDefinedMetadata } = found;
    const outputs = (signature ?? userDefinedMetadata?.signature)?.outputs;
    return new GraphModel(outputs == null ? ops.unknown() : Object.values(outputs).map(described));
  });
}

const dtypes = { DT_FLOAT: "float32", DT_INT32: "int32", DT_BOOL: "bool", DT_STRING: "string" };

// Sizes are written as texts; -1 is any.
function described({ dtype, tensorShape }) {
  const name = dtypes[dtype];
  return {
    sizes: tensorShape.dim.map(({ size }) => Number(size)),
    dtype: name == null ? ops.unknown() : ops.dtype(name),
  };
}
