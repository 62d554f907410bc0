/** What a module of PyTorch holds: children, parameters and buffers among its attributes, in the order of their first assignment, and those below. */
import type { Interpreter } from "../../interp/interpreter.ts";
import { reportMissingItem } from "../../interp/shape-subscript.ts";
import { constantInt, str, tuple, unknown } from "../../interp/values.ts";
import type { DictValue, InstanceValue, TensorValue, Value } from "../../interp/values.ts";
import { printShape, proveEqualShapes, rankOf } from "../../shape/index.ts";
import { isModel } from "../library.ts";

type Primitive = (it: Interpreter, args: readonly Value[]) => Value;

export const moduleTree: Readonly<Record<string, Primitive>> = {
  /** The modules that are certain to be children. */
  children: (it, [self]) => pairs(it, self, isModule),
  /** The modules that a container holds: what may be one was put in as one. */
  held_modules: (it, [self]) => pairs(it, self, (value) => isModule(value) || isUncertain(value)),
  held_parameters: (it, [self]) => pairs(it, self, (value) => isParameter(value) || isUncertain(value)),
  /** All children of a module: how many there are is not known from the first attribute on that may be one or not. */
  all_children: (it, [self]) => {
    const { items, rest } = it.iterate(pairs(it, self, (value) => isModule(value) || isUncertain(value)));
    const certain = items.findIndex((pair) => pair.kind === "tuple" && pair.items.some(isUncertain));
    return certain < 0 ? it.list(items, rest) : it.list(items.slice(0, certain), unknown);
  },
  /** One of the modules that a container holds, by its number. */
  part: (it, [held, index]) => {
    const at = index === undefined ? undefined : constantInt(index);
    const site = it.projectSite();
    const isWhole = held?.kind === "list" && held.rest === undefined;
    if (at !== undefined && site !== undefined && isWhole && held.items.at(at) === undefined) {
      const { module, expression } = site;
      reportMissingItem(it, at, held.items.length, { path: module.path, span: expression.span, node: expression });
    }
    const pair = held === undefined || index === undefined ? undefined : it.language.getItem(it, held, index);
    return (pair?.kind === "tuple" ? pair.items[1] : undefined) ?? unknown;
  },
  own_parameters: (it, [self]) => pairs(it, self, isParameter),
  own_buffers: (it, [self]) => pairs(it, self, isBuffer),
  /** The module itself and those below it, each once, with the names that lead to them from `prefix`. */
  modules_below: (it, [self, prefix]) => {
    const { found, open } = modulesBelow(it, self, textOf(prefix));
    const items = found.map(({ path, module }) => tuple([path === undefined ? { kind: "str" } : str(path), module]));
    return it.list(items, open ? unknown : undefined);
  },
  /** Their parameters, each once; with a false `recurse` those of the module alone. */
  parameters_below: (it, [self, prefix, recurse]) => tensorsBelow(it, self, prefix, recurse, isParameter),
  buffers_below: (it, [self, prefix, recurse]) => tensorsBelow(it, self, prefix, recurse, isBuffer),
  /** Parameters and buffers as a state keeps them: each module's own before those of its children, shared ones under all their names. */
  state_below: (it, [self, prefix]) => {
    const start = textOf(prefix);
    if (self?.kind !== "instance" || start === undefined) return it.dict([], unknown);
    const { tensors, open } = stateBelow(it, self, start);
    return it.dict(
      tensors.map(([name, tensor]) => [str(name), tensor]),
      open ? unknown : undefined,
    );
  },
  /** What a module refuses of a state that it is to load: `(reason, words)` of each tensor. A module that reads its state in its own way refuses nothing. */
  state_conflicts: (it, [self, state, strict]) => {
    if (self?.kind !== "instance" || state?.kind !== "dict") return it.list([]);
    const conflicts = stateConflicts(it, self, state, strict === undefined || it.truth(strict) === true);
    return it.list(conflicts.map(([reason, words]) => tuple([str(reason), str(words)])));
  },
};

interface StateBelow {
  readonly tensors: readonly (readonly [name: string, tensor: TensorValue])[];
  /** Whether there may be more, or code that we do not see may have changed what there is. */
  readonly open: boolean;
  readonly modules: readonly InstanceValue[];
}

function stateBelow(it: Interpreter, self: InstanceValue, prefix: string): StateBelow {
  const tensors: (readonly [string, TensorValue])[] = [];
  const modules = new Set<InstanceValue>();
  const visit = (module: InstanceValue, path: string, above: readonly InstanceValue[]): void => {
    if (above.includes(module)) return;
    it.step();
    modules.add(module);
    const own = [...module.attributes];
    for (const wanted of [isParameter, isBuffer])
      for (const [name, value] of own) if (wanted(value)) tensors.push([path + name, value]);
    for (const [name, value] of own) if (isModule(value)) visit(value, `${path}${name}.`, [...above, module]);
  };
  visit(self, prefix, []);
  const open = [...modules].some((module) => module.escaped || mayHoldMore(module));
  return { tensors, open, modules: [...modules] };
}

/** Reads the state of its module in its own way. */
const stateReader = "_load_from_state_dict";

