/** The last probe of each file: what it says of reports and places, as long as the text is the one that ran. */
import { verdictWords } from "../ide/index.ts";
import type { ProbeAnswer } from "../ide/index.ts";
import type { Diagnostic } from "../rules/index.ts";
import type { Source } from "./source.ts";

export interface Probes {
  keep(source: Source, answer: ProbeAnswer): void;
  /** Of this very text. */
  current(source: Source): ProbeAnswer | undefined;
  /** There is one, and the text has changed since. */
  isStale(source: Source): boolean;
}

export function createProbes(): Probes {
  const known = new Map<string, { readonly version: number; readonly answer: ProbeAnswer }>();
  return {
    keep: ({ path, version }, answer) => void known.set(path, { version, answer }),
    current({ path, version }) {
      const last = known.get(path);
      return last?.version === version ? last.answer : undefined;
    },
    isStale({ path, version }) {
      const last = known.get(path);
      return last !== undefined && last.version !== version;
    },
  };
}

/** A sentence behind a report that the probe has met. */
export function verdictOn({ verdicts }: ProbeAnswer, { span, rule }: Diagnostic): string | undefined {
  const found = verdicts.find(
    (each) => each.rule === rule && each.span.start === span.start && each.span.end === span.end,
  );
  return found === undefined ? undefined : verdictWords(found.verdict);
}
