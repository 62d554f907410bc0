/** A size that an operation divides into equal parts, and that does not divide: groups, heads, chunks. */
import type { BrokenRequirement, FileFacts } from "../../facts/index.ts";
import { equalDims, printDim } from "../../shape/index.ts";
import type { Dim } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import type { RuleContext } from "../define.ts";
import { culprit, relatedPlaces } from "../story.ts";
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
});

/** A layer that could not even be made is not called either. */
function isFromConstruction({ layer, span }: BrokenRequirement, { broken }: FileFacts): boolean {
  const made = layer?.creation?.span;
  return broken.some(
    (other) =>
      familyOf(other) === "divisible" &&
      other.span.start !== span.start &&
      other.span.start === made?.start &&
      other.span.end === made.end,
  );
}

/** The arguments of the call that have these values, if they are there under one name each. */
function writtenNames({ call }: BrokenRequirement, size: Dim, share: Dim): readonly [string, string] | undefined {
  const named = (value: Dim): string | undefined =>
    call?.args.find((argument) => argument.size !== undefined && equalDims(argument.size, value))?.parameter;
  const [first, second] = [named(size), named(share)];
  return first === undefined || second === undefined ? undefined : [first, second];
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
