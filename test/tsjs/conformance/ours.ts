/** What the analysis says of many expressions at once: each stands in a line of its own in one file. */
import { printTensor } from "../../../server/src/shape/index.ts";
import { analyse } from "../project.ts";

export interface Said {
  /** Printed tensors: the expression's, or those of a list that it gives. */
  readonly tensors: readonly string[];
  readonly reports: readonly string[];
}

/** `parts` says how many tensors each expression may give: as many names are destructured. */
export function saidOf(expressions: readonly string[], parts: readonly number[]): readonly Said[] {
  const lines = expressions.map((expression, i) => {
    const count = parts[i] ?? 1;
    const names = Array.from({ length: count }, (_, j) => `v${String(i)}_${String(j)}`);
    return `const ${count === 1 ? (names[0] ?? "") : `[${names.join(", ")}]`} = ${expression};`;
  });
  const head = 'import * as tf from "@tensorflow/tfjs";\n';
  const text = head + lines.join("\n");
  const facts = analyse({ "/work/main.js": text }, "/work/main.js");
  if (facts.incomplete) throw new Error("the analysis ran out of fuel");
  const starts: number[] = [];
  lines.reduce((at, line) => (starts.push(at), at + line.length + 1), head.length);
  const lineOf = (offset: number): number => starts.findLastIndex((start) => start <= offset);
  const reports = lines.map((): string[] => []);
  for (const { span, operation, requirement } of facts.broken) {
    reports[lineOf(span.start)]?.push(`${operation} ${requirement}`);
  }
  const tensors = lines.map((): string[] => []);
  for (const { span, role, tensor, text: name } of facts.values) {
    const part = /^v\d+_(\d+)$/.exec(name)?.[1];
    const list = role === "target" && part !== undefined ? tensors[lineOf(span.start)] : undefined;
    if (list !== undefined) list[Number(part)] = printTensor(tensor);
  }
  return lines.map((_, i) => ({ tensors: tensors[i] ?? [], reports: reports[i] ?? [] }));
}
