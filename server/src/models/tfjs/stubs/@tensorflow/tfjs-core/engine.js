// Memory, gradients and backends: functions that run what they are given, and others that do nothing to a shape.
import { scalarOf } from "@tensorflow/tfjs-core/gradients";

const __public__ = "tf";

// `tidy(name, f)` and `tidy(f)`.
export function tidy(nameOrFn, fn) {
  const run = fn ?? nameOrFn;
  return run();
}

export function keep(result) {
  return result;
}

export function dispose(container) {}
export function engine() {}
export function env() {}
export function ready() {}
export function setBackend(backendName) {
  return true;
}
export function getBackend() {
  return "cpu";
}
export function enableProdMode() {}
export function enableDebugMode() {}
export function disposeVariables() {}
export function nextFrame() {}
export function memory() {
  return { numTensors: 0, numBytes: 0, numDataBuffers: 0, unreliable: false };
}

export function time(f) {
  f();
  return { kernelMs: 0, wallMs: 0 };
}

export function grad(f) {
  return (x, dy) => {
    f(x);
    return x;
  };
}

export function grads(f) {
  return (args, dy) => {
    f(...args);
    return args;
  };
}

export function valueAndGrad(f) {
  return (x, dy) => ({ grad: x, value: f(x) });
}

export function valueAndGrads(f) {
  return (args, dy) => ({ grads: args, value: f(...args) });
}

export function variableGrads(f, varList) {
  return { value: scalarOf(f), grads: {} };
}

export function print(x, verbose) {}
