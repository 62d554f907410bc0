/**
 * What the server asks of an analysis, wherever it runs: texts and projects go in, questions about one file are answered in offsets. Messages between
 * the two threads have exactly these types. How the answer is found is left to analysis-host.ts, the thread to analysis-thread.ts.
 */
import type { Span } from "../base/span.ts";
import type { Features } from "../ide/index.ts";
import type { SeveritySetting } from "../project/settings.ts";

/** A change of the world. Paths are absolute, with forward slashes. */
export type Change =
  /** What an open editor holds; undefined when it is closed and the file on disk counts again. */
  | { readonly kind: "text"; readonly path: string; readonly text: string | undefined }
  /** Something happened to a file on disk. */
  | { readonly kind: "file"; readonly path: string }
  /** The folders in which a root's files find installed packages, best first. */
  | { readonly kind: "project"; readonly root: string; readonly sitePackages: readonly string[] };

export type FeatureName = keyof Features;
export type FeatureQuestion<Name extends FeatureName> = Parameters<Features[Name]["provide"]>[1];
export type FeatureAnswer<Name extends FeatureName> = ReturnType<Features[Name]["provide"]>;

/** A question about one file, to be judged by the rule levels of its own settings. */
export interface Question<Name extends FeatureName = FeatureName> {
  readonly feature: Name;
  readonly root: string;
  readonly path: string;
  readonly rules: RuleSettings;
  /** A notebook's cells in its text, for messages that name a place. */
  readonly cells?: readonly Span[];
  readonly question: FeatureQuestion<Name>;
}

export type RuleSettings = Readonly<Record<string, SeveritySetting>>;

export type Outcome<Answer> =
  | { readonly kind: "answered"; readonly answer: Answer }
  /** Stopped by a newer change, or because nobody waits for it any longer. */
  | { readonly kind: "stopped" }
  /** A fault of ours; `stack` is for the log. */
  | { readonly kind: "failed"; readonly stack: string };

/** Tells that nobody waits for an answer any longer. The protocol's cancellation tokens are of this form. */
export interface Cancellation {
  readonly isCancellationRequested: boolean;
  onCancellationRequested(listener: () => void): { dispose(): void };
}

export interface AnalysisClient {
  /** Changes and questions are handled in the order in which they are given; a change stops the questions under way. */
  change(change: Change): void;
  ask<Name extends FeatureName>(
    question: Question<Name>,
    cancellation: Cancellation,
  ): Promise<Outcome<FeatureAnswer<Name>>>;
  dispose(): Promise<void>;
}
