/**
 * The operations of a graph in the order in which Keras lists a model's layers: by their distance from the outputs, the farthest first, and those of one
 * distance as they are met on the way from the outputs to the inputs.
 */

/** One call: of a layer, or of an operator or function between layers. */
export interface GraphNode<T> {
  /** The same for all outputs of the call. */
  readonly call: unknown;
  /** What was called: a layer may be called several times. */
  readonly operation: unknown;
  readonly inputs: readonly T[];
}

export function operationsInOrder<T>(
  inputs: readonly T[],
  outputs: readonly T[],
  nodeOf: (tensor: T) => GraphNode<T> | undefined,
): readonly unknown[] {
  const { nodes, met } = visit(inputs, outputs, nodeOf);
  const depths = new Map<unknown, number>();
  const operationDepths = new Map<unknown, number>();
  for (const node of [...nodes].reverse()) {
    const depth = Math.max(depths.get(node.call) ?? 0, operationDepths.get(node.operation) ?? 0);
    operationDepths.set(node.operation, depth);
    depths.set(node.call, depth);
    for (const input of node.inputs) {
      const parent = nodeOf(input);
      if (parent !== undefined) depths.set(parent.call, Math.max(depth + 1, depths.get(parent.call) ?? 0));
    }
  }
  for (const input of inputs) {
    const node = nodeOf(input);
    if (node === undefined || node.inputs.length > 0 || operationDepths.has(node.operation)) continue;
    operationDepths.set(node.operation, 0);
    met.set(node.operation, -1);
  }
  return [...operationDepths.keys()].sort(
    (a, b) => (operationDepths.get(b) ?? 0) - (operationDepths.get(a) ?? 0) || (met.get(a) ?? 0) - (met.get(b) ?? 0),
  );
}

/** Every node between the inputs and the outputs, parents first, and the turn in which each operation was first met. */
function visit<T>(
  inputs: readonly T[],
  outputs: readonly T[],
  nodeOf: (tensor: T) => GraphNode<T> | undefined,
): { readonly nodes: readonly GraphNode<T>[]; readonly met: Map<unknown, number> } {
  const given = new Set(inputs);
  const met = new Map<unknown, number>();
  const nodes: GraphNode<T>[] = [];
  const seen = new Set<unknown>();
  const stack: { readonly node: GraphNode<T>; next: number }[] = [];
  const enter = (tensor: T): void => {
    const node = nodeOf(tensor);
    if (node === undefined || seen.has(node.call)) return;
    seen.add(node.call);
    if (!met.has(node.operation)) met.set(node.operation, met.size);
    stack.push({ node, next: 0 });
  };
  for (const output of outputs) {
    enter(output);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const input = top.node.inputs[top.next++];
      if (input !== undefined && !given.has(input)) enter(input);
      else if (input !== undefined) enterInput(input, nodeOf, met, seen, nodes);
      else {
        nodes.push(top.node);
        stack.pop();
      }
    }
  }
  return { nodes, met };
}

/** The way ends at an input: its own layer belongs to the graph, what came before does not. */
function enterInput<T>(
  tensor: T,
  nodeOf: (tensor: T) => GraphNode<T> | undefined,
  met: Map<unknown, number>,
  seen: Set<unknown>,
  nodes: GraphNode<T>[],
): void {
  const node = nodeOf(tensor);
  if (node === undefined || node.inputs.length > 0 || seen.has(node.call)) return;
  seen.add(node.call);
  if (!met.has(node.operation)) met.set(node.operation, met.size);
  nodes.push(node);
}
