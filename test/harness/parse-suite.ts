/**
 * A Markdown file of tests → its tests. A section with code blocks is a test, a section with sections a group; a section must not be both. What the
 * blocks mean is left to the runner; here they are only cut out, with the lines that they came from.
 */

export interface Suite {
  /** As failures print it. */
  readonly path: string;
  readonly tests: readonly SuiteTest[];
}

export interface SuiteTest {
  /** The headings down to the test's own. */
  readonly name: string;
  /** From 1. */
  readonly line: number;
  readonly blocks: readonly Block[];
}

export interface Block {
  readonly language: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** The file that a line such as `` `data.py`: `` before the fence names. */
  readonly path: string | undefined;
  readonly text: string;
  /** The line of the first line of text, from 1. */
  readonly line: number;
}

export class SuiteError extends Error {
  constructor(path: string, line: number, message: string) {
    super(`${path}:${String(line)}: ${message}`);
  }
}

const sources = new Set(["python", "pyi", "ts", "js", "vue", "svelte"]);
/** What a program reads, and is none itself: such a block names its file. Without a name, JSON is the settings. */
const data = new Set(["json", "text"]);
const expectations = new Set(["hover", "inlay", "lens", "actions", "diagnostics", "console"]);
const attributeNames = new Set(["fix", "refactor", "no-fix", "stage", "cell"]);

export const isSourceBlock = (block: Block): boolean => sources.has(block.language);
export const isDataBlock = (block: Block): boolean => data.has(block.language) && block.path !== undefined;

interface Section {
  readonly depth: number;
  readonly heading: string;
  readonly line: number;
  readonly blocks: Block[];
  hasSections: boolean;
}

export function parseSuite(path: string, markdown: string): Suite {
  const tests: SuiteTest[] = [];
  const open: Section[] = [];
  const close = (): void => {
    const section = open.at(-1);
    if (section === undefined || section.blocks.length === 0) return;
    if (section.hasSections)
      throw new SuiteError(path, section.line, "a section with sections must not have blocks of its own");
    tests.push({ name: open.map(({ heading }) => heading).join(" › "), line: section.line, blocks: section.blocks });
  };
  const lines = markdown.split("\n");
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? "";
    const heading = /^(#{1,6}) (.*)$/.exec(line);
    if (heading !== null) {
      close();
      const depth = heading[1]?.length ?? 1;
      while ((open.at(-1)?.depth ?? 0) >= depth) open.pop();
      const parent = open.at(-1);
      if (parent !== undefined) parent.hasSections = true;
      if (parent !== undefined && parent.blocks.length > 0) {
        throw new SuiteError(path, parent.line, "a section with sections must not have blocks of its own");
      }
      open.push({ depth, heading: heading[2] ?? "", line: index + 1, blocks: [], hasSections: false });
      continue;
    }
    const fence = /^(```+)(.*)$/.exec(line);
    if (fence === null) continue;
    const end = lines.indexOf(fence[1] ?? "```", index + 1);
    if (end < 0) throw new SuiteError(path, index + 1, "this block is not closed");
    const block = readBlock(path, lines, index, end, fence[2] ?? "");
    const section = open.at(-1);
    if (block !== undefined && section === undefined)
      throw new SuiteError(path, index + 1, "a block must stand under a heading");
    if (block !== undefined) section?.blocks.push(block);
    index = end;
  }
  close();
  return { path, tests };
}

/** Undefined for blocks that are only shown. */
function readBlock(
  path: string,
  lines: readonly string[],
  start: number,
  end: number,
  info: string,
): Block | undefined {
  const [language = "", ...rest] = info.trim().split(/\s+(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  if (!sources.has(language) && !expectations.has(language) && !data.has(language)) return undefined;
  const attributes = new Map<string, string>();
  for (const item of rest) {
    const attribute = /^([\w-]+)(?:=(?:"([^"]*)"|(\S+)))?$/.exec(item);
    const name = attribute?.[1] ?? item;
    if (!attributeNames.has(name)) throw new SuiteError(path, start + 1, `unknown attribute ${name}`);
    attributes.set(name, attribute?.[2] ?? attribute?.[3] ?? "");
  }
  let before = start - 1;
  while (before > 0 && lines[before] === "") before--;
  const named = /^`([^`]+)`:$/.exec(lines[before] ?? "")?.[1];
  if (language === "text" && named === undefined) return undefined;
  const text = lines.slice(start + 1, end).map((line) => `${line}\n`);
  return { language, attributes, path: named, text: text.join(""), line: start + 2 };
}
