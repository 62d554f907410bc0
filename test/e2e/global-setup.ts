/**
 * Once before all end-to-end tests: the editor and its browser are installed, the extension is built and packed. What is missing and cannot be installed
 * fails everything; nothing is skipped.
 */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { env } from "node:process";
import type { TestProject } from "vitest/node";
import { packageExtension } from "../../scripts/package-vsix.mjs";
import { setUpEditor } from "../../scripts/setup-vscode.mjs";
import type { EditorFixture } from "../../scripts/setup-vscode.mjs";

declare module "vitest" {
  interface ProvidedContext {
    fixture: EditorFixture;
    extension: string;
    shots: string;
  }
}

export default async function setUp(project: TestProject): Promise<void> {
  const shots = join(import.meta.dirname, "shots");
  rmSync(shots, { recursive: true, force: true });
  mkdirSync(shots, { recursive: true });
  project.provide("shots", shots);
  project.provide("fixture", setUpEditor());
  project.provide("extension", await packageExtension({ build: env["SHAPELINE_E2E_BUILT"] !== "1" }));
}
