/** The programs that `fixes.mjs` mends, and those that fixes on rule pages and in suites leave behind; and TensorFlow.js programs run. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pages, root, suiteFiles } from "../../test/harness/pages.ts";
import { isSourceBlock, parseSuite } from "../../test/harness/parse-suite.ts";
import type { Block, SuiteTest } from "../../test/harness/parse-suite.ts";
import { tf } from "../../test/tsjs/conformance/library.ts";
import { execute } from "../../test/tsjs/tfjs/execute.ts";
import { mistakesInLaterPrograms } from "../../test/tsjs/tfjs/mistakes-in-later-programs.ts";
import { mistakesInModels } from "../../test/tsjs/tfjs/mistakes-in-models.ts";
import { mistakesInTraining } from "../../test/tsjs/tfjs/mistakes-in-training.ts";
import { mistakesUnseen } from "../../test/tsjs/tfjs/mistakes-unseen.ts";

export type Framework = "torch" | "keras" | "tfjs";

export interface Example {
  /** Where it stands: a program's path, or a page's line. */
  readonly place: string;
  readonly framework: Framework;
  /** The file that is run, and all that stand beside it. */
  readonly main: string;
  readonly files: Readonly<Record<string, string>>;
  /** What the fix is called; absent for a program that is still wrong. */
  readonly fix?: string;
  /** The program before a refactoring, and whether it only gets comments. */
  readonly original?: string;
  readonly isSame?: true;
}

const single = (place: string, framework: Framework, main: string, text: string): Example => ({
  place,
  framework,
  main,
  files: { [main]: text },
});

function pythonPrograms(folder: string, framework: Framework): readonly Example[] {
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith(".py"));
  return names.map((name) =>
    single(`${folder}/${name}`, framework, name, readFileSync(join(root, folder, name), "utf8")),
  );
}

/** A mistake of the tests is a change of a program that works. */
function scriptPrograms(): readonly Example[] {
  const folder = "test/tsjs/tfjs/programs";
  const changes = [...mistakesInModels, ...mistakesInTraining, ...mistakesUnseen, ...mistakesInLaterPrograms];
  return changes.map(({ program, from, to }) => {
    const text = readFileSync(join(root, folder, program), "utf8").replace(from, () => to);
    return single(`${folder}/${program} with ${JSON.stringify(to)}`, "tfjs", program, text);
  });
}

export const wrongPrograms = (): readonly Example[] => [
  ...pythonPrograms("test/programs/wrong", "torch"),
  ...pythonPrograms("test/programs/keras/wrong", "keras"),
  ...scriptPrograms(),
];

/** What the pages' fixes leave behind. */
export const mendedExamples = (): readonly Example[] =>
  suiteFiles.flatMap(({ path, markdown }) => parseSuite(path, markdown).tests.flatMap((test) => fixesOf(path, test)));

/** Where a refactoring is asked for, in a suite. */
const cursor = "<|>";

const extensions: Readonly<Record<string, string>> = { python: "py", pyi: "pyi", ts: "ts", js: "js" };

function fixesOf(path: string, test: SuiteTest): readonly Example[] {
  const sources = test.blocks.filter(isSourceBlock);
  const isFixed = ({ attributes }: Block): boolean => attributes.has("fix") || attributes.has("refactor");
  return sources.filter(isFixed).flatMap((block) => {
    const given = sources.slice(0, sources.indexOf(block)).findLast((each) => !isFixed(each));
    const nameOf = (each: Block): string => each.path ?? `main.${extensions[each.language] ?? each.language}`;
    const main = nameOf(given ?? block);
    const written = sources.filter((each) => !isFixed(each));
    const others = written.map((each) => [nameOf(each), each.text.replaceAll(cursor, "")] as const);
    const files = { ...Object.fromEntries(others), [main]: block.text };
    const framework = frameworkOf(main, Object.values(files).join(""));
    const fix = block.attributes.get("fix") ?? block.attributes.get("refactor") ?? "";
    return framework === undefined || /\.(pyi|vue|svelte)$/.test(main)
      ? []
      : [{ place: `${path}:${String(block.line)}`, framework, main, files, fix }];
  });
}

function frameworkOf(main: string, text: string): Framework | undefined {
  if (!main.endsWith(".py")) return "tfjs";
  if (/^\s*(import|from) (keras|tensorflow)\b/m.test(text)) return "keras";
  return /^\s*(import|from) torch/m.test(text) ? "torch" : undefined;
}

export const ruleNames = (): readonly string[] => [...pages.keys()];

/** Runs scripts one after the other, and answers each in a line of JSON. */
export async function runScripts(paths: readonly string[]): Promise<void> {
  const engine = tf as {
    setBackend(name: string): Promise<boolean>;
    engine(): { state: { registeredVariables: object } };
  };
  await engine.setBackend("cpu");
  for (const path of paths) {
    // The same program with another mistake names its variables alike.
    engine.engine().state.registeredVariables = {};
    const message = await execute(path, readFileSync(path, "utf8"));
    const error = message === undefined ? null : (message.split("\n")[0] ?? "");
    process.stdout.write(`${JSON.stringify({ path, error })}\n`);
  }
}
