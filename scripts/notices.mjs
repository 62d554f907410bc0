// The licences of everything that a bundle holds, as its authors ask: one text, from the packages that esbuild says it has read.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Licences that a package's own folder does not hold. */
const UPSTREAM = {
  // Repackaged from Microsoft's pyright; its folder names the packager only.
  "@zzzen/pyright-internal": "Pyright, MIT License. Copyright (c) Microsoft Corporation. All rights reserved.",
};

/** `inputs` are paths of esbuild's metafiles, relative to `root`. */
export function thirdPartyNotices(root, inputs) {
  const folders = new Set(inputs.map(packageFolder).filter((folder) => folder !== undefined));
  const notices = [...folders].sort().map((folder) => notice(join(root, folder)));
  return `Shapeline includes the following packages.\n\n${notices.join("\n")}`;
}

/** `node_modules/a/node_modules/@b/c/lib/x.js` belongs to `node_modules/a/node_modules/@b/c`. */
function packageFolder(path) {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
}

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^(?:licen[cs]e|copying)/i.test(entry));
  const text = file === undefined ? `Licence: ${license}` : readFileSync(join(folder, file), "utf8").trim();
  const parts = [UPSTREAM[name], text].filter((part) => part !== undefined);
  const third = join(folder, "ThirdPartyNoticeText.txt");
  if (existsSync(third)) parts.push(readFileSync(third, "utf8").trim());
  return `${"=".repeat(80)}\n${name} ${version}\n${"=".repeat(80)}\n\n${parts.join("\n\n")}\n`;
}
