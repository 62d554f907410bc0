/** The layer that gave an axis its size, made for another size. Which one is wanted is the rules' to say. */
import { setArgument } from "../edits/index.ts";
import type { Producer } from "../facts/index.ts";
import { axisOf, equalDims } from "../shape/index.ts";
import type { Dim } from "../shape/index.ts";
import type { Fix } from "./define.ts";
import { creationArgument, outputArgument, rewritten } from "./layer-arguments.ts";
import { makerOf } from "./story.ts";

/** `axis` counts from the end. */
export function resizeHead(
  producer: Producer | undefined,
  axis: number,
  wanted: Dim,
  preferred = true,
  which = "",
): Fix | undefined {
  const size = producer && axisOf(producer.output.shape, axis);
  const layer = size === undefined ? undefined : makerOf(producer, axis, size)?.layer;
  const parameter = layer === undefined ? undefined : outputArgument(layer);
  const argument = creationArgument(layer, parameter);
  if (argument?.size === undefined || size === undefined || !equalDims(argument.size, size)) return undefined;
  const text = rewritten(argument, wanted);
  if (layer?.creation === undefined || parameter === undefined || text === undefined) return undefined;
  const edit = setArgument(layer.creation, parameter, text.text);
  const title = `Set \`${parameter}\`${which} to \`${text.text}\``;
  return edit && { title, safe: false, preferred, edits: [edit] };
}
