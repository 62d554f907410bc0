/** Tokens of a text under a real grammar (Python's, TypeScript's) with ours injected, as VS Code makes them. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";

export interface Token {
  readonly text: string;
  readonly scopes: readonly string[];
}
export type Tokenizer = (line: string) => readonly Token[];

const require = createRequire(import.meta.url);
const injected = "shapeline.shape-comment";
const ours = new URL("../../syntaxes/shape-comment.tmLanguage.json", import.meta.url);

/** `languages` maps a root scope to the grammar's name in tm-grammars. */
export async function loadTokenizers(
  languages: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, Tokenizer>>> {
  const wasm = await readFile(require.resolve("vscode-oniguruma/release/onig.wasm"));
  await oniguruma.loadWASM(wasm);
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    async loadGrammar(scope) {
      const language = languages[scope];
      const file = scope === injected ? ours : language && require.resolve(`tm-grammars/grammars/${language}.json`);
      return file ? textmate.parseRawGrammar(await readFile(file, "utf8"), "grammar.json") : null;
    },
    getInjections: (scope) => (scope in languages ? [injected] : undefined),
  });
  const loaded = Object.keys(languages).map(async (scope): Promise<[string, Tokenizer]> => {
    const grammar = await registry.loadGrammar(scope);
    if (grammar === null) throw new Error(`no grammar for ${scope}`);
    return [
      scope,
      (line) =>
        grammar
          .tokenizeLine(line, textmate.INITIAL)
          .tokens.map(({ startIndex, endIndex, scopes }) => ({ text: line.slice(startIndex, endIndex), scopes })),
    ];
  });
  return Object.fromEntries(await Promise.all(loaded));
}
