/** An analysis whose answers the test gives by hand, so that requests can be overtaken and cancelled while they are under way. */
import type {
  AnalysisClient,
  Cancellation,
  Change,
  FeatureName,
  Outcome,
  Question,
} from "../../server/src/lsp/analysis-client.ts";

export interface HeldQuestion {
  readonly question: Question;
  readonly cancellation: Cancellation;
  settle(outcome: Outcome<unknown>): void;
}

export interface HeldAnalysis extends AnalysisClient {
  readonly changes: readonly Change[];
  /** The next question that arrives, or has arrived. */
  asked(): Promise<HeldQuestion>;
}

export function createHeldAnalysis(): HeldAnalysis {
  const changes: Change[] = [];
  const waiting: HeldQuestion[] = [];
  const readers: ((question: HeldQuestion) => void)[] = [];
  return {
    changes,
    change: (change) => void changes.push(change),
    ask: <Name extends FeatureName>(question: Question<Name>, cancellation: Cancellation) =>
      new Promise<Outcome<never>>((resolve) => {
        const held = {
          question,
          cancellation,
          settle: (outcome: Outcome<unknown>) => resolve(outcome as Outcome<never>),
        };
        const reader = readers.shift();
        if (reader === undefined) waiting.push(held);
        else reader(held);
      }),
    asked: () =>
      new Promise((resolve) => {
        const held = waiting.shift();
        if (held === undefined) readers.push(resolve);
        else resolve(held);
      }),
    dispose: () => Promise.resolve(),
  };
}
