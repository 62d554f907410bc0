/** A size of a layer that is changed by assigning the attribute that tells it: the weights stay as they are. */
import type { AttributeAssignmentFact } from "../../facts/index.ts";
import { replace } from "../../edits/index.ts";
import { equalDims, printDim } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { nnSpelling } from "../heads.ts";
import { code } from "../words.ts";

export const ineffectiveAssignment = defineRule({
  name: "ineffective-assignment",
  summary: "A layer's size is assigned, which does not change its weights",
  level: "warning",
  since: "0.1.0",
  on: "assignment",

  check(assignment, { facts }): AttributeAssignmentFact | undefined {
    const { className, attribute, before, after, object } = assignment;
    const isTelling = telling.some(([layers, names]) => layers.test(className) && names.includes(attribute));
    // A stack may well be told how wide it is, for others to read.
    const isHead = className === "torch.nn.Sequential" && lastOfStack(object, attribute, facts) !== undefined;
    if (!isTelling && !isHead) return undefined;
    if (before !== undefined && after !== undefined && equalDims(before, after)) return undefined;
    // Where the weights are replaced too, the attribute is only kept true; where the layer is, it may be read for that.
    const isReplaced = replacesWeights(facts.text, object) || replaces(facts.text.slice(assignment.span.end), object);
    return isReplaced ? undefined : assignment;
  },
  report: ({ span, object, attribute, before, after, className }) => {
    const was = before === undefined ? "" : ` of ${printDim(before)}`;
    const wanted = after === undefined ? "the new size" : printDim(after);
    const layer = className.slice(className.lastIndexOf(".") + 1);
    if (layer === "Sequential")
      return {
        at: span,
        message: `${code(object)} is a stack of layers, which have their sizes each for itself: ${code(attribute)} is only a new attribute of the stack. To change a size, put a new layer in the place of the one that has it.`,
      };
    return {
      at: span,
      message:
        `${code(`${object}.${attribute}`)} only tells how the layer was made: assigning it leaves the weights${was} as they are. ` +
        `To change the size, put a new \`${layer}\` with ${wanted} in its place.`,
    };
  },
  fixes: (found, context) => [newLayer(found, context)],
});

/** Attributes that a layer keeps and never looks at again. */
const telling: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^torch\.nn\.(Linear|Bilinear)$/, ["in_features", "out_features", "in1_features", "in2_features"]],
  [/^torch\.nn\.Conv(Transpose)?[123]d$/, ["in_channels", "out_channels", "kernel_size"]],
  [/^torch\.nn\.(Sync)?BatchNorm([123]d)?$/, ["num_features"]],
  [/^torch\.nn\.Embedding$/, ["num_embeddings", "embedding_dim"]],
];

const replacesWeights = (text: string, object: string): boolean =>
  new RegExp(`${escaped(object)}\\.weight(\\.data)?\\s*=[^=]`).test(text);

const replaces = (text: string, object: string): boolean =>
  new RegExp(`(^|;)[ \\t]*${escaped(object)}[ \\t]*=[^=]`, "m").test(text);

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** `model.fc.out_features = 10` becomes `model.fc = nn.Linear(model.fc.in_features, 10)`. */
function newLayer(
  { span, object, attribute, className }: AttributeAssignmentFact,
  { facts }: RuleContext,
): Fix | undefined {
  const line = /^[ \t]*=[ \t]*([^#\r\n]*[^#\s])/.exec(facts.text.slice(span.end));
  const value = line?.[1];
  const layer = className === "torch.nn.Linear" ? object : lastOfStack(object, attribute, facts);
  if (layer === undefined || line === null || value === undefined || !isOperand(value)) return undefined;
  const sizes = attribute === "out_features" ? `${layer}.in_features, ${value}` : `${value}, ${layer}.out_features`;
  const text = `${layer} = ${nnSpelling(facts.text)}.Linear(${sizes})`;
  const edit = replace(facts.path, { start: span.start, end: span.end + line[0].length }, text);
  return { title: `Put a new \`Linear\` in the place of \`${layer}\``, safe: false, preferred: true, edits: [edit] };
}

/** The layer of a stack that tells classes apart: `model.classifier[1]` of `model.classifier`. */
function lastOfStack(object: string, attribute: string, { heads }: RuleContext["facts"]): string | undefined {
  const layers = (heads ?? [])
    .flatMap(({ layers: all }) => all)
    .filter(({ className }) => className.endsWith("Linear"));
  const item = layers
    .map(({ path }) => /^(.*)(\[-?\d+\])$/.exec(path))
    .find((each) => object.endsWith(each?.[1] ?? " "));
  return attribute === "out_features" && item?.[2] !== undefined ? object + item[2] : undefined;
}

/** One expression, whole on its line. */
const isOperand = (text: string): boolean => /^[\w.*+ ]+$|^len\([\w.]+\)$/.test(text);
