/** Our half of calls.mjs: what the interpreter makes of a program of calls. `STUBS` is put in by the bundler. */
import { Project } from "../../server/src/analysis/index.ts";
import { stubsInFolder } from "../../server/src/analysis/stub-folder.ts";
import { nodeFiles } from "../../server/src/host/node-files.ts";
import { diagnose } from "../../server/src/rules/index.ts";
import { readSettings } from "../../server/src/project/settings.ts";
import type { Analyse } from "../../test/conformance/answers.ts";

export { answersTo } from "../../test/conformance/answers.ts";
export { compare, namesIn, readCalls } from "../../test/conformance/calls.ts";

declare const STUBS: string;
const stubs = stubsInFolder(STUBS, nodeFiles);
const path = "/src/calls.py";

export const inProgram: Analyse = (program) => {
  const isIt = (asked: string): boolean => asked === path;
  const files = {
    read: (asked: string) => (isIt(asked) ? program : undefined),
    isFile: isIt,
    isFolder: () => false,
    list: () => [],
  };
  const project = new Project({ files, workspaceFolders: ["/src"], sitePackages: [], stubs });
  const facts = project.analyse(path);
  return { facts, diagnostics: diagnose(facts, { severities: readSettings({}).rules }) };
};
