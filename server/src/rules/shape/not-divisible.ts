/** A size that an operation divides into equal parts, and that does not divide: groups, heads, chunks. */
import { setArgument } from "../../edits/index.ts";
import type { ArgumentFact, BrokenRequirement, FileFacts, LayerFact, Relation } from "../../facts/index.ts";
import { asConstant, equalDims, printDim } from "../../shape/index.ts";
import type { Dim } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { resizeHead } from "../resize-head.ts";
import { culprit, relatedPlaces, subjectOperand } from "../story.ts";
import { code } from "../words.ts";
import { familyOf } from "../family.ts";

export const notDivisible = defineRule({
  name: "not-divisible",
  summary: "A size is divided into equal parts and does not divide",
  level: "error",
  since: "0.1.0",
  on: "broken-requirement",

  check: (broken, { facts }): BrokenRequirement | undefined =>
    familyOf(broken) === "divisible" && !isFromConstruction(broken, facts) ? broken : undefined,
  report: (broken, context) => ({ at: broken.span, message: message(broken, context), related: relatedPlaces(broken) }),
  fixes: (broken, context) => [partsFix(broken), ...depthFixes(broken, context)],
});

/** The number of parts that is nearest to the one that is written and divides the size. */
function partsFix({ relation, call, layer }: BrokenRequirement): Fix | undefined {
  if (relation.kind !== "multiple") return undefined;
  const [size, parts] = [asConstant(relation.left), asConstant(relation.right)];
  if (size === undefined || parts === undefined || parts < 2) return undefined;
  const creation = [call, layer?.creation].find((each) => each?.args.some((argument) => isCount(argument, parts)));
  const argument = creation?.args.find((each) => isCount(each, parts));
  if (creation === undefined || argument === undefined) return undefined;
  const divisors = Array.from({ length: size }, (_, i) => i + 1).filter((each) => each > 1 && size % each === 0);
  const [nearest] = divisors.sort((a, b) => Math.abs(a - parts) - Math.abs(b - parts));
  const edit = nearest === undefined ? undefined : setArgument(creation, argument.parameter, String(nearest));
  const title = `Set \`${argument.parameter}\` to \`${String(nearest)}\``;
  return edit && { title, safe: false, preferred: true, edits: [edit] };
}

/** The layer before a pixel shuffle gives the square of the factor for each channel that is to come out. */
function depthFixes(broken: BrokenRequirement, context: RuleContext): readonly Fix[] {
  const { operation, relation } = broken;
  if (!/^(pixel_shuffle|depth_to_space)/.test(operation) || relation.kind !== "multiple") return [];
  const [size, block] = [asConstant(relation.left), asConstant(relation.right)];
  if (size === undefined || block === undefined) return [];
  const input = subjectOperand(broken);
  const axis = /^(keras|tensorflow)$/.test(input?.library ?? "") ? -1 : -3;
  const least = block * Math.ceil(size / block);
  return resizeHead(input?.producer, axis, least, context);
}

const countNames = /^(num_heads|nhead|heads|groups|num_groups)$/;

const isCount = ({ parameter, size }: ArgumentFact, parts: number): boolean =>
  countNames.test(parameter) && size === parts;

/** A layer that could not even be made is not called either. */
function isFromConstruction({ layer, span, relation, operands }: BrokenRequirement, { broken }: FileFacts): boolean {
  const made = layer?.creation?.span;
  return broken.some(
    (other) =>
      familyOf(other) === "divisible" &&
      (other.span.start !== span.start || other.span.end !== span.end) &&
      ((other.span.start === made?.start && other.span.end === made.end) ||
        (operands.length > 0 && other.operands.length === 0 && isPartOf(layer, other, relation))),
  );
}

/** A layer within one that could not be made, such as the attention of a transformer's layer, divides the same. */
function isPartOf(layer: LayerFact | undefined, { relation: made }: BrokenRequirement, relation: Relation): boolean {
  if (layer === undefined || made.kind !== "multiple" || relation.kind !== "multiple") return false;
  const isSame = equalDims(made.left, relation.left) && equalDims(made.right, relation.right);
  return isSame && layer.className.endsWith("Attention");
}

/** The arguments of the call that have these values: the number of parts by a name that means one, where several are as large. */
function writtenNames({ call }: BrokenRequirement, size: Dim, share: Dim): readonly [string, string] | undefined {
  const having = (value: Dim): readonly ArgumentFact[] =>
    call?.args.filter((argument) => argument.size !== undefined && equalDims(argument.size, value)) ?? [];
  const counts = having(share);
  const parts = counts.find(({ parameter }) => countNames.test(parameter)) ?? counts[0];
  const whole = having(size).find((argument) => argument !== parts);
  return whole === undefined || parts === undefined ? undefined : [whole.parameter, parts.parameter];
}

/** Ids such as `groups-divide-out-channels` say what divides what. */
function message(broken: BrokenRequirement, context: RuleContext): string {
  const { relation, requirement, subject } = broken;
  const who = culprit(broken, context);
  if (relation.kind !== "multiple") return `${who} divides a size into parts that are not equal.`;
  const [parts, whole] = requirement.includes("-divide-") ? requirement.split("-divide-") : [undefined, undefined];
  const names = whole === undefined || parts === undefined ? code(subject) : `the ${whole.replaceAll("-", " ")}`;
  const written = writtenNames(broken, relation.left, relation.right);
  if (written !== undefined) {
    const [size, share] = written;
    return `${who} divides ${code(size)} (${printDim(relation.left)}) by ${code(share)} (${printDim(relation.right)}), but ${printDim(relation.left)} is not a multiple of ${printDim(relation.right)}.`;
  }
  if (parts === undefined && subject === "size")
    return `${who} needs a size that is a multiple of ${printDim(relation.right)}, but it is ${printDim(relation.left)}.`;
  const into = parts === undefined ? "" : ` ${parts.replaceAll("-", " ")}`;
  return `${who} divides ${names} (${printDim(relation.left)}) into ${printDim(relation.right)}${into}, but ${printDim(relation.left)} is not a multiple of ${printDim(relation.right)}.`;
}
