/**
 * Where an interpreter keeps its packages, found by listing folders: nothing is run. Covers virtual environments, conda, pyenv's shims, Debian's
 * dist-packages, Windows, and packages installed in editable mode. Which interpreter the user wants is asked in settings.ts and the client.
 */
import type { Files } from "../project/files.ts";

/** The machine, as far as an interpreter is looked for on it. */
export interface Machine {
  readonly files: Files;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** The path behind symbolic links: tools keep interpreters elsewhere and link them into a `bin`. */
  readonly realPath: (path: string) => string | undefined;
}

/** Folders of installed packages for a workspace root, best first; empty if no interpreter is found. */
export function findPackageFolders(machine: Machine, root: string, interpreter: string): readonly string[] {
  const { files } = machine;
  const prefixes =
    interpreter === "" ? searchedPrefixes(machine, root) : prefixesOfInterpreter(machine, root, interpreter);
  for (const prefix of prefixes) {
    const folders = packageFoldersIn(files, prefix);
    if (folders.length > 0) return withEditablePackages(files, [...folders, ...baseFolders(files, prefix)]);
  }
  return [];
}

/** Where Python may be, as people keep it: beside the code, in the shell's environment, on the path. */
function searchedPrefixes({ variables }: Machine, root: string): readonly string[] {
  const separator = variables["OS"] === "Windows_NT" ? ";" : ":";
  const onPath = (variables["PATH"] ?? variables["Path"] ?? "").split(separator).filter((folder) => folder !== "");
  const active = [variables["VIRTUAL_ENV"], variables["CONDA_PREFIX"]].filter((prefix) => prefix !== undefined);
  return [`${root}/.venv`, `${root}/venv`, ...active, ...onPath.map(prefixOfBin)].map(forwardSlashes);
}

function prefixesOfInterpreter(machine: Machine, root: string, interpreter: string): readonly string[] {
  const path = forwardSlashes(interpreter.replace("${workspaceFolder}", root));
  const absolute = /^(?:\/|[A-Za-z]:)/.test(path) ? path : `${root}/${path}`;
  const folder = absolute.slice(0, absolute.lastIndexOf("/"));
  const resolved = machine.realPath(absolute);
  return [
    absolute, // a setting may name the environment's folder itself
    prefixOfBin(folder),
    ...(resolved === undefined ? [] : [prefixOfBin(resolved.slice(0, resolved.lastIndexOf("/")))]),
  ];
}

/** `/x/bin` and `/x/Scripts` belong to `/x`; on Windows the interpreter may stand in the prefix itself. */
function prefixOfBin(folder: string): string {
  return forwardSlashes(folder).replace(/\/(?:bin|Scripts)\/?$/i, "");
}

/** What `sys.path` would hold of packages, newest Python first. */
function packageFoldersIn(files: Files, prefix: string): readonly string[] {
  if (prefix.endsWith("/shims")) return pyenvFolders(files, prefix.slice(0, -"/shims".length));
  const versions = files
    .list(`${prefix}/lib`)
    .filter((name) => /^python3\.\d+$/.test(name))
    .sort((a, b) => minorVersion(b) - minorVersion(a));
  const candidates = [
    ...versions.flatMap((version) => [
      `${prefix}/lib/${version}/site-packages`,
      // Debian's own packages are for the interpreter in /usr; what pip installs for it goes to /usr/local.
      ...(prefix === "/usr" ? [`/usr/local/lib/${version}/dist-packages`] : []),
      `${prefix}/lib/${version}/dist-packages`,
    ]),
    ...(prefix === "/usr" ? ["/usr/lib/python3/dist-packages"] : []),
    `${prefix}/Lib/site-packages`,
  ];
  return candidates.filter((folder) => files.isFolder(folder));
}

/** A shim is a script that chooses a version; the choice for all folders is written in `version`. */
function pyenvFolders(files: Files, pyenv: string): readonly string[] {
  const chosen = (files.read(`${pyenv}/version`) ?? "").split(/\s+/).filter((name) => name !== "");
  for (const version of chosen) {
    const folders = packageFoldersIn(files, `${pyenv}/versions/${version}`);
    if (folders.length > 0) return folders;
  }
  return [];
}

/** A virtual environment may include the packages of the Python that it was made from. */
function baseFolders(files: Files, prefix: string): readonly string[] {
  const configuration = files.read(`${prefix}/pyvenv.cfg`) ?? "";
  const home = /^home\s*=\s*(.+)$/m.exec(configuration)?.[1]?.trim();
  const included = /^include-system-site-packages\s*=\s*true\s*$/im.test(configuration);
  return included && home !== undefined ? packageFoldersIn(files, prefixOfBin(home)) : [];
}

/** Each line of a `.pth` file that is not code names one more folder. */
function withEditablePackages(files: Files, folders: readonly string[]): readonly string[] {
  const added = folders.flatMap((folder) =>
    files
      .list(folder)
      .filter((name) => name.endsWith(".pth"))
      .flatMap((name) => (files.read(`${folder}/${name}`) ?? "").split(/\r?\n/))
      .map((line) => forwardSlashes(line.trim()))
      .filter((line) => line !== "" && !/^(?:#|import\s)/.test(line))
      .map((line) => (/^(?:\/|[A-Za-z]:)/.test(line) ? line : `${folder}/${line}`))
      .filter((path) => files.isFolder(path)),
  );
  return [...new Set([...folders, ...added])];
}

function minorVersion(name: string): number {
  return Number(name.slice("python3.".length));
}

function forwardSlashes(path: string): string {
  return path.replaceAll("\\", "/");
}
