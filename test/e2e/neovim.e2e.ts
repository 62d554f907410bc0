/** A second, different editor: Neovim speaks to the same server over stdio, without our client, and without pulling diagnostics. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { env } from "node:process";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { copyWorkspace } from "./workspace.ts";
import type { Workspace } from "./workspace.ts";

interface Seen {
  readonly fault?: string;
  readonly diagnostics: number;
  readonly message: string;
  readonly code: string;
  readonly line: number;
  readonly hover: string;
  readonly actions: readonly string[];
  readonly exit_code: number;
}

const repository = join(import.meta.dirname, "../..");
let workspace: Workspace;

beforeAll(() => {
  workspace = copyWorkspace();
});
afterAll(() => workspace.remove());

test("Neovim shows the same report and applies the same fix", async () => {
  const wrong = workspace.read("net.py").replace("16384", "12544");
  workspace.write("net.py", wrong);
  const script = join(import.meta.dirname, "neovim.lua");
  const { stdout } = await promisify(execFile)(
    inject("fixture").neovim,
    ["--headless", "--clean", "-c", `luafile ${script}`],
    {
      env: {
        ...env,
        SHAPELINE_SERVER: join(repository, "dist/server.cjs"),
        SHAPELINE_FILE: join(workspace.folder, "net.py"),
      },
      timeout: 100_000,
    },
  );
  const seen = JSON.parse(stdout.trim().split("\n").at(-1) ?? "{}") as Seen;
  expect(seen.fault).toBeUndefined();
  expect(seen).toMatchObject({ diagnostics: 1, code: "feature-mismatch", exit_code: 0 });
  expect(seen.message).toContain("12544");
  expect(seen.hover).toContain("(32, 16384)");
  expect(seen.actions.join("\n")).toContain("in_features");
  expect(workspace.read("net.py")).toMatch(/nn\.Linear\((?:64 \* 16 \* 16|16384), 10\)/);
});
