/** Methods of strings. Where the text or an argument is not known, the result is an unknown value of the right kind. */
import { anyBool, anyStr, bool, constantInt, none, str, tuple, unknown } from "../../interp/values.ts";
import type { Value } from "../../interp/values.ts";
import { addMethods, methodArguments, type Method, type MethodCall } from "./calls.ts";
import { strClass } from "./classes.ts";
import { payloadOf } from "./lookup.ts";
import { intOrAny } from "./numbers.ts";
import { braceFormat } from "./percent-format.ts";

/** The known text of a value; `undefined` if it is no string or not known. */
function textOf(value: Value | undefined): string | undefined {
  const plain = value === undefined ? undefined : payloadOf(value);
  return plain?.kind === "str" ? plain.value : undefined;
}

/** A method without arguments that gives a string. */
function mapText(map: (text: string) => string | undefined): Method {
  return ({ self, args }) => {
    const text = textOf(self);
    return str(text === undefined || args.length > 0 ? undefined : map(text));
  };
}

function testText(pattern: RegExp, isTrueOfEmpty = false): Method {
  return ({ self }) => {
    const text = textOf(self);
    return text === undefined ? anyBool : bool(text === "" ? isTrueOfEmpty : pattern.test(text));
  };
}

/** Text and string arguments, if all are known and nothing is surplus. */
function knownTexts(
  call: MethodCall,
  parameters: readonly string[],
): { text: string; given: readonly (string | undefined)[] } | undefined {
  const text = textOf(call.self);
  const bound = methodArguments(call, parameters);
  if (text === undefined || bound === undefined) return undefined;
  const given = bound.map((value) => (value === undefined || value.kind === "none" ? undefined : textOf(value)));
  const isUnknown = bound.some((value, i) => value !== undefined && value.kind !== "none" && given[i] === undefined);
  return isUnknown ? undefined : { text, given };
}

function strip(side: "both" | "left" | "right"): Method {
  return (call) => {
    const known = knownTexts(call, ["chars"]);
    if (known === undefined) return anyStr;
    const isStripped = (c: string): boolean =>
      known.given[0] === undefined ? /\s/.test(c) : known.given[0].includes(c);
    const characters = [...known.text];
    let start = 0;
    let end = characters.length;
    if (side !== "right") while (start < end && isStripped(characters[start] ?? "")) start++;
    if (side !== "left") while (end > start && isStripped(characters[end - 1] ?? "")) end--;
    return str(characters.slice(start, end).join(""));
  };
}

function split(fromRight: boolean): Method {
  return (call) => {
    const { machine } = call;
    const text = textOf(call.self);
    const bound = methodArguments(call, ["sep", "maxsplit"]);
    const [separator, most] = bound ?? [];
    const limit = most === undefined ? -1 : constantInt(most);
    const isPlain = separator === undefined || separator.kind === "none";
    const by = isPlain ? undefined : textOf(separator);
    if (
      text === undefined ||
      bound === undefined ||
      limit === undefined ||
      (!isPlain && (by === undefined || by === ""))
    )
      return machine.list([], anyStr);
    return machine.list(splitText(text, by, limit, fromRight).map(str));
  };
}

function splitText(text: string, by: string | undefined, limit: number, fromRight: boolean): readonly string[] {
  const parts =
    by === undefined
      ? text
          .trim()
          .split(/\s+/)
          .filter((part) => part !== "")
      : text.split(by);
  if (limit < 0 || parts.length <= limit + 1) return parts;
  if (by === undefined) return splitSpaces(text, limit, fromRight);
  if (fromRight) return [parts.slice(0, parts.length - limit).join(by), ...parts.slice(parts.length - limit)];
  return [...parts.slice(0, limit), parts.slice(limit).join(by)];
}

function splitSpaces(text: string, limit: number, fromRight: boolean): readonly string[] {
  const parts: string[] = [];
  let left = fromRight ? text.trimEnd() : text.trimStart();
  while (parts.length < limit) {
    const match = fromRight ? /^(.*\S)\s+(\S+)$/su.exec(left) : /^(\S+)\s+(\S.*)$/su.exec(left);
    if (match === null) break;
    parts.push((fromRight ? match[2] : match[1]) ?? "");
    left = (fromRight ? match[1] : match[2]) ?? "";
  }
  return fromRight ? [left, ...parts.reverse()] : [...parts, left];
}

