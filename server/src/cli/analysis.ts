/** The analysis as the commands use it: one project for the working folder, files handed over as text. */
import { Project } from "../analysis/index.ts";
import type { FileFacts } from "../facts/index.ts";
import { givenVersion } from "../ide/index.ts";
import type { Analyst, Version } from "../ide/index.ts";
import { diagnose } from "../rules/index.ts";
import type { Diagnostic, DiagnoseOptions } from "../rules/index.ts";
import type { Host } from "./host.ts";
import { isNotebook } from "./source-text.ts";

export interface Analysis {
  readonly facts: (path: string, text: string) => FileFacts;
  /** What a file is from now on, for the others that import it. */
  readonly setText: (path: string, text: string) => void;
  /** The text of any file that a fact may name. */
  readonly textOf: (path: string) => string | undefined;
}

/** For these files: TypeScript is loaded only if one of them needs it. */
export async function createAnalysis(host: Host, paths: readonly string[]): Promise<Analysis> {
  const { files, stubs, workingFolder } = host;
  const scripts = paths.some(isScript) ? await host.scripts() : undefined;
  const project = new Project({
    files,
    stubs,
    ...(scripts === undefined ? {} : { scripts: () => scripts }),
    workspaceFolders: [workingFolder],
    sitePackages: host.sitePackages(workingFolder),
  });
  const texts = new Map<string, string>();
  const setText = (path: string, text: string): void => {
    texts.set(path, text);
    project.setText(path, text);
  };
  return {
    facts(path, text) {
      setText(path, text);
      return project.analyse(path);
    },
    setText,
    textOf: (path) => texts.get(path) ?? files.read(path),
  };
}

/** The program in which fixes of this file are tried; `read` gives the files that they may change. Each trial is forgotten. */
export function versionIn(
  analysis: Analysis,
  facts: FileFacts,
  diagnostics: readonly Diagnostic[],
  read: (path: string) => string | undefined,
  options: DiagnoseOptions = {},
): Version {
  const { path, text } = facts;
  const analyst: Analyst = {
    read: (each) => (each === path ? text : read(each)),
    analyse(texts) {
      const changed = [...texts].map(([each, now]) => ({ each, now, before: analysis.textOf(each) ?? "" }));
      for (const { each, now } of changed) analysis.setText(each, now);
      try {
        return analysis.facts(path, texts.get(path) ?? text);
      } finally {
        for (const { each, before } of changed) analysis.setText(each, before);
        analysis.setText(path, text);
      }
    },
    diagnose: (each) => diagnose(each, options),
  };
  return givenVersion(analyst, facts, diagnostics);
}

/** Files worth checking when a folder is searched: Python and notebooks, and of scripts those that speak of TensorFlow at all. */
export function isWorthChecking(host: Host, path: string): boolean {
  if (path.endsWith(".py") || isNotebook(path)) return true;
  return isScript(path) && /\btf\b|tensorflow/.test(host.files.read(path) ?? "");
}

/** Neither declarations nor minified code. */
const isScript = (path: string): boolean => /((?<!\.d|\.min)\.[cm]?[jt]sx?|\.vue|\.svelte)$/.test(path);
