// `tf.train`: optimizers. What they do to weights changes no shape; the loss that `minimize` runs may be wrong all the same.
const __public__ = "tf.train";

export class Optimizer {
  constructor(learningRate) {
    this.learningRate = learningRate;
  }

  minimize(f, returnCost = false, varList) {
    const cost = f();
    return returnCost ? cost : null;
  }

  computeGradients(f, varList) {
    return { value: f(), grads: {} };
  }

  applyGradients(variableGradients) {}
  dispose() {}
  setWeights(weightValues) {}
}

export class SGDOptimizer extends Optimizer {}
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
