/** A rule's name in a report is a link to its page. The pages come with the extension; here they open as rendered Markdown, not as source. */
import { commands, Uri } from "vscode";
import type { Diagnostic, Disposable, ExtensionContext } from "vscode";
import type { vsdiag } from "vscode-languageclient/node";

const SHOW_PAGE = "shapeline.showRulePage";

export function registerRulePages(context: ExtensionContext): Disposable {
  return commands.registerCommand(SHOW_PAGE, (rule: unknown) => {
    // Whatever calls the command, only a page of ours is opened.
    if (typeof rule !== "string" || !/^[a-z0-9-]+$/.test(rule)) return undefined;
    const page = Uri.joinPath(context.extensionUri, "dist", "rules", `${rule}.md`);
    return commands.executeCommand("markdown.showPreview", page);
  });
}

/** The server links to the page's file, which every editor can open. */
export function linkRulePages<Report extends vsdiag.DocumentDiagnosticReport | null | undefined>(
  report: Report,
): Report {
  if (report?.kind === "full") report.items.forEach(linkRulePage);
  return report;
}

function linkRulePage(diagnostic: Diagnostic): void {
  const { code } = diagnostic;
  if (typeof code !== "object" || typeof code.value !== "string") return;
  const target = Uri.parse(`command:${SHOW_PAGE}?${encodeURIComponent(JSON.stringify([code.value]))}`);
  diagnostic.code = { value: code.value, target };
}
