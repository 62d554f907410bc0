/** Whether a loop's body may end the loop before its last turn, by what is written there. */
import type { Stmt } from "./ir.ts";

type ForStmt = Extract<Stmt, { kind: "for" }>;

const answers = new WeakMap<ForStmt, boolean>();

/** A `break` of its own, a `return`, or a `yield` to someone who may not ask for more. */
export function mayEndEarly(loop: ForStmt): boolean {
  let answer = answers.get(loop);
  if (answer === undefined) {
    answer = leaves(loop.body, false);
    answers.set(loop, answer);
  }
  return answer;
}

function leaves(node: unknown, within: boolean): boolean {
  if (typeof node !== "object" || node === null) return false;
  if (Array.isArray(node)) return node.some((each) => leaves(each, within));
  const { kind, label } = node as { kind?: unknown; label?: unknown };
  switch (kind) {
    case "break":
      return !within || label !== undefined;
    case "return":
    case "yield":
      return true;
    case "function":
    case "class":
      return false;
    default: {
      const isLoop = kind === "for" || kind === "while";
      return Object.values(node).some((each) => leaves(each, within || isLoop));
    }
  }
}
