// `tf.train`: optimizers. What they do to weights changes no shape; the loss that `minimize` runs may be wrong all the same.
import { ops } from "shapeline";
import { scalarOf } from "@tensorflow/tfjs-core/gradients";
import { isSameShape, textOf } from "@tensorflow/tfjs-core/shapes";

const __public__ = "tf.train";

export class Optimizer {
  constructor(learningRate) {
    this.learningRate = learningRate;
    this.trained = [];
  }

  // What it keeps of a weight belongs to the weight's place among those that it is given. Only plain descent keeps nothing.
  noteTraining(tensors) {
    const { trained } = this;
    if (!Array.isArray(trained) || ops.is_unknown(tensors)) return;
    tensors.forEach((tensor, place) => {
      const before = trained[place];
      if (before == null) trained[place] = tensor.shape;
      else {
        const shapes = `${textOf(before)} before, ${textOf(tensor.shape)} now`;
        ops.check_call(isSameShape(before, tensor.shape), "optimizer", "shared-optimizer", shapes);
      }
    });
  }

  minimize(f, returnCost = false, varList) {
    const cost = scalarOf(f);
    return returnCost ? cost : null;
  }

  computeGradients(f, varList) {
    return { value: scalarOf(f), grads: {} };
  }

  applyGradients(variableGradients) {}
  dispose() {}
  setWeights(weightValues) {}
}

export class SGDOptimizer extends Optimizer {
  noteTraining(tensors) {}
}
export class MomentumOptimizer extends Optimizer {}
export class AdamOptimizer extends Optimizer {}
export class AdamaxOptimizer extends Optimizer {}
export class AdadeltaOptimizer extends Optimizer {}
export class AdagradOptimizer extends Optimizer {}
export class RMSPropOptimizer extends Optimizer {}

export function sgd(learningRate) {
  return new SGDOptimizer(learningRate);
}

export function momentum(learningRate, momentum, useNesterov) {
  return new MomentumOptimizer(learningRate);
}

export function adam(learningRate, beta1, beta2, epsilon) {
  return new AdamOptimizer(learningRate);
}

export function adamax(learningRate, beta1, beta2, epsilon, decay) {
  return new AdamaxOptimizer(learningRate);
}

export function adadelta(learningRate, rho, epsilon) {
  return new AdadeltaOptimizer(learningRate);
}

export function adagrad(learningRate, initialAccumulatorValue) {
  return new AdagradOptimizer(learningRate);
}

export function rmsprop(learningRate, decay, momentum, epsilon, centered) {
  return new RMSPropOptimizer(learningRate);
}
