/** Methods of `torch.Size`, for shapes of unknown rank as well. */
import { elementCount, shapeFrom } from "../../shape/index.ts";
import { addMethods } from "./calls.ts";
import { sizeClass } from "./classes.ts";
import { intOrAny, plainInt } from "./numbers.ts";
import { shapeOfSize } from "./tensor-size.ts";

export function installSizes(): void {
  addMethods(sizeClass, {
    numel: ({ machine, self }) => {
      const shape =
        shapeOfSize(machine, self) ??
        (self.kind === "tuple"
          ? shapeFrom(self.items.map((item) => plainInt(item) ?? machine.size("size")))
          : undefined);
      return shape === undefined ? machine.anyInt({ min: 0 }) : intOrAny(machine, elementCount(shape));
    },
    as_list: ({ machine, self }) => {
      const { items, rest } = machine.iterate(self);
      return machine.list(items, rest);
    },
  });
}
