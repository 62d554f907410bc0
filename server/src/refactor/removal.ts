/** Taking an operation out of a network: a call is peeled off, a layer leaves its container, or gives way to one that does nothing. */
import { argumentOf, openBracket, peelCall, removeItem, replace } from "../edits/index.ts";
import type { FileEdit } from "../edits/index.ts";
import type { CallFact, Producer } from "../facts/index.ts";
import type { Scene } from "./define.ts";
import { idleAssignment } from "./labels.ts";

export function removal({ call, layer }: Producer, scene: Pick<Scene, "read">): readonly FileEdit[] | undefined {
  const isDirect = call !== undefined && (layer === undefined || call.callee === layer.className);
  if (isDirect) {
    const peeled = idleAssignment([call], scene.read) ?? peelCall(call);
    const made = layer?.creation === undefined ? undefined : idleLayer(call, layer.creation, scene);
    return peeled && [...peeled, ...(made ?? [])];
  }
  return layer?.creation === undefined ? undefined : removeLayer(layer.creation, scene);
}

/** `self.sigmoid = nn.Sigmoid()`, which nothing calls any more. */
function idleLayer(call: CallFact, creation: CallFact, { read }: Pick<Scene, "read">): readonly FileEdit[] | undefined {
  const text = read(creation.path);
  const name = /^self\.(\w+)$/.exec(call.calleeText)?.[1];
  if (text === undefined || name === undefined || call.path !== creation.path) return undefined;
  const line = new RegExp(`\\n[ \\t]*self\\.${name}[ \\t]*=[ \\t]*$`).exec(text.slice(0, creation.span.start));
  const isWholeLine = /^[ \t]*\r?(\n|$)/.test(text.slice(creation.span.end));
  const uses = text.match(new RegExp(`\\.${name}\\b`, "g")) ?? [];
  if (line === null || !isWholeLine || uses.length !== 2) return undefined;
  return [replace(creation.path, { start: line.index, end: creation.span.end }, "")];
}

/** Out of a list or the arguments of a container; elsewhere something must stand in its place. */
export function removeLayer(creation: CallFact, { read }: Pick<Scene, "read">): readonly FileEdit[] | undefined {
  const text = read(creation.path);
  if (text === undefined) return undefined;
  const opening = openingBefore(text, creation.span.start);
  const isItem = opening !== undefined && (opening.endsWith("[") || /\bSequential\($/.test(opening));
  if (isItem) return [removeItem({ path: creation.path, text }, creation.span)];
  const dot = creation.calleeText.lastIndexOf(".");
  if (dot < 0) return undefined;
  return [replace(creation.path, creation.span, `${creation.calleeText.slice(0, dot)}.Identity()`)];
}

/** The text up to the bracket within which an offset lies. */
function openingBefore(text: string, offset: number): string | undefined {
  const at = openBracket(text.slice(0, offset));
  return at === undefined ? undefined : text.slice(Math.max(0, at - 40), at + 1);
}

/** Whether a written argument says one of these. */
export function says(call: CallFact, parameter: string, literals: readonly string[]): boolean {
  const literal = argumentOf(call, parameter)?.literal;
  return literal !== undefined && literals.includes(literal);
}
