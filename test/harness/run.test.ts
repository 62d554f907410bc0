/** Runs the Markdown suites and the rules' pages. Each test of theirs is a test here; `UPDATE=1` writes the expected blocks anew. */
import { writeFileSync } from "node:fs";
import { afterAll, describe, test } from "vitest";
import { suiteFiles } from "./pages.ts";
import type { SuiteFile } from "./pages.ts";
import { parseSuite } from "./parse-suite.ts";
import { runSuiteTest } from "./run-suite-test.ts";
import type { Rewrite } from "./run-suite-test.ts";

const isUpdating = process.env["UPDATE"] === "1";

for (const suite of suiteFiles) {
  const { tests } = parseSuite(suite.path, suite.markdown);
  describe(suite.path, () => {
    const rewrites: Rewrite[] = [];
    for (const each of tests) {
      test(each.name, async () => {
        const outcome = await runSuiteTest(suite.path, each, suite.rule);
        rewrites.push(...outcome.rewrites);
        const failures = isUpdating
          ? outcome.failures.filter(({ line }) => !outcome.rewrites.some(({ block }) => block.line === line))
          : outcome.failures;
        if (failures.length > 0) throw new SuiteFailure(suite.path, failures);
      });
    }
    afterAll(() => {
      if (isUpdating && rewrites.length > 0) writeFileSync(suite.file, rewritten(suite, rewrites));
    });
  });
}

/** Its message is all that is worth reading: a stack would lead into the harness. */
class SuiteFailure extends Error {
  constructor(path: string, failures: readonly { readonly line: number; readonly message: string }[]) {
    super(failures.map(({ line, message }) => `${path}:${String(line)}: ${message}`).join("\n"));
    this.stack = this.message;
  }
}

function rewritten(suite: SuiteFile, rewrites: readonly Rewrite[]): string {
  const lines = suite.markdown.split("\n");
  for (const { block, text } of [...rewrites].sort((a, b) => b.block.line - a.block.line)) {
    const count = block.text.split("\n").length - 1;
    lines.splice(block.line - 1, count, ...text.split("\n").slice(0, -1));
  }
  return lines.join("\n");
}
