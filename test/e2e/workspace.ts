/** A fresh copy of the test workspace, so that a test may change it. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Workspace {
  readonly folder: string;
  read(file: string): string;
  write(file: string, text: string): void;
  remove(): void;
}

export function copyWorkspace(): Workspace {
  const folder = mkdtempSync(join(tmpdir(), "shapeline-workspace-"));
  cpSync(join(import.meta.dirname, "workspace"), folder, { recursive: true });
  return {
    folder,
    read: (file) => readFileSync(join(folder, file), "utf8"),
    write: (file, text) => writeFileSync(join(folder, file), text),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
