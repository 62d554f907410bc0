/** Waiting for what VS Code says, without sleeping. Mocha's limit ends what never comes. */
import { languages, Range, Uri, window, workspace, WorkspaceEdit } from "vscode";
import type { Diagnostic, Event, NotebookDocument, TextDocument } from "vscode";

/** Settles when the condition holds: now, or after one of the events. */
export async function until<T>(event: Event<unknown>, look: () => T | undefined): Promise<T> {
  const now = look();
  if (now !== undefined) return now;
  return new Promise((resolve) => {
    const subscription = event(() => {
      const found = look();
      if (found === undefined) return;
      subscription.dispose();
      resolve(found);
    });
  });
}

/** Our reports on a document, once there are as many as expected. */
export function reports(uri: Uri, count: number): Promise<readonly Diagnostic[]> {
  return until(languages.onDidChangeDiagnostics, () => {
    const ours = languages.getDiagnostics(uri).filter(({ source }) => source === "shapeline");
    return ours.length === count ? ours : undefined;
  });
}

export async function openFile(name: string): Promise<TextDocument> {
  const folder = workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error("no folder is open");
  const document = await workspace.openTextDocument(Uri.joinPath(folder.uri, name));
  await window.showTextDocument(document, { preview: false });
  return document;
}

export async function openNotebook(name: string): Promise<NotebookDocument> {
  const folder = workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error("no folder is open");
  const notebook = await workspace.openNotebookDocument(Uri.joinPath(folder.uri, name));
  await window.showNotebookDocument(notebook);
  return notebook;
}

/** Replaces the first occurrence of a text, as typing would. */
export async function retype(document: TextDocument, before: string, after: string): Promise<void> {
  const start = document.getText().indexOf(before);
  if (start < 0) throw new Error(`${document.uri.path} has no ${before}`);
  const edit = new WorkspaceEdit();
  const range = new Range(document.positionAt(start), document.positionAt(start + before.length));
  edit.replace(document.uri, range, after);
  if (!(await workspace.applyEdit(edit))) throw new Error("the edit was refused");
}
