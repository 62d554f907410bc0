/** The language status item: whether the server is there, and the way to start it again or to see what it says. */
import { languages, LanguageStatusSeverity } from "vscode";
import type { Disposable } from "vscode";
import type { ServerStatus } from "../../server/src/protocol.ts";

export type ClientStatus = ServerStatus | { readonly kind: "starting" | "ready" | "stopped" };

export interface Status extends Disposable {
  show(status: ClientStatus): void;
}

const RESTART = { title: "Restart", command: "shapeline.restart" };
const OUTPUT = { title: "Show Output", command: "shapeline.showOutput" };

export function createStatus(): Status {
  const item = languages.createLanguageStatusItem("shapeline", [
    { language: "python" },
    { language: "javascript" },
    { language: "javascriptreact" },
    { language: "typescript" },
    { language: "typescriptreact" },
    { language: "vue" },
    { language: "svelte" },
  ]);
  item.name = "Shapeline";
  item.text = "Shapeline";
  return {
    show(status) {
      const failed = status.kind === "failed" || status.kind === "stopped";
      item.busy = status.kind === "starting";
      item.severity = failed ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
      item.detail = describe(status);
      item.command = failed ? RESTART : OUTPUT;
    },
    dispose: () => item.dispose(),
  };
}

function describe(status: ClientStatus): string {
  switch (status.kind) {
    case "starting":
      return "starting";
    case "ready":
      return "tensor shapes are known";
    case "stopped":
      return "stopped";
    case "failed":
      return status.message;
  }
}