function partition(fromRight: boolean): Method {
  return (call) => {
    const known = knownTexts(call, ["sep"]);
    const separator = known?.given[0];
    if (known === undefined || separator === undefined || separator === "") return tuple([anyStr, anyStr, anyStr]);
    const { text } = known;
    const at = fromRight ? text.lastIndexOf(separator) : text.indexOf(separator);
    if (at < 0) return tuple((fromRight ? ["", "", text] : [text, "", ""]).map(str));
    return tuple([text.slice(0, at), separator, text.slice(at + separator.length)].map(str));
  };
}

function join({ machine, self, args: [parts] }: MethodCall): Value {
  const separator = textOf(self);
  if (parts === undefined) return anyStr;
  const { items, rest } = machine.iterate(parts);
  const texts = items.map(textOf);
  return str(
    separator === undefined || rest !== undefined || texts.includes(undefined) ? undefined : texts.join(separator),
  );
}

function affix(test: (text: string, part: string) => boolean): Method {
  return ({ self, args, open }) => {
    const text = textOf(self);
    const [part, ...bounds] = args;
    const [start = 0, end = text?.length] = bounds.map(constantInt);
    const isKnown = !bounds.map(constantInt).includes(undefined);
    if (text === undefined || part === undefined || !isKnown || open) return anyBool;
    const within = text.slice(start, end);
    const parts = part.kind === "tuple" ? part.items.map(textOf) : [textOf(part)];
    if (parts.some((p) => p !== undefined && test(within, p))) return bool(true);
    return parts.includes(undefined) ? anyBool : bool(false);
  };
}

/** `find`, `index` and the like, within the whole text or a part of it. */
function find(search: (text: string, part: string) => number): Method {
  return ({ machine, self, args }) => {
    const text = textOf(self);
    const part = textOf(args[0]);
    const bounds = args.slice(1).map(constantInt);
    if (text === undefined || part === undefined || bounds.includes(undefined)) return machine.anyInt({ min: -1 });
    const [start = 0, end = text.length] = bounds;
    const from = start < 0 ? Math.max(0, start + text.length) : start;
    const found = search(text.slice(from, end), part);
    return intOrAny(machine, found < 0 ? found : found + from);
  };
}

function count({ machine, self, args }: MethodCall): Value {
  const text = textOf(self);
  const part = textOf(args[0]);
  if (text === undefined || part === undefined || args.length > 1) return machine.anyInt({ min: 0 });
  return intOrAny(machine, part === "" ? [...text].length + 1 : text.split(part).length - 1);
}

function replace({ self, args, named, open }: MethodCall): Value {
  const text = textOf(self);
  const from = textOf(args[0]);
  const to = textOf(args[1]);
  const limit = args[2] === undefined ? -1 : constantInt(args[2]);
  if (text === undefined || from === undefined || to === undefined || limit === undefined || open || named.size > 0)
    return anyStr;
  if (limit < 0) return str(text.replaceAll(from, () => to));
  let left = limit;
  return str(text.replaceAll(from, (found) => (left-- > 0 ? to : found)));
}

function justify(side: "left" | "right" | "center"): Method {
  return ({ self, args }) => {
    const text = textOf(self);
    const width = args[0] === undefined ? undefined : constantInt(args[0]);
    const fill = args[1] === undefined ? " " : textOf(args[1]);
    if (text === undefined || width === undefined || fill === undefined || width > 10_000) return anyStr;
    const missing = Math.max(0, width - [...text].length);
    if (side === "left") return str(text + fill.repeat(missing));
    if (side === "right") return str(fill.repeat(missing) + text);
    // CPython puts the odd one left when the width is odd.
    const before = Math.floor(missing / 2) + (missing % 2 === 1 && width % 2 === 1 ? 1 : 0);
    return str(fill.repeat(before) + text + fill.repeat(missing - before));
  };
}

function zeroFill({ self, args: [width] }: MethodCall): Value {
  const text = textOf(self);
  const size = width === undefined ? undefined : constantInt(width);
  if (text === undefined || size === undefined || size > 10_000) return anyStr;
  const sign = /^[+-]/.test(text) ? text.slice(0, 1) : "";
  return str(sign + "0".repeat(Math.max(0, size - text.length)) + text.slice(sign.length));
}

