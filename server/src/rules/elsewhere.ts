/**
 * What happens in another file, as that file sees it: what operands are called there, so that edits can be made there. It is told at the call of
 * this file that led to it.
 */
import type { BrokenRequirement, FileFacts, LossCallFact, ValueElsewhereFact, ValueFact } from "../facts/index.ts";
import type { Finding, Fix, RuleContext, Subjects } from "./define.ts";
import { inOtherFile } from "./words.ts";

interface SeenThere<On extends keyof Subjects> {
  readonly subject: Subjects[On];
  readonly context: RuleContext;
  /** The fix as it is offered in the file that is looked at: other programs may use the one that it changes. */
  readonly asSeenHere: (fix: Fix) => Fix;
}

export function seenFromItsFile<On extends keyof Subjects>(
  on: On,
  subject: Subjects[On],
  context: RuleContext,
): SeenThere<On> | undefined {
  if (on !== "broken-requirement" && on !== "loss-call") return undefined;
  const { whole } = subject as BrokenRequirement | LossCallFact;
  const source = whole?.call === undefined ? undefined : context.source(whole.call.path);
  if (whole === undefined || source === undefined) return undefined;
  const facts = factsThere(context.facts, source);
  return {
    subject: whole as Subjects[On],
    context: { ...context, facts },
    asSeenHere: (fix) => ({ ...fix, safe: false, title: titleHere(fix, facts.path, context) }),
  };
}

interface ValueThere {
  readonly subject: ValueFact;
  readonly context: RuleContext;
  readonly asFoundHere: (finding: Finding) => Finding;
}

export function valuesThere(values: readonly ValueElsewhereFact[], context: RuleContext): readonly ValueThere[] {
  const contexts = new Map<string, RuleContext>();
  return values.flatMap(({ path, value, site }) => {
    const source = context.source(path);
    if (source === undefined) return [];
    const known = contexts.get(path);
    const there = known ?? { ...context, facts: factsThere(context.facts, source) };
    if (known === undefined) contexts.set(path, there);
    const asFoundHere = (finding: Finding): Finding => ({
      ...finding,
      span: site,
      related: [{ place: { path, span: finding.span }, message: "it happens here" }, ...finding.related],
      fixes: finding.fixes.map((fix) => ({ ...fix, safe: false, title: titleHere(fix, path, context) })),
    });
    return [{ subject: value, context: there, asFoundHere }];
  });
}

/** Of the other file's own values and calls nothing is known here but what led to this one. */
function factsThere(facts: FileFacts, { path, text }: { readonly path: string; readonly text: string }): FileFacts {
  return {
    ...facts,
    path,
    text,
    values: [],
    valuesElsewhere: [],
    layerOutputs: [],
    seenElsewhere: [],
    sizes: [],
    calls: [],
    models: [],
    instances: [],
    heads: [],
    functions: [],
    comments: [],
    assignments: [],
    unbound: [],
    unresolved: [],
    broken: facts.broken.map((each) => each.whole ?? each),
    lossCalls: facts.lossCalls.map((each) => each.whole ?? each),
  };
}

function titleHere({ title, edits }: Fix, path: string, context: RuleContext): string {
  const where = inOtherFile(path, context);
  return edits.some((edit) => edit.path === path) && !title.endsWith(where) ? title + where : title;
}
