/** Methods of shapes, `torch.Size` and TensorFlow's `TensorShape` in one, for those of unknown rank as well. */
import type { Machine } from "../../interp/machine.ts";
import type { Value } from "../../interp/values.ts";
import { elementCount, shapeFrom } from "../../shape/index.ts";
import type { Shape } from "../../shape/index.ts";
import { addMethods, addProperties } from "./calls.ts";
import type { Method } from "./calls.ts";
import { sizeClass } from "./classes.ts";
import { intOrAny, plainInt } from "./numbers.ts";
import { shapeOfSize, sizeLength } from "./tensor-size.ts";

export function installSizes(): void {
  addMethods(sizeClass, {
    numel: ({ machine, self }) => elements(machine, self),
    num_elements: ({ machine, self }) => elements(machine, self),
    as_list: ({ machine, self }) => {
      const { items, rest } = machine.iterate(self);
      return machine.list(items, rest);
    },
  });
  const rank: Method = ({ machine, self }) => {
    const shape = shapeOf(machine, self);
    return shape === undefined ? machine.anyInt({ min: 0 }) : sizeLength(machine, shape);
  };
  addProperties(sizeClass, { rank, ndims: rank });
}

function shapeOf(machine: Machine, self: Value): Shape | undefined {
  if (self.kind !== "tuple") return shapeOfSize(machine, self);
  return shapeFrom(self.items.map((item) => plainInt(item) ?? machine.size("size")));
}

function elements(machine: Machine, self: Value): Value {
  const shape = shapeOf(machine, self);
  return shape === undefined ? machine.anyInt({ min: 0 }) : intOrAny(machine, elementCount(shape));
}
