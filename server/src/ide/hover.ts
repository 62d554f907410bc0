/**
 * The hover: what the tensor, the size or the model under the cursor is, what its numbers mean, and the calls that made it. Markdown; the words for a
 * mistake are left to the diagnostics, which editors show above it.
 */
import type { Span } from "../base/span.ts";
import type { CallFact, FileFacts, ModelFact, Producer, SizeFact, ValueFact } from "../facts/index.ts";
import { printDim, printTensor } from "../shape/index.ts";
import type { Feature } from "./feature.ts";
import { describeModel, describeParameters, printUsual } from "./model-summary.ts";
import { describeReading } from "./reading.ts";

export interface HoverAnswer {
  readonly span: Span;
  readonly markdown: string;
}

type Subject =
  | { readonly kind: "value"; readonly span: Span; readonly fact: ValueFact }
  | { readonly kind: "size"; readonly span: Span; readonly fact: SizeFact }
  | { readonly kind: "model"; readonly span: Span; readonly fact: ModelFact };

/** Steps of the story that a hover tells; older ones are left out. */
const STORY_STEPS = 6;

export const hover: Feature<"hover", { readonly offset: number }, HoverAnswer | undefined> = {
  name: "hover",
  provide: ({ facts }, { offset }) => {
    const subject = innermost(facts, offset);
    if (subject === undefined) return undefined;
    return { span: subject.span, markdown: paragraphs(facts, subject).join("\n\n") };
  },
};

/** The smallest fact around the offset; of two with the same span, the one that comes first below. */
function innermost(facts: FileFacts, offset: number): Subject | undefined {
  const subjects: readonly Subject[] = [
    ...facts.values.map((fact): Subject => ({ kind: "value", span: fact.span, fact })),
    ...facts.models.map((fact): Subject => ({ kind: "model", span: fact.span, fact })),
    ...facts.sizes.map((fact): Subject => ({ kind: "size", span: fact.span, fact })),
  ];
  const length = (subject: Subject): number => subject.span.end - subject.span.start;
  return subjects
    .filter(({ span }) => span.start <= offset && offset < span.end)
    .reduce<Subject | undefined>(
      (best, subject) => (best === undefined || length(subject) < length(best) ? subject : best),
      undefined,
    );
}

function paragraphs(facts: FileFacts, subject: Subject): readonly string[] {
  switch (subject.kind) {
    case "value":
      return valueParagraphs(facts, subject.fact);
    case "size": {
      const name = facts.text.slice(subject.span.start, subject.span.end);
      return [code(facts, `${name} = ${printDim(subject.fact.size)}`)];
    }
    case "model":
      return modelParagraphs(facts, subject.fact);
  }
}

function valueParagraphs(facts: FileFacts, fact: ValueFact): readonly string[] {
  const meaning = describeReading(fact.tensor);
  const story = tellStory(fact.producer);
  return [
    code(facts, `${oneLine(fact.text)}: ${printTensor(fact.tensor)}`),
    ...(meaning === undefined ? [] : [meaning]),
    ...(story === undefined ? [] : [story]),
    ...(fact.note === undefined ? [] : [`_${fact.note}_`]),
  ];
}

function modelParagraphs(facts: FileFacts, model: ModelFact): readonly string[] {
  const parameters = describeParameters(model);
  return [
    code(facts, `${model.name}: ${describeModel(model)}`),
    ...(parameters === undefined ? [] : [parameters]),
    ...(model.open ? ["_inputs are assumed, not taken from a call_"] : []),
    ...model.notes,
  ];
}

/**
 * The calls that made a value, oldest first, one a line: how the call is written, the shape that it gave, and what it does where that is not the same.
 * Where one call ran several layers, each is known by the call that made it.
 */
function tellStory(producer: Producer | undefined): string | undefined {
  const steps: { readonly written: string; readonly shape: string; readonly operation: string }[] = [];
  const runs = callCounts(producer);
  let step = producer;
  while (step !== undefined && steps.length < STORY_STEPS) {
    const { operation, output, inputs } = step;
    const made = step.layer?.creation?.calleeText;
    const isOneOfSeveral = step.call !== undefined && (runs.get(placeOf(step.call)) ?? 0) > 1;
    const written = (isOneOfSeveral ? made : undefined) ?? step.call?.calleeText ?? step.layer?.name ?? operation;
    const isSaid = written.split(".").at(-1) === operation || inputs.length === 0;
    steps.unshift({ written: oneLine(written), shape: printUsual(output), operation: isSaid ? "" : operation });
    const main = inputs[0];
    if (main !== undefined && main.producer === undefined && steps.length < STORY_STEPS) {
      steps.unshift({ written: "input", shape: printUsual(main.tensor), operation: "" });
    }
    step = main?.producer;
  }
  if (steps.length === 0) return undefined;
  const width = Math.max(...steps.map(({ written }) => written.length));
  const shapes = Math.max(...steps.map(({ shape }) => shape.length));
  const lines = steps.map(({ written, shape, operation }) =>
    `${written.padEnd(width)}  ${shape.padEnd(shapes)}  ${operation}`.trimEnd(),
  );
  return ["```text", ...(step === undefined ? [] : ["…"]), ...lines, "```"].join("\n");
}

/** How many steps each call of the story made. */
function callCounts(producer: Producer | undefined): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  let step = producer;
  for (let i = 0; step !== undefined && i <= STORY_STEPS; i++) {
    if (step.call !== undefined) counts.set(placeOf(step.call), (counts.get(placeOf(step.call)) ?? 0) + 1);
    step = step.inputs[0]?.producer;
  }
  return counts;
}

const placeOf = ({ path, span }: CallFact): string => `${path} ${String(span.start)} ${String(span.end)}`;

function code(facts: FileFacts, line: string): string {
  return `\`\`\`${facts.language}\n${line}\n\`\`\``;
}

/** Source text as a hover's title: on one line, and short. */
function oneLine(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length <= 60 ? line : `${line.slice(0, 59)}…`;
}
