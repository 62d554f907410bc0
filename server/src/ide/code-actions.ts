/**
 * Quick fixes for the reports that a selection touches, refactorings of what stands there, and one action that applies every safe fix of the file. Edits
 * are made by `rules/` and `refactor/`.
 */
import type { Span } from "../base/span.ts";
import { refactorings } from "../refactor/index.ts";
import type { Diagnostic, Fix } from "../rules/index.ts";
import type { Feature, Snapshot } from "./feature.ts";
import { leavesAsGood, standingFixes } from "./standing-fixes.ts";

export type CodeActionKind = "quickfix" | "refactor.rewrite" | "source.fixAll.shapeline";
type Edit = Fix["edits"][number];

export interface CodeActionAnswer {
  readonly title: string;
  readonly kind: CodeActionKind;
  readonly preferred: boolean;
  readonly edits: readonly Edit[];
  /** The title with `N` for a number of classes that a person may choose: asked with `classes`, it is offered for that many. */
  readonly forAnyCount?: string;
  /** What the action mends. */
  readonly diagnostics: readonly Diagnostic[];
}
export interface CodeActionQuestion {
  readonly span: Span;
  readonly kinds: readonly CodeActionKind[];
  readonly classes?: string;
}

export const codeActions: Feature<"codeActions", CodeActionQuestion, readonly CodeActionAnswer[]> = {
  name: "codeActions",
  provide(snapshot, { span, kinds, classes }) {
    // Fixes are tried, and then the facts are no longer those of the text: what reads them comes first.
    const rewritten = kinds.includes("refactor.rewrite") ? rewrites(snapshot, span, classes) : [];
    return [
      ...(kinds.includes("quickfix") ? quickFixes(snapshot, span) : []),
      ...rewritten,
      ...(kinds.includes("source.fixAll.shapeline") ? fixAll(snapshot) : []),
    ];
  },
};

const fixesOf = (diagnostic: Diagnostic, { version }: Snapshot): readonly Fix[] =>
  version === undefined ? diagnostic.fixes : standingFixes(version, diagnostic);

function quickFixes(snapshot: Snapshot, span: Span): readonly CodeActionAnswer[] {
  return snapshot.diagnostics
    .filter((diagnostic) => diagnostic.span.start <= span.end && span.start <= diagnostic.span.end)
    .flatMap((diagnostic) =>
      fixesOf(diagnostic, snapshot).map((fix) => ({
        title: fix.title,
        kind: "quickfix" as const,
        preferred: fix.preferred,
        edits: fix.edits,
        diagnostics: [diagnostic],
      })),
    );
}

/** What would leave something to be reported (a `squeeze` of the one unit that there was) is not offered. */
function rewrites(
  { facts, project, version }: Snapshot,
  span: Span,
  classes: string | undefined,
): readonly CodeActionAnswer[] {
  const found = refactorings(facts, span, project, classes);
  const standing = version === undefined ? found : found.filter(({ edits }) => leavesAsGood(version, edits));
  return standing.map(({ title, forAnyCount, edits }) => ({
    title,
    ...(forAnyCount === undefined ? {} : { forAnyCount }),
    kind: "refactor.rewrite",
    preferred: false,
    edits,
    diagnostics: [],
  }));
}

function fixAll(snapshot: Snapshot): readonly CodeActionAnswer[] {
  const mended: Diagnostic[] = [];
  const edits: Edit[] = [];
  for (const diagnostic of snapshot.diagnostics) {
    if (!diagnostic.fixes.some((fix) => fix.safe)) continue;
    const safe = fixesOf(diagnostic, snapshot).find((fix) => fix.safe);
    if (safe === undefined) continue;
    const added = safe.edits.filter((edit) => !edits.some((other) => sameEdit(edit, other)));
    // A fix whose place another one has changed waits for the next round.
    if (added.some((edit) => edits.some((other) => overlap(edit, other)))) continue;
    edits.push(...added);
    mended.push(diagnostic);
  }
  if (mended.length === 0) return [];
  const title = "Apply all safe fixes of Shapeline";
  return [{ title, kind: "source.fixAll.shapeline", preferred: false, edits, diagnostics: mended }];
}

function sameEdit(a: Edit, b: Edit): boolean {
  return a.path === b.path && a.span.start === b.span.start && a.span.end === b.span.end && a.newText === b.newText;
}

function overlap(a: Edit, b: Edit): boolean {
  return a.path === b.path && a.span.start <= b.span.end && b.span.start <= a.span.end;
}
