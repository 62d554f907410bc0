/** Files in a table, for tests that need a disk. */
import type { Files } from "../../server/src/project/files.ts";

export function filesOf(disk: Readonly<Record<string, string>>): Files {
  const paths = Object.keys(disk);
  const inside = (folder: string): readonly string[] =>
    paths.filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1));
  return {
    read: (path) => disk[path],
    isFile: (path) => path in disk,
    isFolder: (path) => inside(path).length > 0,
    list: (folder) => [...new Set(inside(folder).map((path) => path.split("/")[0] ?? path))],
  };
}
