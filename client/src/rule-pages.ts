/**
 * A rule's name in a report is a link to its page. The pages come with the extension. The server links to the file, which every editor can open; here
 * it opens by a scheme of its own, which package.json associates with the Markdown preview, so that it is read as a page and not edited.
 */
import { Uri, workspace } from "vscode";
import type { Diagnostic, Disposable, ExtensionContext } from "vscode";
import type { vsdiag } from "vscode-languageclient/node";

const SCHEME = "shapeline-rule";

export function registerRulePages(context: ExtensionContext): Disposable {
  return workspace.registerTextDocumentContentProvider(SCHEME, {
    async provideTextDocumentContent({ path }) {
      const page = Uri.joinPath(context.extensionUri, "dist", "rules", path);
      return new TextDecoder().decode(await workspace.fs.readFile(page));
    },
  });
}

export function linkRulePages<Report extends vsdiag.DocumentDiagnosticReport | null | undefined>(
  report: Report,
): Report {
  if (report !== undefined && "items" in report) report.items.forEach(linkRulePage);
  return report;
}

function linkRulePage(diagnostic: Diagnostic): void {
  const { code } = diagnostic;
  if (typeof code !== "object" || typeof code.value !== "string") return;
  diagnostic.code = { value: code.value, target: Uri.from({ scheme: SCHEME, path: `/${code.value}.md` }) };
}
