// Gradients with respect to weights.
import { ops } from "shapeline";

// Weights are trained on one number: a tensor without axes, that the function must return.
export function scalarOf(f) {
  const value = f();
  if (ops.check_call(value !== undefined, "f", "nothing-returned")) ops.check_rank(value, [0]);
  return value;
}
