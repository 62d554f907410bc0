/**
 * Where a text that a call is given stands: in the call, where its caller wrote it, or as the one such text of the program, behind a name, a configuration or
 * a default. Another belongs there, so that what the name says stays true.
 */
import type { Place } from "../base/span.ts";
import { argumentOf, replace, setArgument } from "../edits/index.ts";
import type { FileEdit, SourceText } from "../edits/index.ts";
import type { CallFact, FileFacts } from "../facts/index.ts";

/** As the file quotes. */
export const quoteOf = ({ text }: SourceText): string => (text.split("'").length > text.split('"').length ? "'" : '"');

/** Writes another text for an argument whose value is known to be a text. */
export function setText(call: CallFact, parameter: string, text: string, facts: FileFacts): FileEdit | undefined {
  const argument = argumentOf(call, parameter);
  if (argument?.literal?.startsWith('"') !== true || argument.span === undefined) return undefined;
  const given = argument.written ?? { path: call.path, span: argument.span, text: argument.text ?? "" };
  const own = /^(["'`]).*\1$/s.exec(given.text)?.[1];
  if (own !== undefined) return replace(given.path, given.span, own + text + own);
  const [place, ...more] = placesOf(argument.literal.slice(1, -1), facts);
  if (place !== undefined && more.length === 0) return replace(place.path, place.span, text);
  const quote = quoteOf(facts);
  return setArgument(call, parameter, quote + text + quote);
}

/** Where a text stands between quotes in the files that took part. */
function placesOf(text: string, { path, text: own, others }: FileFacts): readonly Place[] {
  return [...new Map([[path, own], ...(others ?? [])])].flatMap(([file, source]) =>
    ['"', "'", "`"].flatMap((quote) => {
      const places: Place[] = [];
      const whole = quote + text + quote;
      for (let at = source.indexOf(whole); at >= 0; at = source.indexOf(whole, at + whole.length))
        places.push({ path: file, span: { start: at + 1, end: at + 1 + text.length } });
      return places;
    }),
  );
}
