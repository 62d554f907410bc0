/**
 * Attributes of tensors: the library's tensor class answers first, written in the library's own language; what every library shares
 * (shape, dtype, number of axes) is answered here where the class says nothing.
 */
import { asConstant, rankOf } from "../../shape/index.ts";
import type { Machine } from "../../interp/machine.ts";
import { anyBool, bool, int, str, unknown } from "../../interp/values.ts";
import type { TensorValue, Value } from "../../interp/values.ts";
import { bind, findInClass } from "./lookup.ts";
import { sizeOfTensor } from "./tensor-size.ts";

export function tensorAttribute(machine: Machine, tensor: TensorValue, name: string): Value | undefined {
  const cls = machine.ports.tensorClass(machine, tensor);
  if (name === "__class__") return cls ?? unknown;
  const found = cls === undefined ? undefined : findInClass(cls, name);
  if (cls !== undefined && found !== undefined) return bind(machine, found, tensor, cls);
  return sharedAttribute(machine, tensor, name) ?? unknown;
}

function sharedAttribute(machine: Machine, tensor: TensorValue, name: string): Value | undefined {
  switch (name) {
    case "shape":
      return sizeOfTensor(machine, tensor);
    case "dtype":
      return tensor.type.dtype === undefined ? unknown : { kind: "dtype", dtype: tensor.type.dtype };
    case "ndim": {
      const rank = rankOf(machine.assumptions.resolveShape(tensor.type.shape));
      return rank === undefined ? machine.anyInt({ min: 0 }) : int(asConstant(rank) ?? rank);
    }
    case "requires_grad":
      return tensor.parameter ? bool(tensor.trainable) : anyBool;
    case "is_cuda":
    case "is_leaf":
      return anyBool;
    case "data":
      return tensor;
    case "name":
      return str(undefined);
    default:
      return undefined;
  }
}
