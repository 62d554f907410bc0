/**
 * Models that other methods of a class make further: they add layers to them, or compile them. Nobody knows how far that has come when a method runs that only
 * others call.
 */
import type { FunctionIR } from "../interp/ir.ts";
import type { ClassValue, FunctionValue } from "../interp/values.ts";

/** The attributes that hold such models; `isDone` says of a method that it has run already. */
export function builtElsewhere(
  cls: ClassValue,
  fn: FunctionValue,
  isDone: (other: FunctionValue) => boolean,
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const other of cls.attributes.values())
    if (other.kind === "function" && other !== fn && !isDone(other)) collect(other.ir.body, selfOf(other.ir), found);
  return found;
}

const selfOf = ({ parameters }: FunctionIR): ReadonlySet<string> => new Set(["this", parameters[0]?.name ?? "this"]);

interface Node {
  readonly kind?: unknown;
  readonly name?: unknown;
  readonly callee?: Node;
  readonly object?: Node;
}

/** Of `self.model.add(…)`, "model". */
function collect(node: unknown, self: ReadonlySet<string>, found: Set<string>): void {
  if (typeof node !== "object" || node === null) return;
  const { kind, callee } = node as Node;
  const holder =
    kind === "call" && isAttribute(callee) && /^(add|compile|pop)$/.test(String(callee.name))
      ? callee.object
      : undefined;
  if (isAttribute(holder) && holder.object?.kind === "name" && self.has(String(holder.object.name)))
    found.add(String(holder.name));
  for (const inner of Object.values(node)) collect(inner, self, found);
}

const isAttribute = (node: Node | undefined): node is Node => node?.kind === "attribute";
