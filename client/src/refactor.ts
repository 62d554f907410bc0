/** The command behind refactorings for a number of classes: asks for the number, and makes the edits that the server gives for it. */
import { commands, window, workspace } from "vscode";
import type { Disposable } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { REFACTOR_COMMAND, REFACTOR_REQUEST } from "../../server/src/protocol.ts";
import type { RefactorParams, RefactorResult } from "../../server/src/protocol.ts";

export function registerRefactor(client: () => LanguageClient | undefined): Disposable {
  return commands.registerCommand(REFACTOR_COMMAND, async (asked: Omit<RefactorParams, "classes">) => {
    const classes = await window.showInputBox({
      title: asked.title,
      prompt: "How many classes? A number, or the name of a constant.",
      validateInput: (text) =>
        /^([2-9]|[1-9]\d+|[A-Za-z_]\w*)$/.test(text.trim()) ? undefined : "A number from 2 on, or a name.",
    });
    const server = client();
    if (classes === undefined || server === undefined) return;
    const params: RefactorParams = { ...asked, classes: classes.trim() };
    const edit = await server.sendRequest<RefactorResult>(REFACTOR_REQUEST, params);
    const changes = edit === null ? undefined : await server.protocol2CodeConverter.asWorkspaceEdit(edit);
    if (changes === undefined || !(await workspace.applyEdit(changes)))
      void window.showInformationMessage("The program has changed: Shapeline no longer offers this.");
  });
}
