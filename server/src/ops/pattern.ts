/**
 * Input patterns: `"N? Cin H W"`. A word is one axis; `N?` an axis that may be absent (only the first word); `*batch` any
 * number of axes; `S:2` two axes bound together; `_` an axis of any size, `*_` any axes; a numeral that very size. The words are typed
 * variables of the operation. Judging what a match requires is left to define.ts.
 */
import { axisOf, concatShapes, rankOf, rowShape, shapeFrom, shapeOf } from "../shape/index.ts";
import type { Dim, FreshSizes, Shape } from "../shape/index.ts";

type Words<P extends string> = P extends `${infer Head} ${infer Tail}` ? Head | Words<Tail> : P;
type WordName<W extends string> = W extends "_" | "*_" | "" | `${number}`
  ? never
  : W extends `*${infer Name}`
    ? Name
    : W extends `${infer Name}?`
      ? Name
      : W extends `${infer Name}:${string}`
        ? Name
        : W;
type AxisValue<W extends string> = W extends `*${string}` | `${string}?`
  ? Shape
  : W extends `${string}:${string}`
    ? readonly Dim[]
    : Dim;

/** The axes that a pattern names: a size each, or a run of axes for `N?` and `*batch`. */
export type AxesOf<P extends string> = { readonly [W in Words<P> as WordName<W>]: AxisValue<W> };

export interface Word {
  readonly form: "one" | "optional" | "any" | "counted";
  /** `undefined` for `_` and numerals. */
  readonly name: string | undefined;
  readonly count: number;
  /** The size that a numeral demands. */
  readonly exactly?: number;
}

export interface Pattern {
  readonly text: string;
  readonly words: readonly Word[];
  /** Axes that must be there. */
  readonly fixed: number;
  readonly optionalFirst: boolean;
  readonly open: boolean;
}

export function parsePattern(text: string): Pattern {
  const words = text
    .split(" ")
    .filter((word) => word !== "")
    .map(parseWord);
  return {
    text,
    words,
    fixed: words.reduce((count, word) => count + (word.form === "one" || word.form === "counted" ? word.count : 0), 0),
    optionalFirst: words[0]?.form === "optional",
    open: words.some((word) => word.form === "any"),
  };
}

function parseWord(text: string): Word {
  if (text === "_") return { form: "one", name: undefined, count: 1 };
  if (/^\d+$/.test(text)) return { form: "one", name: undefined, count: 1, exactly: Number(text) };
  if (text === "*_") return { form: "any", name: undefined, count: 0 };
  if (text.startsWith("*")) return { form: "any", name: text.slice(1), count: 0 };
  if (text.endsWith("?")) return { form: "optional", name: text.slice(0, -1), count: 1 };
  const [name, count] = text.split(":");
  return count === undefined
    ? { form: "one", name: text, count: 1 }
    : { form: "counted", name: name ?? text, count: Number(count) };
}

/** One name an axis, for `Judge.expand`. */
export function axisNames(pattern: Pattern): readonly string[] {
  return pattern.words.flatMap((word) => {
    if (word.form === "any") return [`*${word.name ?? "rest"}`];
    if (word.form === "counted") return Array.from({ length: word.count }, (_, i) => `${word.name ?? "size"}${i + 1}`);
    return [word.name ?? "size"];
  });
}

export function ranksOf(pattern: Pattern): readonly number[] | { readonly min: number } {
  if (pattern.open) return { min: pattern.fixed };
  return pattern.optionalFirst ? [pattern.fixed, pattern.fixed + 1] : [pattern.fixed];
}

export type AxisBinding =
  | { readonly kind: "size"; readonly size: Dim; readonly exactly?: number }
  | { readonly kind: "sizes"; readonly sizes: readonly Dim[] }
  | { readonly kind: "run"; readonly run: Shape };
export type NamedBinding = readonly [name: string | undefined, binding: AxisBinding];

/** Reads a shape by a pattern that its rank fits. What a shape of unknown rank does not show becomes fresh opaque sizes. */
export function bindPattern(pattern: Pattern, shape: Shape, fresh: FreshSizes): readonly NamedBinding[] {
  const split = pattern.words.findIndex((word) => word.form === "any" || word.form === "optional");
  const leading = split < 0 ? pattern.words : pattern.words.slice(0, split);
  const trailing = split < 0 ? [] : pattern.words.slice(split + 1);
  const middle = pattern.words[split];
  const before = countAxes(leading);
  const after = countAxes(trailing);
  return [
    ...bindWords(leading, shape, 0, fresh),
    ...(middle === undefined
      ? []
      : [[middle.name, { kind: "run", run: middleRun(shape, before, after, middle, fresh) }] as const]),
    ...bindWords(trailing, shape, -after, fresh),
  ];
}

const countAxes = (words: readonly Word[]): number => words.reduce((count, word) => count + word.count, 0);

function bindWords(words: readonly Word[], shape: Shape, start: number, fresh: FreshSizes): readonly NamedBinding[] {
  let position = start;
  const take = (word: Word): Dim => axisOf(shape, position++) ?? fresh.size(word.name ?? "size", { min: 0 });
  return words.map((word): NamedBinding => {
    if (word.form === "counted") {
      return [word.name, { kind: "sizes", sizes: Array.from({ length: word.count }, () => take(word)) }];
    }
    const exactly = word.exactly === undefined ? {} : { exactly: word.exactly };
    return [word.name, { kind: "size", size: take(word), ...exactly }];
  });
}

function middleRun(shape: Shape, before: number, after: number, word: Word, fresh: FreshSizes): Shape {
  const rank = rankOf(shape);
  if (rank !== undefined) return shapeFrom(shape.lead.slice(before, rank - after));
  if (shape.rest === undefined || shape.lead.length < before || shape.tail.length < after) {
    return rowShape([], fresh.row(word.name ?? "rest"));
  }
  return rowShape(shape.lead.slice(before), shape.rest, shape.tail.slice(0, shape.tail.length - after));
}

/** Axes one after the other: sizes and runs of sizes. */
export function axes(fresh: FreshSizes, ...parts: readonly (Dim | Shape | readonly Dim[])[]): Shape {
  return parts.reduce<Shape>((whole, part) => concatShapes(whole, asRun(part), fresh), shapeOf());
}

function asRun(part: Dim | Shape | readonly Dim[]): Shape {
  if (typeof part === "object" && "lead" in part) return part;
  return isList(part) ? shapeFrom(part) : shapeOf(part);
}

function isList(part: Dim | readonly Dim[]): part is readonly Dim[] {
  return Array.isArray(part);
}