function stateConflicts(
  it: Interpreter,
  self: InstanceValue,
  state: DictValue,
  strict: boolean,
): readonly (readonly [reason: string, words: string])[] {
  const { tensors, open, modules } = stateBelow(it, self, "");
  if (modules.some((module) => module.escaped || module.class.incomplete || readsItself(module))) return [];
  const conflicts: (readonly [string, string])[] = [];
  const entries = [...state.entries.values()];
  const given = new Map(entries.map(({ key, value }) => [textOf(key), value]));
  const isClosed = state.rest === undefined && !given.has(undefined);
  for (const [name, own] of tensors) {
    const tensor = given.get(name);
    const shape = it.assumptions.resolveShape(own.type.shape);
    // Old states have no counts of batches, and vectors of one number where a number is kept.
    if (tensor === undefined && strict && isClosed && !name.endsWith("num_batches_tracked"))
      conflicts.push(["missing-weight", name]);
    if (tensor?.kind !== "tensor" || rankOf(shape) === 0) continue;
    const other = it.assumptions.resolveShape(tensor.type.shape);
    if (proveEqualShapes(other, shape) === "fails")
      conflicts.push([
        "weight-of-another-shape",
        `\`${name}\` is ${printShape(shape)} here and ${printShape(other)} there`,
      ]);
  }
  const names = new Set(tensors.map(([name]) => name));
  if (!strict || open) return conflicts;
  for (const { key, maybe } of entries) {
    const name = textOf(key);
    if (name !== undefined && maybe !== true && !names.has(name) && !name.endsWith("num_batches_tracked"))
      conflicts.push(["unexpected-weight", name]);
  }
  return conflicts;
}

function readsItself({ class: { mro } }: InstanceValue): boolean {
  return mro.some(({ attributes }) => attributes.has(stateReader));
}

interface Below {
  /** The path is absent where the prefix is not known. */
  readonly found: readonly { readonly path: string | undefined; readonly module: InstanceValue }[];
  /** Whether there may be more. */
  readonly open: boolean;
}

function modulesBelow(it: Interpreter, self: Value | undefined, prefix: string | undefined): Below {
  if (self?.kind !== "instance") return { found: [], open: true };
  const found = new Map<InstanceValue, string | undefined>();
  let open = false;
  const visit = (module: InstanceValue, path: string | undefined): void => {
    if (found.has(module)) return;
    it.step();
    found.set(module, path);
    open ||= module.escaped;
    for (const [name, value] of module.attributes) if (isModule(value)) visit(value, joined(path, name));
  };
  visit(self, prefix);
  return { found: [...found].map(([module, path]) => ({ path, module })), open };
}

function tensorsBelow(
  it: Interpreter,
  self: Value | undefined,
  prefix: Value | undefined,
  recurse: Value | undefined,
  wanted: (value: Value) => boolean,
): Value {
  const deep = recurse === undefined ? true : it.truth(recurse);
  const below = modulesBelow(it, self, textOf(prefix));
  const owners = deep === true ? below.found : below.found.slice(0, 1);
  const seen = new Set<Value>();
  const items: Value[] = [];
  for (const { path, module } of owners) {
    for (const [name, value] of module.attributes) {
      if (!wanted(value) || seen.has(value)) continue;
      seen.add(value);
      const full = joined(path, name);
      items.push(tuple([full === undefined ? { kind: "str" } : str(full), value]));
    }
  }
  // What may be a module may have some: that there are none at all is said only where nothing is in doubt.
  const isOpen =
    below.open || deep === undefined || (items.length === 0 && owners.some(({ module }) => mayHoldMore(module)));
  return it.list(items, isOpen ? unknown : undefined);
}

const mayHoldMore = (module: InstanceValue): boolean =>
  module.class.incomplete || [...module.attributes.values()].some(isUncertain);

function joined(path: string | undefined, name: string): string | undefined {
  return path === undefined ? undefined : path === "" ? name : `${path}.${name}`;
}

function textOf(value: Value | undefined): string | undefined {
  if (value === undefined) return "";
  return value.kind === "str" ? value.value : undefined;
}

/** `(name, value)` of an instance's attributes, in the order of their first assignment. */
function pairs(it: Interpreter, self: Value | undefined, wanted: (value: Value) => boolean): Value {
  if (self?.kind !== "instance") return it.list([], unknown);
  const items: Value[] = [];
  for (const [name, value] of self.attributes) if (wanted(value)) items.push(tuple([str(name), value]));
  return it.list(items, self.escaped ? unknown : undefined);
}

export function isModule(value: Value): value is InstanceValue {
  return value.kind === "instance" && isModel(value.class);
}

function isParameter(value: Value): value is TensorValue {
  return value.kind === "tensor" && value.parameter;
}

function isBuffer(value: Value): value is TensorValue {
  return value.kind === "tensor" && value.buffer;
}

/** Whether nothing says what it is: it may be a module, a parameter, or neither. */
function isUncertain(value: Value): boolean {
  return (
    value.kind === "unknown" ||
    value.kind === "open" ||
    (value.kind === "instance" && value.class.incomplete && !isModel(value.class))
  );
}
