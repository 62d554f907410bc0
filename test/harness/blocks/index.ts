/** What an expectation block of each kind is compared with. One file a kind. */
import type { Block } from "../parse-suite.ts";
import type { Analysed, Program } from "../program.ts";
import { renderActions } from "./actions.ts";
import { renderConsole } from "./console.ts";
import { renderDiagnostics } from "./diagnostics.ts";
import { renderHover } from "./hover.ts";
import { renderInlay } from "./inlay.ts";
import { renderLens } from "./lens.ts";

export interface FeatureContext {
  readonly block: Block;
  readonly program: Program;
  readonly path: string;
  readonly analysed: Analysed | undefined;
  /** Where `<|>` stands in the code before the block. */
  readonly cursor: number | undefined;
}

const renderers: Readonly<Record<string, (context: FeatureContext) => string | Promise<string>>> = {
  actions: renderActions,
  console: renderConsole,
  diagnostics: renderDiagnostics,
  hover: renderHover,
  inlay: renderInlay,
  lens: renderLens,
};

export async function renderFeature(context: FeatureContext): Promise<string> {
  const render = renderers[context.block.language];
  if (render === undefined) throw new Error(`no renderer for ${context.block.language}`);
  return render(context);
}
