/** The layer that gave an axis its size, made for another size. Which one is wanted is the rules' to say. */
import { setArgument } from "../edits/index.ts";
import type { Producer } from "../facts/index.ts";
import { axisOf, equalDims } from "../shape/index.ts";
import type { Dim } from "../shape/index.ts";
import type { Fix, RuleContext } from "./define.ts";
import { creationArgument, isProduct, outputArgument, rewritten } from "./layer-arguments.ts";
import { nameFix } from "./named-numbers.ts";
import { makerOf } from "./story.ts";

interface Manner {
  readonly preferred?: boolean;
  /** Words behind the name of the layer's argument. */
  readonly which?: string;
  /** The size as the program writes it elsewhere, for where it stands as a product. */
  readonly product?: string;
}

/** `axis` counts from the end. */
export function resizeHead(
  producer: Producer | undefined,
  axis: number,
  wanted: Dim,
  context: RuleContext,
  manner: Manner = {},
): readonly Fix[] {
  const size = producer && axisOf(producer.output.shape, axis);
  return size === undefined ? [] : resizeMaker(makerOf(producer, axis, size), size, wanted, context, manner);
}

/** Where the number has a name it is changed there, else or as well in the layer's own call. */
export function resizeMaker(
  maker: Pick<Producer, "layer"> | undefined,
  size: Dim,
  wanted: Dim,
  context: RuleContext,
  { preferred = true, which = "", product }: Manner = {},
): readonly Fix[] {
  const { creation } = maker?.layer ?? {};
  const parameter = maker?.layer === undefined ? undefined : outputArgument(maker.layer);
  const argument = creationArgument(maker?.layer, parameter);
  if (creation === undefined || parameter === undefined || argument?.size === undefined) return [];
  if (!equalDims(argument.size, size)) return [];
  const named = nameFix(creation, parameter, wanted, preferred, context);
  const text = product !== undefined && isProduct(argument) ? product : rewritten(argument, wanted)?.text;
  const edit = text === undefined ? undefined : setArgument(creation, parameter, text);
  if (text === undefined || edit === undefined) return named === undefined ? [] : [named];
  const title = `Set \`${parameter}\`${which} to \`${text}\``;
  const own = { title, safe: false, preferred: preferred && named === undefined, edits: [edit] };
  return named === undefined ? [own] : [named, own];
}
