/** Environments, as calls, class bodies and blocks open them. */
import type { Environment } from "./environment.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Value } from "./values.ts";

export function newEnvironment(
  it: Interpreter,
  kind: Environment["kind"],
  locals: ReadonlySet<string>,
  outer: Environment,
  receiver?: Value,
): Environment {
  return {
    kind,
    born: it.heap.stamp(),
    variables: new Map<string, Value>(),
    locals,
    outer,
    module: outer.module,
    receiver,
  };
}
