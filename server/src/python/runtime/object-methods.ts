/** Methods that every object has, and those of classes, functions and iterators. */
import { anyBool, method, none, str, unknown } from "../../interp/values.ts";
import type { Value } from "../../interp/values.ts";
import { addClassMethods, addMethods } from "./calls.ts";
import type { Method } from "./calls.ts";
import { attempt } from "./attempts.ts";
import { functionClass, iteratorClass, objectClass, typeClass } from "./classes.ts";
import { allocate } from "./construct.ts";
import { newIterator } from "./iterators.ts";
import { deleteAttribute, setInstanceAttribute } from "./set-attributes.ts";

export function installObjects(): void {
  addMethods(objectClass, {
    __init__: () => none,
    __setattr__: ({ machine, self, args: [name, value] }) => {
      if (self.kind === "instance" && name?.kind === "str" && name.value !== undefined && value !== undefined)
        setInstanceAttribute(machine, self, name.value, value);
      else machine.escape([self]);
      return none;
    },
    __delattr__: ({ machine, self, args: [name] }) => {
      if (name?.kind !== "str" || name.value === undefined) machine.escape([self]);
      else if (self.kind === "instance") machine.heap.remove(self, self.attributes, name.value);
      else deleteAttribute(machine, self, name.value);
      return none;
    },
    __getattribute__: ({ machine, self, args: [name] }) => {
      if (name?.kind !== "str" || name.value === undefined) return unknown;
      const text = name.value;
      const answer = attempt(() => machine.attribute(self, text));
      return answer.kind === "value" ? answer.value : machine.raise(answer.exception);
    },
    __reduce__: () => unknown,
    __sizeof__: ({ machine }) => machine.anyInt({ min: 0 }),
    __dir__: ({ machine }) => machine.list([], str(undefined)),
  });
  objectClass.attributes.set("__new__", {
    kind: "builtin",
    name: "object.__new__",
    call: (machine, { positional: [cls] }, site) => allocate(machine, cls, site),
  });
  addClassMethods(objectClass, { __init_subclass__: () => none });
  installTypes();
}

/** Of a class or a function; an instance that stands for one that nobody has seen would only ask its own class again. */
const callItself: Method = ({ machine, self, args, named, open, site }) =>
  self.kind === "instance" ? unknown : machine.call(self, { positional: args, named, open }, site);

function installTypes(): void {
  addMethods(typeClass, {
    mro: ({ machine, self }) => (self.kind === "class" && !self.incomplete ? machine.list(self.mro) : unknown),
    __subclasses__: () => unknown,
    __instancecheck__: () => anyBool,
    __subclasscheck__: () => anyBool,
    __call__: callItself,
  });
  addMethods(functionClass, {
    __call__: callItself,
    __get__: ({ self, args: [instance] }): Value =>
      instance === undefined || instance.kind === "none" ? self : method(self, instance),
  });
  addMethods(iteratorClass, {
    __iter__: ({ self }) => self,
    __next__: ({ machine, self }) => {
      if (self.kind !== "iterator") return unknown;
      const [first, ...others] = self.items;
      if (first === undefined) return self.rest ?? machine.raise(undefined);
      machine.heap.assign(self, "items", others);
      return first;
    },
    send: () => unknown,
    throw: () => unknown,
    close: ({ machine, self }) => {
      if (self.kind === "iterator") machine.heap.assign(self, "items", newIterator(machine, []).items);
      return none;
    },
  });
}
