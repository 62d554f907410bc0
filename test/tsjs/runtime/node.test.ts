/** Snippets are run by Node itself and by the interpreter: what is known must be what Node says. */
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { loadTypeScript } from "../../../server/src/tsjs/syntax.ts";
import { plain, run } from "../run.ts";
import { snippets } from "./snippets.ts";

const typescript = await loadTypeScript();

async function byNode(body: string): Promise<unknown> {
  // A namespace or enum may not stand in a function before it is compiled: it goes to the top.
  const { outputText } = typescript.transpileModule(`globalThis.answer = (async () => {${body}})();`, {
    compilerOptions: { target: typescript.ScriptTarget.ES2022, module: typescript.ModuleKind.ESNext },
  });
  const context: { answer?: Promise<unknown>; structuredClone: unknown } = { structuredClone };
  runInNewContext(outputText, context);
  return ours(await context.answer);
}

/** Objects of another context are no objects of ours; holes are undefined. */
function ours(value: unknown): unknown {
  if (Array.isArray(value)) return Array.from(value, ours);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, ours(each)]));
}

describe.each(Object.entries(snippets))("%s", (_, bodies) => {
  test.each(bodies)("%s", async (body) => {
    const { value } = run(`const answer = await (async () => {${body}})();`);
    expect(plain(value("answer"))).toEqual(await byNode(body));
  });
});
