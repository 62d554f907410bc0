/** A view or reshape that asks for another number of elements than there are. */
import type { BrokenRequirement, Operand } from "../../facts/index.ts";
import { asConstant, elementCount, knownDims, printDim, printShape } from "../../shape/index.ts";
import type { Dim, Shape } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import type { RuleContext } from "../define.ts";
import { culprit, relatedPlaces, remedySentence, subjectOperand } from "../story.ts";
import { times } from "../words.ts";
import { familyOf } from "../family.ts";

export const elementCountMismatch = defineRule({
  name: "element-count-mismatch",
  summary: "A view or reshape asks for another number of elements than the tensor has",
  level: "error",
  since: "0.1.0",
  on: "broken-requirement",

  check: (broken): BrokenRequirement | undefined => (familyOf(broken) === "elements" ? broken : undefined),
  report: (broken, context) => ({ at: broken.span, message: message(broken, context), related: relatedPlaces(broken) }),
});

function message(broken: BrokenRequirement, context: RuleContext): string {
  const { relation } = broken;
  const who = culprit(broken, context);
  const input = inputOf(broken);
  if (input === undefined || (relation.kind !== "equal" && relation.kind !== "multiple")) {
    return `${who} asks for another number of elements than there are.`;
  }
  const wanted = broken.detail?.["size"];
  const asked = typeof wanted === "object" && "lead" in wanted ? wanted : undefined;
  const has = `${printShape(input.shape)} has ${countWords(input.shape, relation.left)}`;
  const remedy = remedySentence(broken, relation.right, context);
  if (relation.kind === "multiple") {
    const into =
      asked === undefined
        ? printDim(relation.right)
        : `${inferred(asked)} is asked for, and the rest makes ${printDim(relation.right)}`;
    return `${who} cannot divide the elements: ${has}, ${asked === undefined ? `not a multiple of ${into}` : `${into}, which does not divide it`}.${remedy}`;
  }
  const target =
    asked === undefined ? counted(relation.right) : `${printShape(asked)} has ${countWords(asked, relation.right)}`;
  return `${who} keeps all elements, but ${has} and ${target}.${remedy}`;
}

const counted = (count: Dim): string => `the new shape ${printDim(count)}`;

function inputOf(broken: BrokenRequirement): Operand | undefined {
  return broken.operands.find(({ parameter }) => parameter === "input") ?? subjectOperand(broken);
}

/** "100352 = 32·64·7·7 elements" */
function countWords(shape: Shape, compared: Dim): string {
  const count = elementCount(shape);
  const dims = knownDims(shape);
  if (count === undefined || asConstant(count) === undefined || dims === undefined) {
    return `${printDim(compared)} elements beside the sizes that both have`;
  }
  return dims.length > 1 ? `${printDim(count)} = ${times(dims)} elements` : `${printDim(count)} elements`;
}

/** The sizes as they were asked for, -1 included. */
const inferred = (shape: Shape): string => `(${[...shape.lead, ...shape.tail].map(printDim).join(", ")})`;
