// What is told of training as it goes on.
import { ops } from "shapeline";

const __public__ = "tf";

export class Callback {
  setParams(params) {}
  setModel(model) {
    this.model = model;
  }
}

export class CustomCallback extends Callback {
  constructor(args, yieldEvery) {
    super();
    Object.assign(this, args);
  }
}

export class EarlyStopping extends Callback {}

export class History extends Callback {
  constructor() {
    super();
    this.epoch = ops.unknown();
    this.history = ops.unknown();
    this.params = ops.unknown();
  }
}

export function earlyStopping(args) {
  return new EarlyStopping();
}

// Calls each callback once, with an epoch and logs that are not known.
export function notify(callbacks) {
  for (const callback of Array.isArray(callbacks) ? callbacks : [callbacks]) {
    callback?.onTrainBegin?.(ops.unknown());
    callback?.onEpochBegin?.(ops.size("epoch"), ops.unknown());
    callback?.onBatchBegin?.(ops.size("batch"), ops.unknown());
    callback?.onBatchEnd?.(ops.size("batch"), ops.unknown());
    callback?.onEpochEnd?.(ops.size("epoch"), ops.unknown());
    callback?.onTrainEnd?.(ops.unknown());
  }
}
