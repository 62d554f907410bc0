// Packs the built extension into shapeline.vsix. What goes in is said in .vscodeignore; `--no-build` packs dist/ as it stands.
import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { createVSIX } from "@vscode/vsce";
import { buildAll } from "./build.mjs";

const root = resolve(fileURLToPath(new URL("..", import.meta.url)));

/** Everything is bundled, so there are no dependencies to ship. Gives the path of the package. */
export async function packageExtension({ build }) {
  if (build) await buildAll();
  const packagePath = join(root, "shapeline.vsix");
  await createVSIX({
    cwd: root,
    packagePath,
    dependencies: false,
    rewriteRelativeLinks: false,
    allowMissingRepository: true,
  });
  return packagePath;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = await packageExtension({ build: !process.argv.includes("--no-build") });
  console.log(`Packed ${path} (${(statSync(path).size / 1024 / 1024).toFixed(1)} MB).`);
}
