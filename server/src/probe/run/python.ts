/** The Python that a probe runs in: the user's, looked for as the analysis looks for packages, and one that has the framework. */
import type { Machine } from "../../host/python-environment.ts";
import { findPackageFolders } from "../../host/python-environment.ts";
import { err, ok } from "../../base/result.ts";
import type { Result } from "../../base/result.ts";

const PACKAGES = { torch: ["torch"], keras: ["keras", "tf_keras"] } as const;

/** `named` is the user's own choice, which is not questioned. */
export function findPython(
  machine: Machine,
  root: string,
  framework: keyof typeof PACKAGES,
  named: string,
): Result<string, string> {
  const { files } = machine;
  if (named !== "") {
    const path = absolutePath(named.replaceAll("\\", "/").replace("${workspaceFolder}", root), root);
    const inside = interpretersIn(path).find((each) => files.isFile(each));
    if (files.isFile(path)) return ok(path);
    return inside === undefined ? err(`there is no Python at ${named}`) : ok(inside);
  }
  const there = candidates(machine, root).filter((path) => files.isFile(path));
  const chosen = there.find((path) =>
    findPackageFolders(machine, root, path).some((folder) =>
      PACKAGES[framework].some((name) => files.isFolder(`${folder}/${name}`)),
    ),
  );
  if (chosen !== undefined) return ok(chosen);
  const looked = there.length === 0 ? "none was found" : `looked at ${[...new Set(there)].join(", ")}`;
  return err(
    `no Python with ${framework} (${looked}): name one with --python, or in the setting shapeline.python.interpreter`,
  );
}

function candidates({ variables }: Machine, root: string): readonly string[] {
  const windows = variables["OS"] === "Windows_NT";
  const onPath = (variables["PATH"] ?? variables["Path"] ?? "")
    .split(windows ? ";" : ":")
    .filter((each) => each !== "");
  const active = [variables["VIRTUAL_ENV"], variables["CONDA_PREFIX"]].filter((prefix) => prefix !== undefined);
  const prefixes = [`${root}/.venv`, `${root}/venv`, ...active].map((prefix) => prefix.replaceAll("\\", "/"));
  const names = windows ? ["python.exe"] : ["python3", "python"];
  return [
    ...prefixes.flatMap(interpretersIn),
    ...onPath.flatMap((folder) => names.map((name) => `${folder.replaceAll("\\", "/")}/${name}`)),
  ];
}

function interpretersIn(prefix: string): readonly string[] {
  return [`${prefix}/bin/python`, `${prefix}/bin/python3`, `${prefix}/Scripts/python.exe`, `${prefix}/python.exe`];
}

function absolutePath(path: string, root: string): string {
  return /^(?:\/|[A-Za-z]:)/.test(path) ? path : `${root}/${path}`;
}
