/** Methods of sets. */
import type { Machine } from "../../interp/machine.ts";
import { bool, none, unknown } from "../../interp/values.ts";
import type { SetValue, Value } from "../../interp/values.ts";
import { addMethods, type Method, type MethodCall } from "./calls.ts";
import { frozensetClass, setClass } from "./classes.ts";
import { hashKey } from "./dicts.ts";
import { all } from "./equality.ts";
import { joinAll, payloadOf } from "./lookup.ts";
import { intOrAny } from "./numbers.ts";
import { addItem, assignSet, hasItem, newSet, setOperation } from "./sets.ts";

interface SetCall extends MethodCall {
  readonly set: SetValue;
}

function onSet(run: (call: SetCall) => Value): Method {
  return (call) => {
    const set = payloadOf(call.self);
    return set.kind === "set" ? run({ ...call, set }) : unknown;
  };
}

/** The set of an iterable's items. */
export function setFrom(machine: Machine, source: Value | undefined): SetValue {
  if (source === undefined) return newSet(machine, []);
  const { items, rest } = machine.iterate(source);
  return newSet(machine, items, rest);
}

type SetOperator = "|" | "&" | "-" | "^";

function combine(operator: SetOperator): Method {
  return onSet(({ machine, set, args }) =>
    args.reduce<SetValue>(
      (left, right) => setOperation(machine, operator, left, setFrom(machine, right)),
      newSet(machine, set.items, set.rest),
    ),
  );
}

function change(operator: SetOperator): Method {
  return onSet(({ machine, set, args }) => {
    for (const right of args) assignSet(machine, set, setOperation(machine, operator, set, setFrom(machine, right)));
    return none;
  });
}

function discard({ machine, set, args: [item] }: SetCall): Value {
  const key = item === undefined ? undefined : hashKey(item);
  if (key === undefined) {
    const values = set.rest === undefined ? set.items : [...set.items, set.rest];
    if (values.length > 0) assignSet(machine, set, newSet(machine, [], joinAll(machine, values)));
  } else
    machine.heap.assign(
      set,
      "items",
      set.items.filter((candidate) => hashKey(candidate) !== key),
    );
  return none;
}

function pop({ machine, set }: SetCall): Value {
  const values = set.rest === undefined ? set.items : [...set.items, set.rest];
  if (values.length === 0) return unknown;
  const any = joinAll(machine, values);
  assignSet(
    machine,
    set,
    set.items.length === 1 && set.rest === undefined ? newSet(machine, []) : newSet(machine, [], any),
  );
  return any;
}

/** Every item of the first is in the second. */
function isWithin(first: SetValue, second: SetValue): boolean | undefined {
  const known = all(first.items.map((item) => hasItem(second, item)));
  return known === true && first.rest !== undefined ? undefined : known;
}

function isDisjoint(first: SetValue, second: SetValue): boolean | undefined {
  const shared = first.items.map((item) => hasItem(second, item));
  if (shared.includes(true)) return false;
  return shared.includes(undefined) || first.rest !== undefined || second.rest !== undefined ? undefined : true;
}

const reading: Readonly<Record<string, Method>> = {
  union: combine("|"),
  intersection: combine("&"),
  difference: combine("-"),
  symmetric_difference: combine("^"),
  copy: combine("|"),
  issubset: onSet(({ machine, set, args: [other] }) => bool(isWithin(set, setFrom(machine, other)))),
  issuperset: onSet(({ machine, set, args: [other] }) => bool(isWithin(setFrom(machine, other), set))),
  isdisjoint: onSet(({ machine, set, args: [other] }) => bool(isDisjoint(set, setFrom(machine, other)))),
  __len__: onSet(({ machine, set }) =>
    set.rest === undefined ? intOrAny(machine, set.items.length) : machine.anyInt({ min: set.items.length }),
  ),
  __contains__: onSet(({ set, args: [item] }) => bool(item === undefined ? undefined : hasItem(set, item))),
};

export function installSets(): void {
  addMethods(frozensetClass, reading);
  addMethods(setClass, {
    ...reading,
    __init__: onSet(({ machine, set, args: [source] }) => {
      assignSet(machine, set, setFrom(machine, source));
      return none;
    }),
    add: onSet(({ machine, set, args: [item] }) => {
      if (item !== undefined) addItem(machine, set, item);
      return none;
    }),
    update: change("|"),
    intersection_update: change("&"),
    difference_update: change("-"),
    symmetric_difference_update: change("^"),
    discard: onSet(discard),
    remove: onSet(discard),
    pop: onSet(pop),
    clear: onSet(({ machine, set }) => {
      assignSet(machine, set, newSet(machine, []));
      return none;
    }),
  });
}
