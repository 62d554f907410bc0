/** The layers that give the outputs of networks that libraries make: by the names under which libraries keep them, so families need no table. */
import { callFact, constructorCall } from "../interp/call-facts.ts";
import type { HeadFact, HeadLayer } from "../facts/index.ts";
import type { CallRecord } from "../interp/frames.ts";
import type { Interpreter } from "../interp/interpreter.ts";
import type { InstanceValue, Value } from "../interp/values.ts";

/** Main ones, then those that only help training. */
const names = ["fc", "classifier", "head", "heads", "last_linear", "AuxLogits", "aux1", "aux2", "aux_classifier"];
const outputSizes: Readonly<Record<string, string>> = {
  "torch.nn.Linear": "out_features",
  "torch.nn.Conv2d": "out_channels",
};

/** Of the networks made since there were so many objects. One call makes a network's parts before the network. */
export function collectHeads(it: Interpreter, path: string, since: number): void {
  const found: HeadFact[] = [];
  const networks = new Map<unknown, { readonly network: InstanceValue; readonly creation: CallRecord }>();
  for (const network of it.recorder.instances.slice(since)) {
    const { creation, class: cls } = network;
    if (creation?.call === undefined || creation.module.path !== path || cls.path === path) continue;
    networks.set(creation.call, { network, creation });
  }
  for (const { network, creation } of networks.values()) {
    const layers: HeadLayer[] = [];
    for (const name of names) {
      const part = network.attributes.get(name);
      if (part?.kind === "instance") layers.push(...lastLayers(part, member(name)));
    }
    if (layers.length > 0) found.push({ call: callFact(it, creation), layers });
  }
  it.recorder.addHeads(found);
}

/** The last layer with outputs in a part of the network, however deep, and others that give as many beside it. */
function lastLayers(part: InstanceValue, path: string): readonly HeadLayer[] {
  const all = layersUnder(part, path);
  const last = all.at(-1);
  const isChain = part.class.name === "Sequential";
  return last === undefined ? [] : isChain ? [last] : all.filter(({ outputs }) => outputs === last.outputs);
}

/** Layers that the program itself has put there are its own. */
function layersUnder(part: InstanceValue, within: string): readonly HeadLayer[] {
  const found: HeadLayer[] = [];
  const visit = (value: Value, path: string, depth: number): void => {
    if (value.kind !== "instance") return;
    const size = value.attributes.get(outputSizes[value.class.qualifiedName] ?? "");
    if (size?.kind === "int" && typeof size.size === "number") {
      const isOwn = constructorCall(value)?.module.project === true;
      if (!isOwn && isPointwise(value)) found.push({ path, className: value.class.qualifiedName, outputs: size.size });
      return;
    }
    if (depth === 0) return;
    for (const [key, each] of value.attributes) visit(each, path + member(key), depth - 1);
  };
  visit(part, within, 3);
  return found;
}

/** A convolution that gives classes looks at one place at a time. */
function isPointwise({ attributes }: InstanceValue): boolean {
  const kernel = attributes.get("kernel_size");
  return (
    kernel === undefined ||
    (kernel.kind === "tuple" && kernel.items.every((size) => size.kind === "int" && size.size === 1))
  );
}

const member = (key: string): string => (/^\d+$/.test(key) ? `[${key}]` : `.${key}`);
