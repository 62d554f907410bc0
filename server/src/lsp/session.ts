/**
 * What every request works with, and how it puts a question to the analysis: settings and root of the file first, asked again if a change elsewhere
 * stopped it, refused if the text has changed meanwhile. Faults are logged once and go no further.
 */
import { LSPErrorCodes, ResponseError } from "vscode-languageserver/node";
import type { Connection } from "vscode-languageserver/node";
import type { Files } from "../project/files.ts";
import type { AnalysisClient, Cancellation, FeatureAnswer, FeatureName, FeatureQuestion } from "./analysis-client.ts";
import { describeFault } from "./analysis-host.ts";
import type { ClientFeatures } from "./client-features.ts";
import type { Prober } from "../probe/run/prober.ts";
import type { Probes } from "./probes.ts";
import type { Roots } from "./roots.ts";
import type { SettingsSource } from "./settings.ts";
import type { Source } from "./source.ts";
import type { Sources } from "./sources.ts";

export interface Session {
  readonly connection: Connection;
  readonly client: ClientFeatures;
  readonly analysis: AnalysisClient;
  readonly sources: Sources;
  readonly settings: SettingsSource;
  readonly roots: Roots;
  readonly files: Files;
  /** Where a rule's page can be opened. */
  readonly pageOf: (rule: string) => string | undefined;
  readonly faults: FaultLog;
  readonly prober: Prober;
  readonly probes: Probes;
}

/** Logs each fault once, however often it comes. */
export interface FaultLog {
  report(where: string, stack: string): void;
}

export function createFaultLog(log: (text: string) => void): FaultLog {
  const seen = new Set<string>();
  return {
    report(where, stack) {
      const site = stack.split("\n", 2).join("\n"); // the message and the line that threw
      if (seen.has(site)) return;
      seen.add(site);
      log(`${where}: ${stack}`);
    },
  };
}

/** Undefined where Shapeline is switched off for the file, or its analysis has a fault. */
export async function ask<Name extends FeatureName>(
  session: Session,
  source: Source,
  feature: Name,
  question: FeatureQuestion<Name>,
  cancellation: Cancellation,
): Promise<FeatureAnswer<Name> | undefined> {
  for (;;) {
    const settings = await session.settings.of(source.uri);
    if (!settings.enable) return undefined;
    const { path, uri, version, cells } = source;
    const root = session.roots.of(path, settings.interpreter);
    const outcome = await session.analysis.ask(
      { feature, root, path, rules: settings.rules, question, ...(cells === undefined ? {} : { cells }) },
      cancellation,
    );
    if (cancellation.isCancellationRequested) {
      throw new ResponseError(LSPErrorCodes.RequestCancelled, "The request was cancelled.");
    }
    if (session.sources.find(uri)?.version !== version) {
      throw new ResponseError(LSPErrorCodes.ContentModified, "The text has changed meanwhile.");
    }
    switch (outcome.kind) {
      case "answered":
        return outcome.answer;
      case "failed":
        session.faults.report(feature, outcome.stack);
        return undefined;
      case "stopped":
        continue; // by a change of another file
    }
  }
}

/** Our own refusals. An error that the client answered to a question of ours is a fault. */
function isRefusal(fault: unknown): boolean {
  const codes: readonly number[] = [
    LSPErrorCodes.RequestCancelled,
    LSPErrorCodes.ContentModified,
    LSPErrorCodes.ServerCancelled,
  ];
  return fault instanceof ResponseError && codes.includes(fault.code);
}

/** A request's handler that answers `fallback` where it has a fault. */
export function guarded<Args extends readonly unknown[], Result>(
  faults: FaultLog,
  name: string,
  fallback: Result,
  handle: (...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result> {
  return async (...args) => {
    try {
      return await handle(...args);
    } catch (fault) {
      if (isRefusal(fault)) throw fault;
      faults.report(name, describeFault(fault));
      return fallback;
    }
  };
}
