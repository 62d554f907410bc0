// A stack of layers. The first one says what comes in, or is applied to a model's input.
import { ops } from "shapeline";
import { one, placeholder } from "@tensorflow/tfjs-layers/graph";
import { LayersModel } from "@tensorflow/tfjs-layers/model";

const __public__ = "tf";

export class Sequential extends LayersModel {
  isBroken = false;

  constructor(args = {}) {
    super({ name: args.name });
    for (const layer of args.layers ?? []) this.add(layer);
  }

  add(layer) {
    if (this.layers.length === 0) this.inputs = [firstInput(layer)];
    const before = this.layers.length === 0 ? this.inputs[0] : this.outputs[0];
    const reports = ops.reports();
    this.outputs = [one(layer.apply(before))];
    if (ops.reports() > reports) this.isBroken = true;
    this.layers.push(layer);
  }

  pop() {
    this.layers.pop();
    const last = this.layers.at(-1);
    this.outputs = last == null ? [] : last.gave;
  }

  call(inputs, kwargs) {
    if (this.isBroken) return ops.unknown();
    let x = one(inputs);
    for (const layer of this.layers) x = layer.apply(x);
    return x;
  }
}

function firstInput(layer) {
  if (layer instanceof LayersModel) return placeholder(layer.inputs[0].shape, layer.inputs[0].dtype);
  if (layer.batchInputShape == null)
    throw new Error("The first layer in a Sequential model must get an `inputShape` or `batchInputShape` argument.");
  return placeholder(layer.batchInputShape, layer.dtype);
}
