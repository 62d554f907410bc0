/** A tensor whose numbers are of a kind that the operation refuses: floats as indices, ints into a layer of floats. */
import type { Span } from "../../base/span.ts";
import { insertAfter, replace } from "../../edits/index.ts";
import type { BrokenRequirement, FileFacts, Operand } from "../../facts/index.ts";
import { asDType, isFloating, isInteger } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { culprit, relatedPlaces, subjectOperand } from "../story.ts";
import { code } from "../words.ts";
import { familyOf } from "../family.ts";

interface Mismatch {
  readonly broken: BrokenRequirement;
  readonly input: Operand | undefined;
  readonly actual: string;
  readonly wanted: string;
}

export const dtypeMismatch = defineRule({
  name: "dtype-mismatch",
  summary: "A tensor has a dtype that the operation refuses",
  level: "error",
  since: "0.1.0",
  on: "broken-requirement",

  check(broken): Mismatch | undefined {
    if (familyOf(broken) !== "dtype") return undefined;
    const { relation, detail } = broken;
    const actual = relation.kind === "dtype" ? relation.actual : detail?.["actual"];
    const wanted = relation.kind === "dtype" ? relation.allowed : detail?.["wanted"];
    const input = subjectOperand(broken);
    return {
      broken,
      input,
      actual: typeof actual === "string" ? actual : "?",
      wanted: typeof wanted === "string" ? wanted : "?",
    };
  },
  report: ({ broken, input, actual, wanted }, context) => {
    const what =
      input?.text === undefined
        ? `its ${broken.subject === "input" ? "input" : code(broken.subject)}`
        : code(input.text);
    const message = `${culprit(broken, context)} takes ${wantedWords(wanted)}, but ${what} is ${code(actual)}.`;
    return { at: broken.span, message, related: relatedPlaces(broken) };
  },
  fixes: (found, context) => [castFix(found, context)],
});

const classes: Readonly<Record<string, string>> = {
  floating: "floating-point numbers",
  differentiable: "floating-point numbers",
  integer: "integers",
  bool: "booleans (`bool`)",
  index: "indices (`int64` or `int32`)",
  "not-bool": "numbers, not booleans",
  string: "text (`string`)",
};

const wantedWords = (wanted: string): string => classes[wanted] ?? wanted.split(", ").map(code).join(" or ");

function castFix({ broken, input, wanted }: Mismatch, { facts }: RuleContext): Fix | undefined {
  if (input?.span === undefined || input.text === undefined || broken.call?.path !== facts.path) return undefined;
  if (input.library === "tensorflow") return tensorFlowCast(input.text, input.span, wanted, facts);
  const cast = facts.language === "python" ? castTo(wanted) : scriptCastTo(wanted);
  if (cast === undefined) return undefined;
  const title = `Convert \`${input.text}\` with \`${cast}\``;
  return { title, safe: false, preferred: true, edits: [insertAfter(facts, input.span, cast)] };
}

/** TensorFlow's tensors have no method for it, but `tf` has a function. */
function tensorFlowCast(text: string, span: Span, wanted: string, facts: FileFacts): Fix | undefined {
  const tf = /^\s*import tensorflow as (\w+)/m.exec(facts.text)?.[1];
  const dtype = tensorFlowTypes[wanted] ?? asDType(wanted.split(", ")[0] ?? "");
  if (tf === undefined || dtype === undefined) return undefined;
  const [name, cast] =
    dtype === "string"
      ? ["strings.as_string", `${tf}.strings.as_string(${text})`]
      : ["cast", `${tf}.cast(${text}, ${tf}.${dtype})`];
  const edits = [replace(facts.path, span, cast)];
  return { title: `Convert \`${text}\` with \`${tf}.${name}\``, safe: false, preferred: true, edits };
}

const tensorFlowTypes: Readonly<Record<string, string>> = {
  floating: "float32",
  differentiable: "float32",
  integer: "int32",
  index: "int32",
};

/** The same in TensorFlow.js. */
function scriptCastTo(wanted: string): string | undefined {
  if (/^(floating|differentiable|float32)/.test(wanted)) return ".toFloat()";
  if (/^(index|integer|int32|int64)/.test(wanted)) return ".toInt()";
  return wanted.startsWith("bool") ? ".toBool()" : undefined;
}

/** The method that makes it what is wanted. */
function castTo(wanted: string): string | undefined {
  if (wanted === "floating" || wanted === "differentiable" || wanted === "float32") return ".float()";
  if (wanted === "index" || wanted === "integer") return ".long()";
  if (wanted === "bool") return ".bool()";
  const dtype = asDType(wanted.split(", ")[0] ?? "");
  if (dtype === undefined) return undefined;
  if (dtype === "int64") return ".long()";
  return isFloating(dtype) || isInteger(dtype) ? `.to(torch.${dtype})` : undefined;
}
