/**
 * What Shapeline's own client and server say to each other beyond the Language Server Protocol: names and types only. Any other client does without it.
 */

import type { Range, WorkspaceEdit } from "vscode-languageserver-types";
import type { Question } from "./probe/plan.ts";
import type { ProbeReport } from "./probe/report.ts";

/** The section of the settings, and the prefix of commands. */
export const SECTION = "shapeline";

/** Kind of the code action that applies every safe fix. */
export const FIX_ALL = "source.fixAll.shapeline";

/** Sent by the client in `initializationOptions`. */
export interface InitializationOptions {
  /** The client shows `shapeline/status`. */
  readonly status?: boolean;
  /** The client has the command that runs a probe. */
  readonly probe?: boolean;
  /** The client has the command that asks for a number of classes. */
  readonly asksForClasses?: boolean;
  /** Settings for clients that cannot be asked for them. */
  readonly settings?: unknown;
}

/** Server to client: the analysis failed, and will not be tried again before a restart. */
export const STATUS_NOTIFICATION = "shapeline/status";
export interface ServerStatus {
  readonly kind: "failed";
  readonly message: string;
}

/** The client's command that runs a shape probe: arguments are a document's URI and a model's name. */
export const PROBE_COMMAND = "shapeline.probe";

/** Client to server: run a model of a document. The document must be saved: the file runs, not the text. */
export const PROBE_REQUEST = "shapeline/probe";
export interface ProbeParams {
  readonly uri: string;
  readonly model?: string;
  readonly make?: string;
  readonly inputs: readonly string[];
  readonly device?: string;
}
export type ProbeResult =
  | { readonly kind: "report"; readonly report: ProbeReport }
  /** Something is open; the answer goes into the next request. */
  | { readonly kind: "question"; readonly question: Question }
  | { readonly kind: "refused"; readonly reason: string };

/** Server to client, while a probe runs. */
export const PROBE_PROGRESS = "shapeline/probeProgress";
export interface ProbeProgress {
  readonly uri: string;
  readonly text: string;
}

/** The client's command that asks for a number of classes and then refactors: its argument is what the request needs, but for the number. */
export const REFACTOR_COMMAND = "shapeline.refactorForClasses";

/** Client to server: the edits of a refactoring for a number of classes that a person chose. */
export const REFACTOR_REQUEST = "shapeline/refactorForClasses";
export interface RefactorParams {
  readonly uri: string;
  readonly range: Range;
  /** The refactoring's title, with `N` for the number. */
  readonly title: string;
  /** A number, or the name of one. */
  readonly classes: string;
}
export type RefactorResult = WorkspaceEdit | null;

/** Client to server: what does this error mean? */
export const EXPLAIN_REQUEST = "shapeline/explainError";
export interface ExplainParams {
  readonly pasted: string;
  /** The document that the person looks at. */
  readonly uri?: string;
}
export interface ExplainResult {
  readonly message: string;
  readonly meaning?: string;
  readonly advice?: string;
  /** What the analysis reports of the same place. */
  readonly reports: readonly string[];
  readonly fixes: readonly { readonly title: string; readonly edit: WorkspaceEdit }[];
  /** The line, from 1. */
  readonly place?: { readonly uri: string; readonly line: number };
}
