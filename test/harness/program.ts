/** The files of one test in a file system of their own, and the analysis of them. */
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { Project } from "../../server/src/analysis/index.ts";
import { stubsInFolder } from "../../server/src/analysis/stub-folder.ts";
import type { ScriptSupport } from "../../server/src/analysis/index.ts";
import { loadScriptSupport } from "../../server/src/host/scripts.ts";
import type { FileFacts } from "../../server/src/facts/index.ts";
import type { StubSource } from "../../server/src/models/library.ts";
import type { Files } from "../../server/src/project/files.ts";
import { diagnose } from "../../server/src/rules/index.ts";
import type { Diagnostic } from "../../server/src/rules/index.ts";
import { readSettings } from "../../server/src/project/settings.ts";

export const sourceFolder = "/src";
export const packageFolder = "/site-packages";

/** Source texts by absolute path. */
export type Program = ReadonlyMap<string, string>;

export function filesOf(program: Program): Files {
  const paths = [...program.keys()];
  const isFolder = (folder: string): boolean => paths.some((path) => path.startsWith(`${folder}/`));
  return {
    read: (path) => program.get(path),
    isFile: (path) => program.has(path),
    isFolder,
    list: (folder) => [
      ...new Set(
        paths
          .filter((path) => path.startsWith(`${folder}/`))
          .map((path) => path.slice(folder.length + 1).split("/")[0] ?? path),
      ),
    ],
  };
}

const disk: Files = {
  read: (path) => {
    try {
      return readFileSync(path, "utf8");
    } catch {
      return undefined;
    }
  },
  isFile: (path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false,
  isFolder: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
  list: (path) => readdirSync(path),
};

export const scripts: ScriptSupport = await loadScriptSupport();

/** The bundled models, lowered once for all tests. */
export const stubs: StubSource = stubsInFolder(
  join(import.meta.dirname, "../../server/src/models"),
  disk,
  (text, path) => scripts.lower(text, path),
);

export function openProject(program: Program): Project {
  return new Project({
    files: filesOf(program),
    workspaceFolders: [sourceFolder],
    sitePackages: [packageFolder],
    stubs,
    scripts: () => scripts,
  });
}

export interface Analysed {
  readonly facts: FileFacts;
  readonly diagnostics: readonly Diagnostic[];
}

export function analyse(project: Project, path: string, settings: unknown): Analysed {
  const facts = project.analyse(path);
  return { facts, diagnostics: diagnose(facts, { severities: readSettings(settings).rules }) };
}

export const analyseCold = (program: Program, path: string, settings: unknown): Analysed =>
  analyse(openProject(program), path, settings);
