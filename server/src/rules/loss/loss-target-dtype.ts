/** Labels whose numbers are of a kind that the loss refuses: floats as class numbers, integers for a binary loss. */
import { argumentOf, insertAfter, unwrapCall, withSuffix } from "../../edits/index.ts";
import type { BrokenRequirement, CallFact, Operand } from "../../facts/index.ts";
import { asDType, equalShapes, isFloating, rankOf } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { familyOf } from "../family.ts";
import { isSwapped, lossAt } from "../losses.ts";
import { culprit, relatedPlaces } from "../story.ts";
import { toFloats, toIntegers } from "../spelling.ts";
import { code, excerpt } from "../words.ts";

interface WrongDType {
  readonly broken: BrokenRequirement;
  readonly target: Operand | undefined;
  readonly actual: string;
  readonly wanted: "indices" | "floats";
}

export const lossTargetDtype = defineRule({
  name: "loss-target-dtype",
  summary: "Labels have a dtype that the loss refuses",
  level: "error",
  since: "0.1.0",
  on: "broken-requirement",

  check(broken, { facts }): WrongDType | undefined {
    if (familyOf(broken) !== "loss-dtype") return undefined;
    const loss = lossAt(broken, facts);
    if (loss !== undefined && isSwapped(loss)) return undefined;
    const { relation, detail } = broken;
    const actual = relation.kind === "dtype" ? relation.actual : detail?.["actual"];
    const allowed = relation.kind === "dtype" ? relation.allowed : detail?.["wanted"];
    const wanted = typeof allowed === "string" && /int64|index/.test(allowed) ? "indices" : "floats";
    const target = broken.operands.find(({ parameter }) => parameter === broken.subject);
    return { broken, target, actual: typeof actual === "string" ? actual : "of another dtype", wanted };
  },
  report: (found, context) => ({
    at: found.broken.span,
    message: message(found, context),
    related: relatedPlaces(found.broken),
  }),
  fixes: (found, context) => castFixes(found, context),
});

function message({ broken, target, actual, wanted }: WrongDType, context: RuleContext): string {
  if (broken.subject === "input") {
    const scores = target?.text === undefined ? "its input" : code(target.text);
    const advice =
      target?.producer?.operation === "argmax"
        ? " Give it the scores, not the classes that were chosen from them."
        : "";
    return `${culprit(broken, context)} wants scores as floating-point numbers, but ${scores} is ${code(actual)}.${advice}`;
  }
  if (broken.subject === "weight") {
    const weights = target?.text === undefined ? "its weights are" : `${code(target.text)} is`;
    return `${culprit(broken, context)} wants the weights of classes as floating-point numbers like the scores, but ${weights} ${code(actual)}.`;
  }
  const labels = target?.text === undefined ? "its target" : code(target.text);
  const wants = wanted === "indices" ? "class numbers as integers (`int64`)" : "its target as floating-point numbers";
  return `${culprit(broken, context)} wants ${wants}, but ${labels} is ${code(actual)}.`;
}

function castFixes({ broken, target, actual, wanted }: WrongDType, context: RuleContext): readonly (Fix | undefined)[] {
  const { facts } = context;
  const chosen = target?.producer?.operation === "argmax" ? target.producer.call : undefined;
  if (broken.subject === "input") return [scoresFix(chosen, context)];
  if (broken.subject === "weight") return [weightFix(broken, target, context)];
  if (target?.span === undefined || broken.call?.path !== facts.path) return [];
  const { span, text = "target" } = target;
  const dtype = asDType(actual);
  const isOneHot = wanted === "floats" && broken.operation === "cross_entropy" && sameShapeAsInput(broken, target);
  const floats = toFloats(facts);
  const suffixes = isOneHot ? [".argmax(dim=1)", floats] : [wanted === "indices" ? toIntegers(facts) : floats];
  // Fractions would be cut off: whether the floats are class numbers, only the author knows.
  // What has other axes than the loss wants is wrong in more than its type.
  const isKnown = rankOf(target.shape) !== undefined;
  const isExact = wanted === "floats" && !isOneHot && isKnown && dtype !== undefined && !isFloating(dtype);
  return suffixes.map((suffix, index) => ({
    title: `Write \`${text}${suffix}\``,
    safe: isExact,
    preferred: index === 0,
    edits: [insertAfter(facts, span, suffix)],
  }));
}

/** Weights as floats, where the function is given them, or where the loss is made with them. */
function weightFix(
  { call, layer }: BrokenRequirement,
  weight: Operand | undefined,
  { facts }: RuleContext,
): Fix | undefined {
  const creation = layer?.creation;
  const made = creation?.path === facts.path ? argumentOf(creation, "weight") : undefined;
  const span = made?.span ?? (call?.path === facts.path ? weight?.span : undefined);
  if (span === undefined) return undefined;
  const { text, edit } = withSuffix(facts, span, toFloats(facts));
  return { title: `Write \`${excerpt(text, 60)}\``, safe: false, preferred: true, edits: [edit] };
}

/** What the classes were chosen from. */
function scoresFix(argmax: CallFact | undefined, { facts }: RuleContext): Fix | undefined {
  const edit = argmax && unwrapCall(facts, argmax);
  return argmax && edit && { title: `Remove ${code(argmax.calleeText)}`, safe: false, preferred: true, edits: [edit] };
}

function sameShapeAsInput({ operands }: BrokenRequirement, target: Operand): boolean {
  const [input] = operands;
  return input !== undefined && equalShapes(input.shape, target.shape);
}
