/**
 * Seeded breakages of valid Python files, of the kinds that a text is in while somebody types: each one edit, and what of the tree
 * must survive it. Nothing here knows how the parser recovers.
 */
import type { Module, Statement } from "../../../server/src/python/syntax/ast.ts";
import { flatten } from "./flatten.ts";

export interface Edit {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  readonly inserted: string;
}

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function applyEdit(text: string, edit: Edit): string {
  return text.slice(0, edit.start) + edit.inserted + text.slice(edit.end);
}

type Random = () => number;
type MakeEdit = (text: string, random: Random) => Omit<Edit, "kind"> | undefined;

function pick<T>(items: readonly T[], random: Random): T | undefined {
  return items[Math.floor(random() * items.length)];
}

function matches(text: string, pattern: RegExp): readonly RegExpExecArray[] {
  return [...text.matchAll(pattern)];
}

/** Deletes one match of the pattern. */
function deletion(pattern: RegExp): MakeEdit {
  return (text, random) => {
    const match = pick(matches(text, pattern), random);
    return match && { start: match.index, end: match.index + match[0].length, inserted: "" };
  };
}

/** Puts a line of text above a line of code, as deep as that line. */
function newLine(line: string): MakeEdit {
  return (text, random) => {
    const match = pick(
      matches(text, /^( {4,})(?=[a-z])(?!else|elif|except|finally)/gm).filter(isStatementStart(text)),
      random,
    );
    if (match === undefined) return undefined;
    const inserted = line
      .split("\n")
      .map((part) => `${match[1] ?? ""}${part}\n`)
      .join("");
    return { start: match.index, end: match.index, inserted };
  };
}

