/** Axes of 1 that an index puts in, put in other places: `t[:, None, None, :]` of (B, C), where `t[:, :, None, None]` meets a map of C channels. */
import { replace } from "../../edits/index.ts";
import type { CallFact } from "../../facts/index.ts";
import type { Fix, RuleContext } from "../define.ts";
import { code, excerpt } from "../words.ts";
import type { Maker } from "./makers.ts";

/** They are few in a file, and what goes through a data set has no makers: all are tried, those on the way first. */
export function movedNewAxes(makers: readonly Maker[], context: RuleContext): readonly Fix[] {
  const others = context.facts.values.flatMap(({ text, producer }) =>
    /\[.*\b(None|newaxis)\b.*\]$/.test(text) ? (producer?.call ?? []) : [],
  );
  return [...makers.flatMap(({ calls }) => calls), ...others].flatMap((call) => moved(call, context));
}

const newAxis = /^((\w+\.)?newaxis|None)$/;

function moved({ path, span, calleeText, args: [, index] }: CallFact, context: RuleContext): readonly Fix[] {
  const { text, span: at } = index ?? {};
  if (text === undefined || at === undefined || !calleeText.endsWith("]") || /[([{]/.test(text)) return [];
  const items = text.split(",").map((item) => item.trim());
  const put = items.find((item) => newAxis.test(item));
  if (put === undefined) return [];
  const array = context.source(path)?.text.slice(span.start, at.start) ?? "";
  return arrangements(
    items.filter((item) => !newAxis.test(item)),
    put,
    items.length,
  )
    .map((arranged) => arranged.join(", "))
    .filter((written) => written !== items.join(", "))
    .map((written) => ({
      title: `Write ${code(excerpt(`${array}${written}]`, 60))}`,
      safe: false,
      preferred: false,
      edits: [replace(path, at, written)],
    }));
}

/** All ways to put the rest into so many places, in their order. */
export function arrangements(rest: readonly string[], put: string, count: number): readonly (readonly string[])[] {
  if (rest.length > count || count > 5) return [];
  if (count === 0) return [[]];
  const [first, ...others] = rest;
  const kept = first === undefined ? [] : arrangements(others, put, count - 1).map((tail) => [first, ...tail]);
  const added = arrangements(rest, put, count - 1).map((tail) => [put, ...tail]);
  return [...kept, ...added];
}
