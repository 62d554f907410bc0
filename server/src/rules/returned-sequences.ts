/**
 * Whether a recurrent layer of Keras or TensorFlow.js gives every step or its last alone: where the program says so, and how it says the other. That is in
 * the layer's own call, in that of the layer that it wraps, or where a function that makes layers is told; of layers that a loop makes, the last differs.
 */
import type { Span } from "../base/span.ts";
import { argumentOf, replace } from "../edits/index.ts";
import type { FileEdit } from "../edits/index.ts";
import type { CallFact, FileFacts, LayerFact } from "../facts/index.ts";
import type { Fix, RuleContext } from "./define.ts";
import { setSetting, spellingOf } from "./settings.ts";
import type { Spelling } from "./settings.ts";
import { code, inOtherFile } from "./words.ts";

const setting = "return_sequences";

/** The edits after which the layer gives every step, or its last alone; `isRepeated` where the same call is known to make several that follow each other. */
export function sequencesFixes(
  layer: LayerFact,
  everyStep: boolean,
  isRepeated: boolean,
  context: RuleContext,
): readonly Fix[] {
  const creation = layer.creation && toldCall(layer.creation, layer);
  if (creation === undefined) return [];
  const spelling = spellingOf(layer);
  const value = everyStep ? spelling.yes : spelling.no;
  const set = (to: string): readonly FileEdit[] => {
    const edit = setSetting(context.source(creation.path) ?? context.facts, creation, spelling, setting, to);
    return edit === undefined ? [] : [edit];
  };
  const loop = loopAround(creation, context.facts);
  const inLoop =
    loop === undefined || !(isRepeated || loop.isNamed)
      ? []
      : [fix(spelling, loop.isNotLast, [...set(loop.isNotLast), ...loop.edits], context)];
  const own = fix(spelling, value, set(value), context);
  return [...inLoop, own].filter((each) => each !== undefined);
}

function fix(spelling: Spelling, value: string, edits: readonly FileEdit[], context: RuleContext): Fix | undefined {
  const [first] = edits;
  if (first === undefined) return undefined;
  const title = `Set ${code(spelling.assigned(setting, value))}${inOtherFile(first.path, context)}`;
  return { title, safe: false, preferred: true, edits };
}

/** The call that says it: of a wrapper's, that of the layer within. */
const toldCall = (creation: CallFact, { className }: LayerFact): CallFact | undefined =>
  className.endsWith(".Bidirectional") ? argumentOf(creation, "layer")?.made : creation;

interface Loop {
  /** What holds in each turn but the last: `i < sizes.length - 1`. */
  readonly isNotLast: string;
  /** What the loop's head needs for it. */
  readonly edits: readonly FileEdit[];
  /** Whether the layer is made of what changes from turn to turn. */
  readonly isNamed: boolean;
}

function loopOf(
  names: readonly (string | undefined)[],
  isNotLast: string,
  edits: readonly FileEdit[],
  { span }: CallFact,
  { text }: FileFacts,
): Loop {
  const made = text.slice(span.start, span.end).split(/[^\w$]+/);
  return { isNotLast, edits, isNamed: names.some((name) => name !== undefined && made.includes(name)) };
}

const loopAround = (creation: CallFact, facts: FileFacts): Loop | undefined =>
  creation.path !== facts.path
    ? undefined
    : facts.language === "python"
      ? pythonLoop(creation, facts)
      : scriptLoop(creation, facts);

const scriptHeads =
  /for\s*\(\s*(?:let|var)\s+(\w+)\s*=\s*0\s*;\s*\1\s*<\s*([\w$.]+)\s*;|([\w$.]+)\.forEach\(\s*(?:function\s*)?\((\w+)\s*,\s*(\w+)\)/g;

function scriptLoop(creation: CallFact, facts: FileFacts): Loop | undefined {
  const { span } = creation;
  const { text } = facts;
  const heads = [...text.slice(0, span.start).matchAll(scriptHeads)];
  const head = heads.findLast(({ index, 0: { length } }) => isWithin(text.slice(index + length, span.start)));
  if (head === undefined) return undefined;
  const [, counter, bound = "", list = "", item, index = ""] = head;
  const isNotLast = counter !== undefined ? `${counter} < ${bound} - 1` : `${index} < ${list}.length - 1`;
  return loopOf([counter, item, index], isNotLast, [], creation, facts);
}

/** Whether what lies between a loop's head and a place closes no more than it opens. */
function isWithin(between: string): boolean {
  let depth = 0;
  for (const char of between) {
    if (char === "{") depth++;
    else if (char === "}") depth--;
    if (depth < 0 || (depth === 0 && char === "}")) return false;
  }
  return true;
}

function pythonLoop(creation: CallFact, facts: FileFacts): Loop | undefined {
  const { span } = creation;
  const { path, text } = facts;
  const lines = [...text.slice(0, span.start).matchAll(/^([ \t]*)(\S.*)?$/gm)];
  let indent = lines.at(-1)?.[1]?.length ?? 0;
  for (const { index, 1: space = "", 2: line = "" } of lines.reverse()) {
    if (line === "" || space.length >= indent) continue;
    indent = space.length;
    const found = /^for\s+(?:(\w+)\s*,\s*)?(\w+)\s+in\s+(range|enumerate)?\(?([\w.]+)\)?\s*:/.exec(line);
    const [, counter, item = "", kind, list = ""] = found ?? [];
    if (found === null) continue;
    const head: Span = { start: index + space.length, end: index + space.length + found[0].length };
    const made = (isNotLast: string, written?: string): Loop =>
      loopOf([counter, item], isNotLast, written === undefined ? [] : [replace(path, head, written)], creation, facts);
    if (kind === "enumerate" && counter !== undefined) return made(`${counter} < len(${list}) - 1`);
    if (kind === "range" && counter === undefined && item !== "_") return made(`${item} < ${list} - 1`);
    if (counter !== undefined || kind === "enumerate" || /\bi\b/.test(text)) return undefined;
    return kind === "range"
      ? made(`i < ${list} - 1`, `for i in range(${list}):`)
      : made(`i < len(${list}) - 1`, `for i, ${item} in enumerate(${list}):`);
  }
  return undefined;
}
