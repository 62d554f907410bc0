/** What a value was made from, and that from, back to the inputs. */
import type { Producer } from "../facts/index.ts";

/**
 * The maker itself and all behind it, nearest first, each once; no more than `limit`, for deep networks have thousands. Through a model that was built
 * before only where that is asked for: what went in is not what its layers were applied to.
 */
export function* ancestry(producer: Producer | undefined, limit = 200, throughModels = false): Generator<Producer> {
  const seen = new Set<Producer>();
  const waiting = producer === undefined ? [] : [producer];
  for (let next = 0; next < waiting.length && seen.size < limit; next++) {
    const at = waiting[next];
    if (at === undefined || seen.has(at)) continue;
    seen.add(at);
    yield at;
    const given = throughModels ? (at.given ?? []) : [];
    for (const { producer: before } of [...at.inputs, ...given]) if (before !== undefined) waiting.push(before);
  }
}
