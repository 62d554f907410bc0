/**
 * Which installed packages are worth reading as source: those whose distribution requires a library that we model. Others (plotting, tables,
 * downloads) have nothing to say of tensors, and reading them costs. What is required only by an extra does not count.
 */
import type { Files } from "../../project/files.ts";
import { join } from "./paths.ts";
import { resolvePythonModule, type PythonModule } from "./resolve.ts";

export interface InstalledLibraries {
  /** The source of a module of such a package, by its dotted name. */
  find(module: string): PythonModule | undefined;
}

/** The version of a distribution as it is installed, `3.15.0`; absent if it is not, or nothing is known of the packages. `name` as in `InstalledLibraries`. */
export function installedVersion(files: Files, sitePackages: readonly string[], name: string): string | undefined {
  const wanted = name.replace(/-/g, "_");
  for (const folder of sitePackages)
    for (const entry of files.list(folder)) {
      const [, distribution, version] = /^(.+?)-([^-]+)\.dist-info$/.exec(entry) ?? [];
      if (distribution?.toLowerCase().replace(/[-.]/g, "_") === wanted) return version;
    }
  return undefined;
}

/** `modelled`: names of distributions, in lower case with hyphens. */
export function installedLibraries(
  files: Files,
  sitePackages: readonly string[],
  modelled: readonly string[],
): InstalledLibraries {
  const required = new RegExp(`^Requires-Dist: *(?:${modelled.join("|")})(?![-\\w.])(?!.*extra *==)`, "im");
  const packages = new Map<string, boolean>();
  const modules = new Map<string, PythonModule | undefined>();
  let distributions: readonly Distribution[] | undefined;
  const isWorthReading = (name: string): boolean => {
    distributions ??= sitePackages.flatMap((folder) => distributionsIn(files, folder));
    const own = distributions.find((d) => d.name === name.toLowerCase());
    if (own !== undefined) return required.test(own.metadata());
    return distributions.some((d) => required.test(d.metadata()) && d.packages().has(name));
  };
  const find = (module: string): PythonModule | undefined => {
    const name = module.split(".", 1)[0] ?? module;
    const found = resolvePythonModule(module, 0, "", { roots: [], sitePackages, files });
    if (found.kind === "missing") return undefined;
    let worth = packages.get(name);
    if (worth === undefined) packages.set(name, (worth = isWorthReading(name)));
    return worth ? found : undefined;
  };
  return {
    find(module) {
      if (!modules.has(module)) modules.set(module, find(module));
      return modules.get(module);
    },
  };
}

interface Distribution {
  /** As a package of the same name would be spelt. */
  readonly name: string;
  readonly metadata: () => string;
  /** Names of the packages in it; seldom asked for, as most are called like their distribution. */
  readonly packages: () => ReadonlySet<string>;
}

function distributionsIn(files: Files, folder: string): readonly Distribution[] {
  return files.list(folder).flatMap((entry) => {
    const name = /^(.+?)-[^-]+\.dist-info$/.exec(entry)?.[1];
    if (name === undefined) return [];
    const read = (file: string): string => files.read(join(join(folder, entry), file)) ?? "";
    let metadata: string | undefined;
    return [
      {
        name: name.toLowerCase().replace(/[-.]/g, "_"),
        metadata: () => (metadata ??= read("METADATA")),
        packages: () =>
          new Set(
            read("RECORD")
              .split("\n")
              .map((line) => line.split("/", 1)[0] ?? ""),
          ),
      },
    ];
  });
}
