/** What the analysis says of many calls: they are the lines of programs, so long each that the fuel of an analysis lasts. */
import { indexLines, lineColumnAt } from "../../server/src/base/line-index.ts";
import { printTensor } from "../../server/src/shape/index.ts";
import type { FileFacts } from "../../server/src/facts/index.ts";
import type { Diagnostic } from "../../server/src/rules/index.ts";
import { assignment } from "./calls.ts";
import type { Answer, Call } from "./calls.ts";

const linesOfOneProgram = 250;
const imports = "\nimport einops\nimport einops.layers.torch";

export type Analyse = (program: string) => { readonly facts: FileFacts; readonly diagnostics: readonly Diagnostic[] };

export function answersTo(calls: readonly Call[], prelude: string, analyse: Analyse): readonly Answer[] {
  const chunks = Array.from({ length: Math.ceil(calls.length / linesOfOneProgram) }, (_, index) =>
    calls.slice(index * linesOfOneProgram, (index + 1) * linesOfOneProgram),
  );
  return chunks.flatMap((chunk) => answersOfProgram(chunk, prelude, analyse));
}

function answersOfProgram(calls: readonly Call[], prelude: string, analyse: Analyse): readonly Answer[] {
  const text = `${prelude}${imports}\n${calls.map((call, index) => assignment(call, `v${String(index)}`)).join("\n")}\n`;
  const { facts, diagnostics } = analyse(text);
  const first = `${prelude}${imports}`.split("\n").length;
  const answers = calls.map(() => ({ errors: [] as string[], tensors: new Map<string, string>() }));
  const lines = indexLines(text);
  for (const { severity, rule, message, span } of diagnostics) {
    if (severity === "error")
      answers[lineColumnAt(lines, span.start).line - first]?.errors.push(`[${rule}] ${message}`);
  }
  for (const { span, tensor } of facts.values) {
    const found = /^v(\d+)((?:_\d+)*)$/.exec(text.slice(span.start, span.end));
    if (found !== null) answers[Number(found[1])]?.tensors.set(found[2] ?? "", printTensor(tensor));
  }
  if (facts.incomplete) throw new Error("the fuel does not last for a program of calls");
  return answers;
}
