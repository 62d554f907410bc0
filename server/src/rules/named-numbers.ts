/**
 * Where a number that the program knows by a name is given: `CLASSES = 9`, the item `"classes": 9` or the field `classes: int = 9` of a configuration, the default
 * of a parameter or of an option. Another number belongs there, where the name goes on to say what it means.
 */
import type { Place } from "../base/span.ts";
import { argumentOf, replace } from "../edits/index.ts";
import type { CallFact, FileFacts } from "../facts/index.ts";
import { asConstant } from "../shape/index.ts";
import type { Dim } from "../shape/index.ts";
import type { Fix, RuleContext } from "./define.ts";
import { code } from "./words.ts";

/** The place of the number behind `classes`, `cfg.classes` or `cfg["classes"]`, if there is one such place. */
export function namedNumber(text: string, has: number, { path, text: own, others }: FileFacts): Place | undefined {
  const name = nameOf(text);
  if (name === undefined) return undefined;
  const option = `["']--${name.replaceAll("_", "[-_]")}["'][^()\\n]*\\bdefault\\s*=\\s*`;
  const item = `(?<![\\w.])(["']?)${name}\\1(?:\\s*:\\s*(?:int|number))?\\s*[:=]\\s*`;
  const pattern = new RegExp(`(?:${option}|${item})(?=${String(has)}(?![\\w.]))`, "g");
  const places = [...new Map([[path, own], ...(others ?? [])])].flatMap(([file, source]) =>
    [...source.matchAll(pattern)].map(({ index, 0: { length } }) => ({
      path: file,
      span: { start: index + length, end: index + length + String(has).length },
    })),
  );
  return places.length === 1 ? places[0] : undefined;
}

const nameOf = (text: string): string | undefined =>
  /^(?:[\w.]+\.)?([A-Za-z_]\w*)$/.exec(text)?.[1] ?? /^[\w.]+\[["'](\w+)["']\]$/.exec(text)?.[1];

/** Another number for the name that a call's argument, or the caller who hands it on, is written as. */
export function nameFix(
  creation: CallFact,
  parameter: string,
  wanted: Dim,
  preferred: boolean,
  { facts }: RuleContext,
): Fix | undefined {
  const argument = argumentOf(creation, parameter);
  const text = argument?.written?.text ?? argument?.text;
  const [has, number] = [argument?.size, wanted].map((size) => (size === undefined ? undefined : asConstant(size)));
  if (text === undefined || has === undefined || number === undefined) return undefined;
  const place = namedNumber(text, has, facts);
  if (place === undefined) return undefined;
  const title = `Set ${code(text)} to ${code(String(number))}`;
  return { title, safe: false, preferred, edits: [replace(place.path, place.span, String(number))] };
}
