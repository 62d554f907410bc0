/** The extension: starts the language server with the window, and puts its parts together. Everything about shapes is the server's. */
import { commands, window, workspace } from "vscode";
import type { ExtensionContext } from "vscode";
import { SECTION } from "../../server/src/protocol.ts";
import { followInterpreter } from "./python-extension.ts";
import { registerProbe } from "./probe.ts";
import { registerRefactor } from "./refactor.ts";
import { registerRulePages } from "./rule-pages.ts";
import { createServer } from "./server.ts";
import { createStatus } from "./status.ts";

export async function activate(context: ExtensionContext): Promise<void> {
  const output = window.createOutputChannel("Shapeline", { log: true });
  const status = createStatus();
  const interpreter = followInterpreter();
  const server = createServer({ context, output, status, interpreter });
  context.subscriptions.push(
    output,
    status,
    interpreter,
    interpreter.onChange(() => server.settingsChanged()),
    workspace.onDidGrantWorkspaceTrust(() => server.settingsChanged()),
    commands.registerCommand(`${SECTION}.restart`, () => server.restart()),
    commands.registerCommand(`${SECTION}.showOutput`, () => output.show()),
    registerRulePages(context),
    registerRefactor(() => server.client()),
    ...registerProbe({ context, client: () => server.client() }),
    { dispose: () => server.stop() },
  );
  await server.start();
}
