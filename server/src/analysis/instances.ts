/** The model objects that a file's program makes: where, in which variable they stand, what goes in. For whoever wants to make them again. */
import type { CallFact, InstanceFact } from "../facts/index.ts";
import { callFact } from "../interp/call-facts.ts";
import type { CallRecord } from "../interp/frames.ts";
import type { Interpreter } from "../interp/interpreter.ts";
import type { InstanceValue, ModuleValue, Value } from "../interp/values.ts";
import { isModel } from "../models/library.ts";
import { forwardOf, allInputFacts } from "./model-facts.ts";
import { collectParts } from "./parts.ts";

const mostInstances = 200;
const deepest = 4;

export function instanceFacts(it: Interpreter, main: ModuleValue): readonly InstanceFact[] {
  const variables = new Map<Value, string>();
  for (const [name, value] of main.environment.variables) if (value.kind === "instance") variables.set(value, name);
  const made = it.recorder.instances.filter((instance) => isModel(instance.class)).slice(0, mostInstances);
  collectParts(it, 0);
  const { inner } = it.recorder;
  return made.flatMap((instance) => {
    const { class: cls, creation } = instance;
    const variable = variables.get(instance);
    const ownClass = cls.path === main.path;
    // A layer within a model is worth a word only if its class is the file's.
    const isWithin = inner.has(instance) || isMadeByModel(instance);
    if (!ownClass && isWithin) return [];
    const calls = creation === undefined ? [] : callsAround(it, creation, main.path);
    if (calls.length === 0 && variable === undefined) return [];
    const forward = forwardOf(cls);
    const call = it.recorder.instanceCalls.get(instance);
    const inputs =
      call === undefined ? undefined : forward === undefined ? undefined : allInputFacts(it, forward, call);
    return [
      {
        className: cls.name,
        ownClass,
        ...(variable === undefined ? {} : { variable }),
        made: calls,
        inner: isWithin || isKerasLayer(instance),
        ...(inputs === undefined || inputs.length === 0 ? {} : { inputs }),
      },
    ];
  });
}

/** Made by a model for itself. */
function isMadeByModel({ creation }: InstanceValue): boolean {
  const maker = creation?.frame.self;
  return maker?.kind === "instance" && isModel(maker.class);
}

/** One of Keras's layers, of which models are made. */
function isKerasLayer({ class: cls }: InstanceValue): boolean {
  const names = cls.mro.map(({ qualifiedName }) => qualifiedName);
  return names.includes("keras.layers.Layer") && !names.includes("keras.Model");
}

/** The call, and the calls of functions of the file that were running then, innermost first. */
function callsAround(it: Interpreter, creation: CallRecord, path: string): readonly CallFact[] {
  const calls: CallFact[] = [];
  for (let at: CallRecord | undefined = creation; at !== undefined; at = at.frame.calledFrom) {
    if (at.module.path === path && at.call !== undefined) calls.push(callFact(it, at));
    if (calls.length === deepest) break;
  }
  return calls;
}
