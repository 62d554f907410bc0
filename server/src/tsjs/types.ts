/**
 * What the text of a type tells of the parts of a value: members of an object type, items of an array or tuple, what a function gives. The texts
 * are those that `lower/type-text.ts` writes, in which the file's own names of types stand for what they mean.
 */

/** Whether it may speak of tensors: what a type of another file is, is not known before that is read. */
export const mayHoldTensors = (type: string): boolean => /Tensor|Scalar|Variable|import\(/.test(type);

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
  return place === undefined ? undefined : tupleTypes(type)?.[place];
}

/** The types of a tuple's items, if it has a certain number of them. */
export function tupleTypes(type: string | undefined): readonly string[] | undefined {
  if (type?.startsWith("[") !== true || !type.endsWith("]")) return undefined;
  const parts = topLevel(type.slice(1, -1), ",").map((part) => part.trim());
  return parts.some((part) => part.startsWith("...")) ? undefined : parts;
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

/** A type of another file: the name that it has there, and how this file speaks of that one. */
export interface ImportedType {
  readonly specifier: string;
  readonly from: string;
  readonly name: string;
}

/** What a name of a type means. The place of a parameter is written `$0`, `$1`. */
export interface TypeMeaning {
  readonly text: string;
  /** What parameters stand for that are not given. */
  readonly defaults: readonly string[];
}

/** What the types that a file exports mean: as texts, or as types of other files; `stars` are files all of whose types it exports. */
export interface FileTypes {
  readonly texts: ReadonlyMap<string, TypeMeaning>;
  readonly others: ReadonlyMap<string, ImportedType>;
  readonly stars: readonly ImportedType[];
}

export const noTypes: FileTypes = { texts: new Map(), others: new Map(), stars: [] };

/** As TypeScript writes it, with the file that speaks: `import("./types", "/src/main.ts").Batch<tf.Tensor2D>`. */
export function importText({ specifier, from, name }: ImportedType, args: readonly string[]): string {
  const given = args.length === 0 ? "" : `<${args.join(", ")}>`;
  return `import(${JSON.stringify(specifier)}, ${JSON.stringify(from)}).${name}${given}`;
}

const imported = /import\(("(?:[^"\\]|\\.)*"), ("(?:[^"\\]|\\.)*")\)\.(\w+)/;

export const hasImports = (type: string): boolean => type.includes("import(");

/** Types in types of other files, and characters, that are written out. */
const mostImports = 24;
const longest = 8000;

/** The type with what its imports mean in their place; what nobody finds keeps its bare name. */
export function withImports(type: string, meaning: (type: ImportedType) => TypeMeaning | undefined): string {
  let text = type;
  for (let i = 0; ; i++) {
    const match = imported.exec(text);
    if (match === null) return text;
    const [whole, specifier = "", from = "", name = ""] = match;
    const end = match.index + whole.length;
    const close = text[end] === "<" ? closing(text, end) : undefined;
    const args = close === undefined ? [] : topLevel(text.slice(end + 1, close), ",").map((each) => each.trim());
    const found =
      i < mostImports && text.length < longest
        ? meaning({ specifier: JSON.parse(specifier) as string, from: JSON.parse(from) as string, name })
        : undefined;
    const meant = found?.text.replace(
      /\$(\d)/g,
      (_, place: string) => args[Number(place)] ?? found.defaults[Number(place)] ?? "unknown",
    );
    const rest = text.slice(close === undefined ? end : close + 1);
    // A union before `[]` is an item's type only in brackets.
    const inner =
      meant !== undefined && rest.startsWith("[]") && /[|&]|=>/.test(meant) ? `(${meant})` : (meant ?? name);
    text = text.slice(0, match.index) + inner + rest;
  }
}

/** The place of the bracket that closes the one at `open`. */
function closing(text: string, open: number): number | undefined {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === "<") depth += 1;
    else if (text[at] === ">" && text[at - 1] !== "=") depth -= 1;
    if (depth === 0) return at;
  }
  return undefined;
}

/** What a file's type means, wherever it comes from in the end. */
export function meaningIn(
  type: ImportedType,
  typesOf: (specifier: string, from: string) => FileTypes | undefined,
  depth = 8,
): TypeMeaning | undefined {
  const file = depth === 0 ? undefined : typesOf(type.specifier, type.from);
  if (file === undefined) return undefined;
  const own = file.texts.get(type.name);
  if (own !== undefined) return own;
  const other = file.others.get(type.name);
  if (other !== undefined) return meaningIn(other, typesOf, depth - 1);
  for (const star of file.stars) {
    const found = meaningIn({ ...star, name: type.name }, typesOf, depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
