/** What is said and offered besides where only the last batch of a loader breaks, which is smaller than the others. */
import { addArgument } from "../edits/index.ts";
import type { BrokenRequirement, LastBatch } from "../facts/index.ts";
import type { Finding, Fix, RuleContext } from "./define.ts";

/** The finding with the batch named, and with the way to leave that batch out. */
export function withLastBatch(finding: Finding, { lastBatch }: BrokenRequirement, context: RuleContext): Finding {
  if (lastBatch === undefined) return finding;
  const { samples, size, left, loader } = lastBatch;
  const why = `This is the last batch: ${String(samples)} samples in batches of ${String(size)} leave ${String(left)}.`;
  const place =
    loader === undefined
      ? []
      : [{ place: { path: loader.path, span: loader.span }, message: "the loader is made here" }];
  const fixes = finding.fixes.map((fix) => ({ ...fix, safe: false, preferred: fix.forAnyBatch === true }));
  const [lasting, others] = [fixes.filter(({ preferred }) => preferred), fixes.filter(({ preferred }) => !preferred)];
  const drop = dropLast(lastBatch, lasting.length === 0, context);
  return {
    ...finding,
    message: `${finding.message} ${why}`,
    related: [...finding.related, ...place],
    fixes: [...lasting, ...(drop === undefined ? [] : [drop]), ...others],
  };
}

function dropLast({ loader }: LastBatch, preferred: boolean, { facts }: RuleContext): Fix | undefined {
  const edit = loader === undefined ? undefined : addArgument(facts, loader, "drop_last=True");
  return edit && { title: "Leave the last batch out: `drop_last=True`", safe: false, preferred, edits: [edit] };
}
