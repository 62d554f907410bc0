/** The messages between the server's thread and the analysis' thread, and the loop that serves them. Stop flags are shared memory, not messages. */
import type { MessagePort } from "node:worker_threads";
import type { Change, Outcome, Question } from "./analysis-client.ts";
import { createAnalysisHost } from "./analysis-host.ts";
import type { Engine } from "./analysis-host.ts";

export type ToAnalysis =
  | { readonly kind: "change"; readonly change: Change }
  | { readonly kind: "ask"; readonly id: number; readonly question: Question; readonly stop: SharedArrayBuffer };

export interface FromAnalysis {
  readonly id: number;
  readonly outcome: Outcome<unknown>;
}

/** A flag that the server raises while the analysis runs: the thread cannot read messages then. */
export const STOP_FLAG_BYTES = 4;
export function raise(stop: SharedArrayBuffer): void {
  Atomics.store(new Int32Array(stop), 0, 1);
}

export function serveAnalysis(port: MessagePort, engine: Engine): void {
  const host = createAnalysisHost(engine);
  port.on("message", (message: ToAnalysis) => {
    if (message.kind === "change") {
      host.change(message.change);
      return;
    }
    const flag = new Int32Array(message.stop);
    const outcome = host.answer(message.question, () => Atomics.load(flag, 0) === 1);
    port.postMessage({ id: message.id, outcome } satisfies FromAnalysis);
  });
}
