/**
 * An analysis client whose analysis runs in a worker thread, so that typing is never held up. A change raises the stop flags of the questions under way.
 * A thread that dies is replaced and told everything again; one that dies again and again is given up.
 */
import { Worker } from "node:worker_threads";
import type {
  AnalysisClient,
  Cancellation,
  Change,
  FeatureAnswer,
  FeatureName,
  Outcome,
  Question,
} from "./analysis-client.ts";
import { describeFault } from "./analysis-host.ts";
import { raise, STOP_FLAG_BYTES } from "./analysis-port.ts";
import type { FromAnalysis, ToAnalysis } from "./analysis-port.ts";

interface Pending {
  readonly stop: SharedArrayBuffer;
  readonly settle: (outcome: Outcome<unknown>) => void;
}

export interface ThreadEvents {
  /** The thread died; the questions under way have failed. */
  onDeath(stack: string): void;
  /** It has died too often to be tried again. */
  onGivenUp(stack: string): void;
}

/** Deaths in a row, with no answer between them, after which the thread is not started again. */
const MOST_DEATHS = 3;
/** Interpreting deep code recurses deeply; the default of 4 MB is soon used up. */
const STACK_MEGABYTES = 32;
/** An analysis makes much that is gone with the next edit: a young generation that holds it is seldom collected. Twice what V8 takes. */
const YOUNG_MEGABYTES = 96;

export class AnalysisThread implements AnalysisClient {
  readonly #file: string;
  readonly #events: ThreadEvents;
  readonly #pending = new Map<number, Pending>();
  /** Everything that a new thread must be told: the last change of each path and root. */
  readonly #changes = new Map<string, Change>();
  #worker: Worker | undefined;
  #nextId = 1;
  #deaths = 0;

  constructor(file: string, events: ThreadEvents) {
    this.#file = file;
    this.#events = events;
    this.#start();
  }

  change(change: Change): void {
    for (const { stop } of this.#pending.values()) raise(stop);
    this.#remember(change);
    this.#post({ kind: "change", change });
  }

  ask<Name extends FeatureName>(
    question: Question<Name>,
    cancellation: Cancellation,
  ): Promise<Outcome<FeatureAnswer<Name>>> {
    if (this.#worker === undefined) return Promise.resolve({ kind: "failed", stack: "the analysis is not running" });
    const id = this.#nextId++;
    const stop = new SharedArrayBuffer(STOP_FLAG_BYTES);
    return new Promise((resolve) => {
      const listener = cancellation.onCancellationRequested(() => raise(stop));
      const settle = (outcome: Outcome<unknown>): void => {
        listener.dispose();
        resolve(outcome as Outcome<FeatureAnswer<Name>>);
      };
      this.#pending.set(id, { stop, settle });
      this.#post({ kind: "ask", id, question, stop });
    });
  }

  async dispose(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#settleAll({ kind: "stopped" });
    await worker?.terminate();
  }

  #start(): void {
    const resourceLimits = { stackSizeMb: STACK_MEGABYTES, maxYoungGenerationSizeMb: YOUNG_MEGABYTES };
    const worker = new Worker(this.#file, { resourceLimits });
    let fault: unknown;
    worker.on("message", ({ id, outcome }: FromAnalysis) => {
      this.#deaths = 0;
      const pending = this.#pending.get(id);
      this.#pending.delete(id);
      pending?.settle(outcome);
    });
    worker.on("error", (error) => (fault = error));
    worker.on("exit", (code) => {
      if (this.#worker === worker) this.#replace(fault ?? new Error(`the analysis thread ended with ${code}`));
    });
    this.#worker = worker;
    for (const change of this.#changes.values()) this.#post({ kind: "change", change });
  }

  #replace(fault: unknown): void {
    const stack = describeFault(fault);
    this.#worker = undefined;
    this.#deaths += 1;
    const givenUp = this.#deaths >= MOST_DEATHS;
    if (givenUp) this.#events.onGivenUp(stack);
    else {
      this.#events.onDeath(stack);
      this.#start();
    }
    this.#settleAll({ kind: "failed", stack });
  }

  #settleAll(outcome: Outcome<unknown>): void {
    const waiting = [...this.#pending.values()];
    this.#pending.clear();
    for (const { settle } of waiting) settle(outcome);
  }

  #remember(change: Change): void {
    if (change.kind === "file") return;
    const key = change.kind === "text" ? `text ${change.path}` : `project ${change.root}`;
    this.#changes.delete(key);
    if (change.kind === "project" || change.text !== undefined) this.#changes.set(key, change);
  }

  #post(message: ToAnalysis): void {
    this.#worker?.postMessage(message);
  }
}
