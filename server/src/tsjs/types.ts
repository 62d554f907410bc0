/**
 * What the text of a type tells of the parts of a value: members of an object type, items of an array or tuple, what a function gives. The texts
 * are those that `lower/type-text.ts` writes, in which the file's own names of types stand for what they mean.
 */

/** Whether the type has parts: only such a type is worth keeping with a value that is not known. */
export const hasParts = (type: string): boolean => /^\{|^\[|\[\]$|^\(\) => /.test(type);

export function memberType(type: string | undefined, name: string): string | undefined {
  if (type?.startsWith("{") !== true) return undefined;
  let any: string | undefined;
  for (const part of topLevel(type.slice(1, -1), ";")) {
    const colon = part.indexOf(":");
    const member = part.slice(0, colon).trim();
    if (member === name) return part.slice(colon + 1).trim();
    if (member === "*") any = part.slice(colon + 1).trim();
  }
  return any;
}

/** Of the item at that place; without a place, of any. */
export function itemType(type: string | undefined, place: number | undefined): string | undefined {
  if (type?.endsWith("[]") === true) {
    const item = type.slice(0, -2);
    return item.startsWith("(") && item.endsWith(")") ? item.slice(1, -1) : item;
  }
  if (type?.startsWith("[") !== true || place === undefined) return undefined;
  return topLevel(type.slice(1, -1), ",")[place]?.trim();
}

export const resultType = (type: string | undefined): string | undefined => /^\(\) => (.*)$/s.exec(type ?? "")?.[1];

/** The parts between separators that stand in no brackets. */
function topLevel(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? "";
    if ("{[(<".includes(character)) depth += 1;
    else if ("}])".includes(character) || (character === ">" && text[at - 1] !== "=")) depth -= 1;
    else if (character === separator && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  const last = text.slice(start);
  return last.trim() === "" ? parts : [...parts, last];
}
