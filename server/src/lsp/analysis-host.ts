/**
 * The side of the analysis that runs in the worker thread: applies changes to an engine, answers questions, and keeps each file's facts until the next
 * change. Knows no threads: analysis-worker.ts connects it to one, tests call it directly.
 */
import type { Place } from "../base/span.ts";
import type { FileFacts } from "../facts/index.ts";
import { features, givenVersion } from "../ide/index.ts";
import type { Analyst, Snapshot } from "../ide/index.ts";
import type { ProjectView } from "../refactor/index.ts";
import type { Diagnostic } from "../rules/index.ts";
import type { Change, FeatureName, Outcome, Question, RuleSettings } from "./analysis-client.ts";
import { describeCellPlace } from "../project/notebook-cells.ts";

/** The façade of the analysis, as far as an editor needs it. */
export interface Engine {
  change(change: Change): void;
  /** Polls `stopped`; what it gives back after that is thrown away. */
  facts(root: string, path: string, stopped: () => boolean): FileFacts;
  /** The same with other texts, which are forgotten afterwards. */
  trial(root: string, path: string, texts: ReadonlyMap<string, string>, stopped: () => boolean): FileFacts;
  /** The text of a file, open or not. */
  read(path: string): string | undefined;
  /** Files that may import this one, those that are open first. */
  users(path: string): readonly string[];
  /** `where` words a place in a message; without it the engine says "line 7". */
  diagnose(facts: FileFacts, rules: RuleSettings, where?: (place: Place) => string | undefined): readonly Diagnostic[];
}

export interface AnalysisHost {
  change(change: Change): void;
  answer(question: Question, stopped: () => boolean): Outcome<unknown>;
}

export function createAnalysisHost(engine: Engine): AnalysisHost {
  const known = new Map<string, FileFacts>();

  function factsOf(root: string, path: string, stopped: () => boolean): FileFacts | undefined {
    const key = JSON.stringify([root, path]);
    const kept = known.get(key);
    if (kept !== undefined) return kept;
    const facts = engine.facts(root, path, stopped);
    if (stopped()) return undefined;
    known.set(key, facts);
    return facts;
  }

  return {
    change(change) {
      known.clear();
      engine.change(change);
    },
    answer({ feature, root, path, rules, cells, question }, stopped) {
      try {
        const facts = stopped() ? undefined : factsOf(root, path, stopped);
        if (facts === undefined) return { kind: "stopped" };
        const where =
          cells === undefined
            ? undefined
            : (place: Place) => (place.path === path ? describeCellPlace(facts.text, cells, place.span) : undefined);
        const project: ProjectView = {
          read: (each) => engine.read(each),
          users: () => engine.users(path).flatMap((each) => factsOf(root, each, stopped) ?? []),
        };
        const diagnostics = engine.diagnose(facts, rules, where);
        const analyst: Analyst = {
          read: (each) => (each === path ? facts.text : engine.read(each)),
          analyse(texts) {
            known.clear();
            return engine.trial(root, path, texts, stopped);
          },
          diagnose: (each) => engine.diagnose(each, rules, where),
        };
        const version = givenVersion(analyst, facts, diagnostics);
        const snapshot = { facts, diagnostics, project, version };
        const answer = provide(feature, snapshot, question);
        // Fixes are tried by analyses of their own, and one that was stopped says nothing.
        return stopped() ? { kind: "stopped" } : { kind: "answered", answer };
      } catch (fault) {
        // An engine may also stop by throwing.
        return stopped() ? { kind: "stopped" } : { kind: "failed", stack: describeFault(fault) };
      }
    },
  };
}

/** The feature's name decides the type of its question: `Question` ties them together, which a union cannot say. */
function provide(feature: FeatureName, snapshot: Snapshot, question: unknown): unknown {
  const { provide: give } = features[feature] as { provide: (snapshot: Snapshot, question: unknown) => unknown };
  return give(snapshot, question);
}

export function describeFault(fault: unknown): string {
  return fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
}
