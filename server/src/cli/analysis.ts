/** The analysis as the commands use it: one project for the working folder, files handed over as text. */
import { Project } from "../analysis/index.ts";
import type { FileFacts } from "../facts/index.ts";
import type { Host } from "./host.ts";

export interface Analysis {
  readonly facts: (path: string, text: string) => FileFacts;
  /** The text of any file that a fact may name. */
  readonly textOf: (path: string) => string | undefined;
}

export function createAnalysis(host: Host): Analysis {
  const { files, stubs, workingFolder } = host;
  const project = new Project({
    files,
    stubs,
    workspaceFolders: [workingFolder],
    sitePackages: host.sitePackages(workingFolder),
  });
  const texts = new Map<string, string>();
  return {
    facts(path, text) {
      texts.set(path, text);
      project.setText(path, text);
      return project.analyse(path);
    },
    textOf: (path) => texts.get(path) ?? files.read(path),
  };
}

/** Files that the analysis understands. */
export const isSource = (path: string): boolean => path.endsWith(".py");
