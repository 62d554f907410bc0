/**
 * What others may have done before a method or a function runs that the program itself never calls. Nobody knows which of the object's methods ran by then,
 * or what was put into lists that were made empty: what they write is not known, and how much is in them neither.
 */
import type { Interpreter } from "../interp/interpreter.ts";
import type { FunctionIR } from "../interp/ir.ts";
import type { ClassValue, FunctionValue, HeapObject, InstanceValue, Value } from "../interp/values.ts";
import { unknown } from "../interp/values.ts";
import { isModel } from "../models/library.ts";

/** Whether what a method does to the object is there already. */
export type IsDone = (method: FunctionValue) => boolean;

/**
 * Forgets what methods other than the one that runs write of their object.
 * A part that is itself an object stays what it is, unless it is a model that they build further.
 */
export function forgetWrittenElsewhere(it: Interpreter, self: Value, running: FunctionValue, isDone: IsDone): void {
  if (self.kind !== "instance") return;
  const written = new Map<string, Way>();
  for (const cls of self.class.mro)
    for (const other of cls.attributes.values())
      if (isOwnMethod(other, cls) && other !== running && !isDone(other))
        collect(other.ir.body, selfOf(other.ir), written);
  for (const [name, way] of written) {
    const value = self.attributes.get(name);
    if (value !== undefined && (value.kind !== "instance" || way === "built"))
      it.language.setAttribute(it, self, name, unknown);
  }
}

const isOwnMethod = (value: Value, cls: ClassValue): value is FunctionValue =>
  value.kind === "function" &&
  value.closure.module.project &&
  value.home === cls &&
  !/^(__init__|constructor)$/.test(value.ir.name);

/** Containers within reach that nothing was put into: whoever made them meant to fill them. */
export function emptyContainers(values: Iterable<Value>): readonly Value[] {
  const found: Value[] = [];
  const seen = new Set<HeapObject>();
  const visit = (value: Value, depth: number): void => {
    if (depth < 0 || !isContainer(value) || seen.has(value)) return;
    seen.add(value);
    const parts = partsOf(value);
    if (parts.length === 0) found.push(value);
    else if (parts.length <= mostParts) for (const part of parts) visit(part, depth - 1);
  };
  for (const value of values) visit(value, deepest);
  return found;
}

export function forgetEmptiness(it: Interpreter, containers: readonly Value[]): void {
  for (const value of containers) {
    if (value.kind === "instance") it.heap.assign(value, "escaped", true);
    else if (value.kind === "list" || value.kind === "set" || value.kind === "dict")
      it.heap.assign(value, "rest", unknown);
  }
}

const deepest = 4;
/** Of more no one is looked at: a long table is no queue. */
const mostParts = 64;

type Container = Extract<Value, { kind: "list" | "set" | "dict" }> | InstanceValue;

/** Lists and the like, and objects. */
function isContainer(value: Value): value is Container {
  if (value.kind === "list" || value.kind === "set" || value.kind === "dict") return value.rest === undefined;
  return value.kind === "instance" && !value.escaped;
}

/** What was put into a container. An object that is none has itself in it. */
function partsOf(value: Container): readonly Value[] {
  if (value.kind === "dict") return [...value.entries.values()].map((entry) => entry.value);
  if (value.kind !== "instance") return value.items;
  const { class: cls, attributes } = value;
  const modules = isModel(cls) ? [...attributes.values()].filter((part) => part.kind === "instance") : [];
  if (!isProject(cls) && !isSized(cls)) return [value];
  if (isModel(cls) && isSized(cls) && modules.length === 0) return [];
  // What libraries keep for themselves is theirs to fill.
  const own = isProject(cls) ? attributesWritten(cls) : undefined;
  const kept = [...attributes].filter(([name]) => own?.has(name) ?? !isModel(cls)).map(([, part]) => part);
  const shared = cls.mro.filter(isProject).flatMap((each) => [...each.attributes.values()]);
  return [value, ...modules, ...kept, ...shared.filter(({ kind }) => kind === "list" || kind === "dict")];
}

const isProject = ({ attributes }: ClassValue): boolean =>
  [...attributes.values()].some((value) => value.kind === "function" && value.closure.module.project);

/** One that a library makes with a length of its own: a list of layers, a queue. */
const isSized = ({ mro }: ClassValue): boolean =>
  mro.some(({ attributes }) => {
    const length = attributes.get("__len__");
    return length?.kind === "function" && !length.closure.module.project;
  });

const writtenNames = new WeakMap<ClassValue, ReadonlySet<string>>();

/** The attributes that the project's methods write. */
function attributesWritten(cls: ClassValue): ReadonlySet<string> {
  const known = writtenNames.get(cls);
  if (known !== undefined) return known;
  const written = new Map<string, Way>();
  for (const { attributes } of cls.mro)
    for (const method of attributes.values())
      if (method.kind === "function" && method.closure.module.project)
        collect(method.ir.body, selfOf(method.ir), written);
  const names = new Set(written.keys());
  writtenNames.set(cls, names);
  return names;
}

const selfOf = ({ parameters }: FunctionIR): ReadonlySet<string> => new Set(["this", parameters[0]?.name ?? "this"]);

/** A model is built further; anything may be replaced, or changed in place. */
type Way = "built" | "written";

const builders = /^(add|compile|pop)$/;
const changers =
  /^(append|appendleft|extend|extendleft|insert|add|update|setdefault|pop|popleft|popitem|remove|clear|push|unshift|shift|splice|set|delete|put)$/;

interface Node {
  readonly kind?: unknown;
  readonly name?: unknown;
  readonly callee?: Node;
  readonly object?: Node;
  readonly target?: Node;
  readonly targets?: readonly Node[];
  readonly items?: readonly (Node | undefined)[];
}

/** Of `self.model.add(…)`, "model"; of `self.sizes[0] = …`, "sizes". */
function collect(node: unknown, self: ReadonlySet<string>, found: Map<string, Way>): void {
  if (typeof node !== "object" || node === null) return;
  const { kind, callee, target, targets } = node as Node;
  const note = (written: Node | undefined, way: Way): void => {
    const name = attributeOf(written, self);
    if (name !== undefined && found.get(name) !== "built") found.set(name, way);
  };
  if (kind === "call" && callee?.kind === "attribute") {
    const method = String(callee.name);
    if (callee.object?.kind === "attribute" && builders.test(method)) note(callee.object, "built");
    else if (changers.test(method)) note(callee.object, "written");
  }
  if (kind === "assign" || kind === "augment" || kind === "delete" || kind === "for")
    for (const each of [target, ...(targets ?? [])]) for (const leaf of leaves(each)) note(leaf, "written");
  for (const inner of Object.values(node)) collect(inner, self, found);
}

function leaves(target: Node | undefined): readonly (Node | undefined)[] {
  return target?.kind === "unpack"
    ? (target.items ?? []).flatMap((item) => leaves((item as { target?: Node } | undefined)?.target))
    : [target];
}

/** The attribute of the object itself that an access goes through. */
function attributeOf(node: Node | undefined, self: ReadonlySet<string>): string | undefined {
  let at = node;
  while (at?.kind === "index") at = at.object;
  return at?.kind === "attribute" && at.object?.kind === "name" && self.has(String(at.object.name))
    ? String(at.name)
    : undefined;
}