function splitLines({ machine, self, args: [keep] }: MethodCall): Value {
  const text = textOf(self);
  if (text === undefined || keep !== undefined) return machine.list([], anyStr);
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.at(-1) === "") lines.pop();
  return machine.list(lines.map(str));
}

function remove(side: "prefix" | "suffix"): Method {
  return (call) => {
    const known = knownTexts(call, [side]);
    const part = known?.given[0];
    if (known === undefined || part === undefined) return anyStr;
    const { text } = known;
    if (side === "prefix") return str(text.startsWith(part) ? text.slice(part.length) : text);
    return str(part !== "" && text.endsWith(part) ? text.slice(0, -part.length) : text);
  };
}

function format({ machine, self, args, named, open }: MethodCall): Value {
  const text = textOf(self);
  return str(text === undefined || open ? undefined : braceFormat(machine, text, args, named));
}

/** Letters that follow no letter are upper case, the others lower. */
function titleCase(text: string): string {
  return text.replace(/\p{L}+/gu, (word) => capitalise(word));
}

function capitalise(text: string): string {
  const [first = "", ...others] = [...text];
  return first.toUpperCase() + others.join("").toLowerCase();
}

function swapCase(text: string): string {
  return [...text].map((c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase())).join("");
}

function isCased(test: (text: string) => string): Method {
  return ({ self }) => {
    const text = textOf(self);
    return text === undefined ? anyBool : bool(test(text) === text && text.toLowerCase() !== text.toUpperCase());
  };
}

/** Questions about the characters of a text. */
const tests: Readonly<Record<string, Method>> = {
  isdigit: testText(/^\d+$/),
  isdecimal: testText(/^\d+$/),
  isnumeric: testText(/^\p{N}+$/u),
  isalpha: testText(/^\p{L}+$/u),
  isalnum: testText(/^[\p{L}\p{N}]+$/u),
  isspace: testText(/^\s+$/),
  isidentifier: testText(/^[\p{L}_][\p{L}\p{N}_]*$/u),
  isascii: testText(/^[\x20-\x7e\s]*$/, true),
  isprintable: testText(/^[^\p{C}]*$/u, true),
  isupper: isCased((text) => text.toUpperCase()),
  islower: isCased((text) => text.toLowerCase()),
  istitle: isCased(titleCase),
};

export function installStr(): void {
  addMethods(strClass, {
    upper: mapText((text) => text.toUpperCase()),
    lower: mapText((text) => text.toLowerCase()),
    casefold: mapText((text) => (/^[\x20-\x7e]*$/.test(text) ? text.toLowerCase() : undefined)),
    title: mapText(titleCase),
    capitalize: mapText(capitalise),
    swapcase: mapText(swapCase),
    strip: strip("both"),
    lstrip: strip("left"),
    rstrip: strip("right"),
    split: split(false),
    rsplit: split(true),
    splitlines: splitLines,
    partition: partition(false),
    rpartition: partition(true),
    join,
    replace,
    startswith: affix((text, part) => text.startsWith(part)),
    endswith: affix((text, part) => text.endsWith(part)),
    removeprefix: remove("prefix"),
    removesuffix: remove("suffix"),
    find: find((text, part) => text.indexOf(part)),
    rfind: find((text, part) => text.lastIndexOf(part)),
    index: find((text, part) => text.indexOf(part)),
    rindex: find((text, part) => text.lastIndexOf(part)),
    count,
    ljust: justify("left"),
    rjust: justify("right"),
    center: justify("center"),
    zfill: zeroFill,
    format,
    format_map: ({ machine, self, args: [mapping] }) => {
      const text = textOf(self);
      const dict = mapping === undefined ? undefined : payloadOf(mapping);
      if (text === undefined || dict?.kind !== "dict" || dict.rest !== undefined) return anyStr;
      const named = new Map([...dict.entries.values()].map((entry) => [textOf(entry.key) ?? "", entry.value] as const));
      return str(braceFormat(machine, text, [], named));
    },
    ...tests,
    expandtabs: () => anyStr,
    translate: () => anyStr,
    maketrans: () => unknown,
    encode: () => unknown,
    __len__: ({ machine, self }) => {
      const text = textOf(self);
      return text === undefined ? machine.anyInt({ min: 0 }) : intOrAny(machine, [...text].length);
    },
    __init__: () => none,
  });
}
