/** The Markdown files that hold tests: the suites, and the page of each rule. */
import { readFileSync, readdirSync } from "node:fs";
import { basename, join, relative } from "node:path";

export const root = join(import.meta.dirname, "../..");

function markdownBelow(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .map((path) => join(root, folder, path))
    .sort();
}

export interface SuiteFile {
  readonly file: string;
  /** Relative to the repository. */
  readonly path: string;
  readonly markdown: string;
  /** The rule whose page it is. */
  readonly rule: string | undefined;
}

const read =
  (rule: boolean) =>
  (file: string): SuiteFile => ({
    file,
    path: relative(root, file),
    markdown: readFileSync(file, "utf8"),
    rule: rule ? basename(file, ".md") : undefined,
  });

export const suiteFiles: readonly SuiteFile[] = [
  ...markdownBelow("test/suites").map(read(false)),
  ...markdownBelow("server/src/rules").map(read(true)),
];

/** Pages by rule name. */
export const pages: ReadonlyMap<string, string> = new Map(
  suiteFiles.flatMap(({ rule, markdown }) => (rule === undefined ? [] : [[rule, markdown] as const])),
);
