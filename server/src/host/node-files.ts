/** The files of this machine, for the analysis: read when asked, never kept. A file that cannot be read does not exist. */
import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import type { Files } from "../project/files.ts";

/** Larger files are generated or data: reading them would only cost time. */
const LARGEST_FILE = 4_000_000;

export const nodeFiles: Files = {
  read: (path) => attempt(() => (statSync(path).size > LARGEST_FILE ? undefined : readFileSync(path, "utf8"))),
  isFile: (path) => attempt(() => statSync(path).isFile()) ?? false,
  isFolder: (path) => attempt(() => statSync(path).isDirectory()) ?? false,
  list: (folder) => attempt(() => readdirSync(folder)) ?? [],
};

/** The path behind symbolic links. */
export function realPath(path: string): string | undefined {
  return attempt(() => realpathSync(path).replaceAll("\\", "/"));
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
