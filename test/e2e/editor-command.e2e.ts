/** `npm run editor`, as the README tells people to try it: an editor opens on the examples, and shows what is wrong with them. */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { openBrowser, Workbench } from "./workbench.ts";
import type { Browser } from "./workbench.ts";

const repository = join(import.meta.dirname, "../..");

let command: ChildProcess;
let browser: Browser;

beforeEach(async () => {
  browser = await openBrowser(inject("fixture"));
  command = spawn("node", ["scripts/editor.mjs"], { cwd: repository, stdio: ["ignore", "pipe", "inherit"] });
});
afterEach(async () => {
  await browser.close();
  command.kill("SIGKILL");
});

test("npm run editor: the printed address opens the examples", async () => {
  const url = await printedAddress(command);
  const workbench = new Workbench(browser.page, inject("shots"));
  await workbench.openAddress(url);
  await workbench.openFile("small_cnn.py");
  const squiggle = workbench.squiggles().first();
  await squiggle.waitFor();
  await workbench.hover(squiggle, "expects");
  await workbench.shot("example");

  const ended = new Promise<number | null>((resolve) => command.once("exit", resolve));
  command.kill("SIGTERM");
  expect(await ended).toBe(0);
});

function printedAddress({ stdout }: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    stdout?.on("data", (chunk) => {
      output += String(chunk);
      const [url] = /http:\/\/\S+/.exec(output) ?? [];
      if (url !== undefined) resolve(url);
    });
    stdout?.once("end", () => reject(new Error(`no address was printed:\n${output}`)));
  });
}
