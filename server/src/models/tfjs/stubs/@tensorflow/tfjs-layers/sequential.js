// A stack of layers. The first one says what comes in, or is applied to a model's input.
import { ops } from "shapeline";
import { one } from "@tensorflow/tfjs-layers/graph";
import { InputLayer } from "@tensorflow/tfjs-layers/layer";
import { LayersModel } from "@tensorflow/tfjs-layers/model";

const __public__ = "tf";

export class Sequential extends LayersModel {
  constructor(args = {}) {
    super({ name: args?.name });
    this.isBroken = false;
    this.inputs = [];
    this.outputs = [];
    this.layers = [];
    for (const layer of args?.layers ?? []) this.add(layer);
  }

  add(layer) {
    const reports = ops.breaks();
    this.outputs = this.layers.length === 0 ? this.begin(layer) : [this.follow(layer)];
    if (ops.breaks() > reports || layer.isRefused === true) this.isRefused = true;
    if (this.isRefused || this.outputs.some((each) => ops.is_unknown(each))) this.isBroken = true;
    this.layers.push(layer);
    if (!this.isBroken && !(layer instanceof LayersModel)) ops.note_output(layer, this.outputs[0]);
  }

  // The first layer may have been applied already: a model, or one that is shared.
  begin(layer) {
    if (layer instanceof LayersModel) {
      ops.check_that(layer.outputs.length === 1, "layer", "one-output");
      this.inputs = layer.inputs;
      return layer.outputs;
    }
    if (layer.calls.length > 0) {
      this.inputs = [one(layer.input)];
      return [one(layer.output)];
    }
    if (!layer.saysItsInput()) return [ops.unknown()];
    this.inputs = [new InputLayer({ batchInputShape: layer.batchInputShape, dtype: layer.dtype, owner: layer }).output];
    return [one(layer.apply(this.inputs[0]))];
  }

  follow(layer) {
    const output = layer.apply(this.outputs[0]);
    if (ops.is_unknown(output)) return output;
    ops.check_that(!Array.isArray(output), "layer", "one-output");
    return one(output);
  }

  pop() {
    this.layers.pop();
    this.outputs = this.layers.length === 0 ? [] : [one(this.layers.at(-1).output)];
  }

  call(inputs, kwargs) {
    if (this.isBroken) return ops.unknown();
    return this.layers.reduce((x, layer) => layer.runWithin(x, {}), one(inputs));
  }
}
