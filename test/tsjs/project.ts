/** A project of TypeScript and JavaScript files in memory, analysed through the façade with the bundled stubs of TensorFlow.js. */
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { Project } from "../../server/src/analysis/index.ts";
import { stubsInFolder } from "../../server/src/analysis/stub-folder.ts";
import type { FileFacts } from "../../server/src/facts/index.ts";
import { globalModules, tensorNames } from "../../server/src/models/tfjs/index.ts";
import type { Files } from "../../server/src/project/files.ts";
import { loadTypeScript, scriptSupport } from "../../server/src/tsjs/index.ts";

const models = join(import.meta.dirname, "../../server/src/models");

const disk: Files = {
  read: (path) => (disk.isFile(path) ? readFileSync(path, "utf8") : undefined),
  isFile: (path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true,
  isFolder: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true,
  list: (folder) => (disk.isFolder(folder) ? readdirSync(folder) : []),
};

const support = scriptSupport(await loadTypeScript(), { tensorNames, globalModules });
const stubs = stubsInFolder(models, disk, support.lower);

/** `files` by absolute path; the facts are those of `path`. */
export function analyse(files: Readonly<Record<string, string>>, path: string): FileFacts {
  const memory: Files = {
    read: (each) => files[each],
    isFile: (each) => each in files,
    isFolder: (each) => Object.keys(files).some((file) => file.startsWith(`${each}/`)),
    list: () => [],
  };
  return new Project({
    files: memory,
    workspaceFolders: ["/work"],
    sitePackages: [],
    stubs,
    scripts: () => support,
  }).analyse(path);
}
