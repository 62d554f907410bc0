/**
 * Models that a program puts together from layers, without a class of its own: what they take and give stands in the object. The fact is about the
 * call that made it, under the name that the file gives it.
 */
import type { ModelFact } from "../facts/index.ts";
import { callFact } from "../interp/call-facts.ts";
import type { Interpreter } from "../interp/interpreter.ts";
import { RaiseSignal } from "../interp/signals.ts";
import { constantInt } from "../interp/values.ts";
import type { InstanceValue, ModuleValue, TensorValue, Value } from "../interp/values.ts";
import { isLayer } from "../models/library.ts";

const mostModels = 50;
/** How libraries call the question for the number of weights. */
const counters = ["countParams", "count_params"];

export function graphModelFacts(it: Interpreter, main: ModuleValue): readonly ModelFact[] {
  const named = namesOf(it, main);
  return it.recorder.instances
    .filter(({ class: cls, creation, escaped }) => !escaped && isLayer(cls) && creation?.module.path === main.path)
    .filter((model) => tensorsIn(model, "inputs") !== undefined && tensorsIn(model, "outputs") !== undefined)
    .slice(0, mostModels)
    .flatMap((model) => factOf(it, model, named.get(model)));
}

function factOf(it: Interpreter, model: InstanceValue, name: string | undefined): readonly ModelFact[] {
  const { creation } = model;
  const inputs = tensorsIn(model, "inputs") ?? [];
  const outputs = tensorsIn(model, "outputs") ?? [];
  if (creation?.call === undefined || inputs.length === 0 || outputs.length === 0) return [];
  const { calleeText, calleeSpan } = callFact(it, creation);
  const parameters = weightsOf(it, model);
  return [
    {
      name: name ?? calleeText,
      span: calleeSpan,
      inputs: inputs.map(({ type }, i) => ({ name: `input ${String(i + 1)}`, tensor: type })),
      outputs: outputs.map(({ type }) => type),
      ...(parameters === undefined ? {} : { parameters }),
      open: false,
      notes: [],
    },
  ];
}

/** The tensors of a list that is known whole. */
function tensorsIn(model: InstanceValue, attribute: string): readonly TensorValue[] | undefined {
  const list = model.attributes.get(attribute);
  if (list?.kind !== "list" || list.rest !== undefined) return undefined;
  const tensors = list.items.filter((item): item is TensorValue => item.kind === "tensor");
  return tensors.length === list.items.length ? tensors : undefined;
}

/** As the library counts them: layers in several places once, both ways of a layer that has two. */
function weightsOf(it: Interpreter, model: InstanceValue): number | undefined {
  const { frame, environment } = it;
  return it.recorder.muted(() =>
    it.hypothetically(() => {
      try {
        const counter = counters.map((name) => it.attribute(model, name)).find(({ kind }) => kind === "method");
        return counter === undefined ? undefined : constantInt(it.callWith(counter));
      } catch (signal) {
        if (!(signal instanceof RaiseSignal)) throw signal;
        it.resume(frame, environment);
        return undefined;
      }
    }),
  );
}

/** The names at the top of the file, and of its objects' fields. */
function namesOf(it: Interpreter, main: ModuleValue): ReadonlyMap<Value, string> {
  const names = new Map<Value, string>();
  for (const { attributes } of it.recorder.instances) {
    for (const [name, value] of attributes) if (value.kind === "instance") names.set(value, name);
  }
  for (const [name, value] of main.environment.variables) if (value.kind === "instance") names.set(value, name);
  return names;
}
