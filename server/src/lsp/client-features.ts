/** What the connected client can do, as far as the server does something else where it cannot. */
import type { InitializeParams } from "vscode-languageserver/node";
import type { InitializationOptions } from "../protocol.ts";

export interface ClientFeatures {
  readonly pullsDiagnostics: boolean;
  readonly answersConfiguration: boolean;
  readonly registersConfigurationChanges: boolean;
  readonly watchesFiles: boolean;
  readonly workspaceFolders: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesInlayHints: boolean;
  readonly refreshesCodeLenses: boolean;
  readonly showsStatus: boolean;
  readonly runsProbes: boolean;
  readonly asksForClasses: boolean;
}

export function clientFeatures({ capabilities, initializationOptions }: InitializeParams): ClientFeatures {
  const { textDocument, workspace } = capabilities;
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    answersConfiguration: workspace?.configuration === true,
    registersConfigurationChanges: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshesInlayHints: workspace?.inlayHint?.refreshSupport === true,
    refreshesCodeLenses: workspace?.codeLens?.refreshSupport === true,
    showsStatus: readOptions(initializationOptions).status === true,
    runsProbes: readOptions(initializationOptions).probe === true,
    asksForClasses: readOptions(initializationOptions).asksForClasses === true,
  };
}

/** Options come from another program: only an object is believed. */
export function readOptions(options: unknown): InitializationOptions {
  return typeof options === "object" && options !== null ? options : {};
}
