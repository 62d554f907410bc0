/**
 * A layer that takes its size in the words of the layer before it: `BatchNorm1d(fan_out)` behind `Linear(fan_in, fan_out)`. A number would be right in one turn
 * of a loop or for one caller only.
 */
import { replace } from "../edits/index.ts";
import { contains } from "../base/span.ts";
import type { Span } from "../base/span.ts";
import type { FileFacts, LayerFact, Producer } from "../facts/index.ts";
import type { Fix, RuleContext } from "./define.ts";
import { creationArgument, outputArgument } from "./layer-arguments.ts";
import { code } from "./words.ts";

export function inMakersWords(
  layer: LayerFact | undefined,
  parameter: string | undefined,
  maker: Producer | undefined,
  { facts }: RuleContext,
): Fix | undefined {
  const before = maker?.layer;
  const given = creationArgument(layer, parameter);
  const words = before && creationArgument(before, outputArgument(before));
  if (given?.span === undefined || words?.text === undefined || parameter === undefined) return undefined;
  if (isNumber(given.text) || isNumber(words.text) || given.text === words.text) return undefined;
  const [own, others] = [layer?.creation, before?.creation];
  if (own?.path !== facts.path || others?.path !== facts.path) return undefined;
  if (scopeOf(own.span, facts) !== scopeOf(others.span, facts)) return undefined;
  if (isLeftBehind(words.text, others.span, own.span, facts)) return undefined;
  const edits = [replace(own.path, given.span, words.text)];
  return { title: `Set ${code(parameter)} to ${code(words.text)}`, safe: false, preferred: true, edits };
}

const isNumber = (text: string | undefined): boolean => text === undefined || /^[\d_\s*+\-/()]+$/.test(text);

/** The innermost function around a place: what is named in one means the same in both places. */
function scopeOf(span: Span, { functions }: FileFacts): Span | undefined {
  const around = (functions ?? []).map((each) => each.span).filter((each) => contains(each, span));
  return around.sort((a, b) => b.start - a.start)[0];
}

/** Whether a loop gives the name around the first place and not around the second: what it is there, only the last turn says. */
function isLeftBehind(name: string, first: Span, second: Span, { text }: FileFacts): boolean {
  const loops = [
    ...text
      .slice(0, first.end)
      .matchAll(new RegExp(`^([ \\t]*)[^\\n]*\\bfor\\b[^\\n]*\\b${escaped(name)}\\b[^\\n]*\\b(in|of)\\b`, "gm")),
  ];
  const loop = loops.at(-1);
  if (loop === undefined) return false;
  const indent = loop[1]?.length ?? 0;
  const within = text.slice(loop.index, second.start).split("\n").slice(1);
  return second.start < loop.index || within.some((line) => line.trim() !== "" && line.search(/\S/) <= indent);
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
