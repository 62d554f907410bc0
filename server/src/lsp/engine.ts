/** The real analysis behind the port: one project a root, all seeing the same open texts. */
import { Project } from "../analysis/index.ts";
import type { ScriptSupport } from "../analysis/index.ts";
import type { Place } from "../base/span.ts";
import type { StubSource } from "../models/library.ts";
import type { Files } from "../project/files.ts";
import { diagnose } from "../rules/index.ts";
import type { Change } from "./analysis-client.ts";
import type { Engine } from "./analysis-host.ts";

/** `scripts` gives what TypeScript and JavaScript need, once such a file is met. */
export function createEngine(files: Files, stubs: StubSource, scripts?: () => ScriptSupport): Engine {
  const projects = new Map<string, Project>();
  const texts = new Map<string, string>();
  let isStopped = (): boolean => false;

  function projectOf(root: string, sitePackages: readonly string[]): Project {
    const stopped = (): boolean => isStopped();
    const languages = scripts === undefined ? {} : { scripts };
    const project = new Project({ files, workspaceFolders: [root], sitePackages, stubs, stopped, ...languages });
    for (const [path, text] of texts) project.setText(path, text);
    projects.set(root, project);
    return project;
  }

  return {
    change(change: Change) {
      switch (change.kind) {
        case "text":
          if (change.text === undefined) texts.delete(change.path);
          else texts.set(change.path, change.text);
          for (const project of projects.values()) project.setText(change.path, change.text);
          return;
        case "project":
          projectOf(change.root, change.sitePackages);
          return;
        case "file":
          return; // a project reads files anew in each analysis
      }
    },
    facts(root, path, stopped) {
      isStopped = stopped;
      return (projects.get(root) ?? projectOf(root, [])).analyse(path);
    },
    trial(root, path, changed, stopped) {
      const project = projects.get(root) ?? projectOf(root, []);
      isStopped = stopped;
      for (const [each, text] of changed) project.setText(each, text);
      try {
        return project.analyse(path);
      } finally {
        for (const each of changed.keys()) project.setText(each, texts.get(each));
      }
    },
    read: (path) => texts.get(path) ?? files.read(path),
    users: (path) => usersOf(path, texts, files),
    diagnose: (facts, rules, where) =>
      diagnose(facts, {
        severities: rules,
        ...(where === undefined
          ? {}
          : { where: (place) => where(place) ?? describeLine(facts.path, facts.text, place) }),
      }),
  };
}

/** Looked at more closely, each costs an analysis. */
const mostUsers = 12;

/** Among the open files and those beside it: they name the file's module in an import. */
function usersOf(path: string, texts: ReadonlyMap<string, string>, files: Files): readonly string[] {
  const folder = path.slice(0, path.lastIndexOf("/"));
  const name = (/([^/]+?)(?:\/__init__)?\.\w+$/.exec(path)?.[1] ?? "").replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const extension = path.slice(path.lastIndexOf("."));
  const beside = files.list(folder).map((each) => `${folder}/${each}`);
  const imports = new RegExp(`\\b(?:from|import|require)\\b[^\\n]*\\b${name}\\b`);
  return [...new Set([...texts.keys(), ...beside])]
    .filter((each) => each !== path && each.endsWith(extension))
    .filter((each) => imports.test(texts.get(each) ?? files.read(each) ?? ""))
    .slice(0, mostUsers);
}

/** A place outside the notebook's cells: in another file, of which only the name helps. */
function describeLine(path: string, text: string, place: Place): string {
  if (place.path !== path) return place.path.slice(place.path.lastIndexOf("/") + 1);
  return `line ${text.slice(0, place.span.start).split("\n").length}`;
}