/** A rough sign that the line above ends a statement: used to choose places, not to judge. */
function isStatementStart(text: string): (match: RegExpExecArray) => boolean {
  return ({ index }) =>
    !/[,([{\\]\s*(?:#.*)?$/.test(text.slice(Math.max(0, index - 200), index).trimEnd()) && !isInsideString(text, index);
}

function isInsideString(text: string, at: number): boolean {
  return matches(text.slice(0, at), /"""/g).length % 2 === 1;
}

function cutLine(pattern: RegExp): MakeEdit {
  return (text, random) => {
    const match = pick(
      matches(text, pattern).filter((found) => !isInsideString(text, found.index)),
      random,
    );
    if (match === undefined) return undefined;
    const end = match.index + match[0].length;
    const body = match.index + match[0].search(/\S/);
    return { start: body + 1 + Math.floor(random() * (end - body - 1)), end, inserted: "" };
  };
}

const kinds: Readonly<Record<string, MakeEdit>> = {
  "cut the file": (text, random) => ({ start: Math.floor(random() * text.length), end: text.length, inserted: "" }),
  "delete a closing bracket": deletion(/[)\]}]/g),
  "delete an opening bracket": deletion(/[([{]/g),
  "delete a quote": deletion(/(?<!["'])["'](?!["'])/g),
  "delete a colon of a header": deletion(/:(?=\n)/g),
  "delete a comma": deletion(/,/g),
  "delete a line": deletion(/^ *[a-z].*\n/gm),
  "delete a word": deletion(/\b[a-zA-Z_]+\b/g),
  "delete an operator": deletion(/(?<= )[-+*/=]=?(?= )/g),
  "delete a piece": (text, random) => {
    const start = Math.floor(random() * text.length);
    return { start, end: Math.min(text.length, start + 3 + Math.floor(random() * 30)), inserted: "" };
  },
  "cut a statement": cutLine(/^ +(?!def|class)[a-z].*$/gm),
  "cut a header": cutLine(/^ *(?:def|class) .*$/gm),
  "cut a compound header": cutLine(/^ *(?:if|for|while|with|elif) .*$/gm),
  "stray triple quote": newLine('"""'),
  "stray quote": (text, random) => {
    const match = pick(matches(text, /\b/g), random);
    return match && { start: match.index, end: match.index, inserted: random() < 0.5 ? "'" : '"' };
  },
  "indent less": (text, random) => {
    const match = pick(matches(text, /^ {8}(?=[a-z])/gm).filter(isStatementStart(text)), random);
    return match && { start: match.index, end: match.index + 1 + Math.floor(random() * 8), inserted: "" };
  },
  "indent more": (text, random) => {
    const match = pick(matches(text, /^ {4,}(?=[a-z])/gm).filter(isStatementStart(text)), random);
    return match && { start: match.index, end: match.index, inserted: " ".repeat(1 + Math.floor(random() * 4)) };
  },
  "type a call": newLine("self.x = nn.Linear("),
  "type an argument": newLine("x = self.conv(x, "),
  "type a container": newLine("self.net = nn.Sequential(\n    nn.Conv2d(3, 64,"),
  "type a list": newLine("sizes = [1, 2"),
  "type a dictionary": newLine('options = {"a": '),
  "type an attribute": newLine("x = self."),
  "type a method call": newLine("x = self.conv(x)."),
  "type an index": newLine("y = x[:, 0"),
  "type an f-string": newLine('print(f"shape {x.shape'),
  "type a string": newLine('name = os.path.join("data'),
  "type a docstring": newLine('"""Half a docstring'),
  "type an if": newLine("if x.shape[0"),
  "type a for": newLine("for i in range("),
  "type a with": newLine("with torch.no_grad("),
  "type a return": newLine("return self.fc(x.view("),
  "type a lambda": newLine("f = lambda x: g(x, "),
  "type an import": newLine("from torch import (nn,"),
  "type a nested call": newLine("x = F.relu(self.bn(self.conv(x)"),
  "type a wrong closer": newLine("x = self.conv(x, [1, 2)"),
  "type a method": (text, random) => {
    const match = pick(matches(text, /^ {4}(?=def |@)/gm).filter(isStatementStart(text)), random);
    const line = pick(
      ["    def f(self, x", "    def f(self, x):", "    def f", "    def", "    @", "    def f(self, x, y=(1, 2"],
      random,
    );
    return match && { start: match.index, end: match.index, inserted: `${line ?? ""}\n\n` };
  },
  "delete a body": (text, random) => {
    const match = pick(matches(text, /(?<=^ {4}def .*:\n)(?: {8}.*\n|\n)+/gm), random);
    return match && { start: match.index, end: match.index + match[0].length, inserted: "" };
  },
};

export const breakageKinds: readonly string[] = Object.keys(kinds);

export function breakText(text: string, kind: string, random: Random): Edit | undefined {
  const edit = kinds[kind]?.(text, random);
  return edit && { kind, ...edit };
}

/** How much of what is outside the broken statement is found again, and how much there was. */
export interface Survival {
  readonly definitions: number;
  readonly definitionsKept: number;
  /** Kept inside the right classes and functions. */
  readonly pathsKept: number;
  readonly statements: number;
  readonly statementsKept: number;
  readonly calls: number;
  readonly callsKept: number;
}

export function survival(whole: Module, broken: Module, edit: Edit): Survival {
  const shift = edit.inserted.length - (edit.end - edit.start);
  const zones = brokenZones(whole.body, edit);
  const survives = ({ start, end }: Zone): boolean => !zones.some((zone) => start < zone.end && zone.start < end);
  const moved = (offset: number): number => (offset >= edit.end ? offset + shift : offset);
  const wanted = definitions(whole.body).filter(({ name }) => survives(name));
  const found = new Map(
    definitions(broken.body).map((definition) => [`${definition.name.start}:${definition.label}`, definition]),
  );
  const pairs = wanted.map((definition) => ({
    definition,
    match: found.get(`${moved(definition.name.start)}:${definition.label}`),
  }));
  const [statements, calls] = (["statements", "calls"] as const).map((what) => {
    const keys = new Set(simpleNodes(broken, what).map(([kind, start, end]) => `${kind}:${start}:${end}`));
    const all = simpleNodes(whole, what).filter(([, start, end]) => survives({ start, end }));
    const kept = all.filter(([kind, start, end]) => keys.has(`${kind}:${moved(start)}:${moved(end - 1) + 1}`));
    return { all: all.length, kept: kept.length };
  });
  return {
    definitions: wanted.length,
    definitionsKept: pairs.filter(({ match }) => match !== undefined).length,
    pathsKept: pairs.filter(
      ({ definition, match }) => match !== undefined && samePath(definition.path, match.path, survives),
    ).length,
    statements: statements?.all ?? 0,
    statementsKept: statements?.kept ?? 0,
    calls: calls?.all ?? 0,
    callsKept: calls?.kept ?? 0,
  };
}

/** Names of enclosing definitions agree, but for those in the broken statement. */
function samePath(
  wanted: readonly Definition[],
  found: readonly Definition[],
  survives: (zone: Zone) => boolean,
): boolean {
  if (wanted.length !== found.length) return false;
  return wanted.every((definition, index) => definition.label === found[index]?.label || !survives(definition.name));
}

const simpleKinds: ReadonlySet<string> = new Set([
  "Assign",
  "AugAssign",
  "AnnAssign",
  "Return",
  "Expr",
  "Raise",
  "Import",
  "ImportFrom",
]);

function simpleNodes(module: Module, what: string): ReturnType<typeof flatten> {
  return flatten(module).filter(([kind]) => (what === "calls" ? kind === "Call" : simpleKinds.has(kind)));
}

interface Definition {
  readonly label: string;
  /** What encloses it, outermost first. */
  readonly path: readonly Definition[];
  readonly name: Zone;
}

function definitions(statements: readonly Statement[], path: readonly Definition[] = []): readonly Definition[] {
  return statements.flatMap((statement): readonly Definition[] => {
    const blocks = blocksOf(statement);
    if (statement.kind !== "FunctionDef" && statement.kind !== "ClassDef")
      return blocks.flatMap((block) => definitions(block, path));
    const own = { label: `${statement.kind} ${statement.name}`, path, name: statement.nameSpan };
    return [own, ...blocks.flatMap((block) => definitions(block, [...path, own]))];
  });
}

function blocksOf(statement: Statement): readonly (readonly Statement[])[] {
  const blocks: (readonly Statement[])[] = [];
  if ("body" in statement) blocks.push(statement.body);
  if ("otherwise" in statement) blocks.push(statement.otherwise);
  if (statement.kind === "Try") blocks.push(statement.finally, ...statement.handlers.map(({ body }) => body));
  if (statement.kind === "Match") blocks.push(...statement.cases.map(({ body }) => body));
  return blocks;
}

interface Zone {
  readonly start: number;
  readonly end: number;
}

/** The edited text, with the simple statements and the headers of compound ones that it touches. */
function brokenZones(statements: readonly Statement[], edit: Edit): readonly Zone[] {
  const zones: Zone[] = [{ start: edit.start, end: Math.max(edit.end, edit.start + 1) }];
  const isInsertedLine = edit.start === edit.end && edit.inserted.endsWith("\n");
  const visit = (statement: Statement): void => {
    const blocks = blocksOf(statement);
    const first = blocks.find((block) => block.length > 0)?.[0];
    const zone = { start: statement.span.start, end: first?.span.start ?? statement.span.end };
    if (!isInsertedLine && zone.start <= edit.end && edit.start <= zone.end) zones.push(zone);
    for (const block of blocks) block.forEach(visit);
  };
  statements.forEach(visit);
  return isInsertedLine ? [] : zones;
}
