/**
 * From the facts of a file to what is reported about it: runs the rules, keeps one report per rule and place, applies the user's severities and
 * ignore comments, and sorts. What the rules look for is in their own files.
 */
import type { Place, Span } from "../base/span.ts";
import type { SourceText } from "../edits/index.ts";
import type { BrokenRequirement, FileFacts } from "../facts/index.ts";
import type { Finding, Fix, RelatedPlace, Rule, RuleContext, Severity, SubjectLists } from "./define.ts";
import { rules as allRules } from "./index.gen.ts";
import { ignoreComments, silences } from "./ignore.ts";
import type { IgnoreComment } from "./ignore.ts";

export interface Diagnostic {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  readonly related: readonly RelatedPlace[];
  readonly fixes: readonly Fix[];
  /** Edits that are fixes if they stand, and nothing else does. */
  readonly guesses?: readonly Fix[];
}

export interface DiagnoseOptions {
  /** By rule name; a rule that is not named has its own level. */
  readonly severities?: Readonly<Record<string, Severity | "off">>;
  /** How messages name another place. Lines of the text, unless the host knows better (cells of a notebook). */
  readonly where?: (place: Place) => string | undefined;
  readonly rules?: readonly Rule[];
}

export function diagnose(facts: FileFacts, options: DiagnoseOptions = {}): readonly Diagnostic[] {
  const active = (options.rules ?? allRules).filter((rule) => options.severities?.[rule.name] !== "off");
  const context: RuleContext = {
    facts,
    source: (path) => sourceOf(facts, path),
    where: (place) => options.where?.(place) ?? lineOf(facts, place),
  };
  const subjects = subjectsOf(facts);
  const found = onePerMistake(onePerRuleAndPlace(active.flatMap((rule) => rule.find(subjects, context))));

  const ignores = ignoreComments(facts);
  const spoken = found.filter(
    (finding) => !ignores.some((comment) => silences(comment, finding.rule.name, finding.span)),
  );
  const idle = ignores.filter((comment) => isIdle(comment, found, active, options));
  const afterwards = active.flatMap((rule) => rule.find({ ...noSubjects, "idle-ignore": idle }, context));

  return [...withAgreeingFixes(spoken), ...afterwards]
    .map((finding) => diagnosticOf(finding, options))
    .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end || compareText(a.rule, b.rule));
}

const noSubjects: SubjectLists = {
  "broken-requirement": [],
  "loss-call": [],
  call: [],
  value: [],
  assignment: [],
  comment: [],
  file: [],
  "idle-ignore": [],
  elsewhere: [],
};

function subjectsOf(facts: FileFacts): SubjectLists {
  return {
    ...noSubjects,
    "broken-requirement": firstAtEachPlace(facts),
    "loss-call": facts.lossCalls,
    call: facts.calls,
    value: facts.values,
    assignment: facts.assignments,
    comment: facts.comments,
    file: [facts],
    elsewhere: facts.valuesElsewhere ?? [],
  };
}

/** An execution ends at the first requirement that breaks: what else breaks at that place only follows from it. */
function firstAtEachPlace({ broken, path }: FileFacts): readonly BrokenRequirement[] {
  const first = new Map<string, string>();
  return broken.filter((each) => {
    const place = `${String(each.span.start)} ${String(each.span.end)}`;
    const what = `${each.operation} ${each.requirement}`;
    if (each.path !== path) return false;
    if (!first.has(place)) first.set(place, what);
    return first.get(place) === what;
  });
}

/** Several runs may find the same thing in the same place; the first tells the story. */
function onePerRuleAndPlace(findings: readonly Finding[]): readonly Finding[] {
  const first = new Map<string, Finding>();
  for (const finding of findings) {
    const key = `${finding.rule.name} ${String(finding.span.start)} ${String(finding.span.end)}`;
    const earlier = first.get(key);
    first.set(key, earlier === undefined ? finding : { ...earlier, fixes: agreed(earlier.fixes, finding.fixes) });
  }
  return [...first.values()];
}

/** A model's loss is chosen once and met by every `fit` and `evaluate`, a head by every loss: what the same edits mend is one mistake. */
function onePerMistake(findings: readonly Finding[]): readonly Finding[] {
  const said = new Set<string>();
  return findings.filter(({ rule, fixes, isOfOneEdit }) => {
    if (isOfOneEdit !== true || fixes.length === 0) return true;
    const key = JSON.stringify([rule.name, fixes.map(({ edits }) => edits)]);
    return !said.has(key) && said.add(key);
  });
}

/** Two findings at one place: an edit that only one of them asks for is no longer certain. */
function agreed(earlier: readonly Fix[], later: readonly Fix[]): readonly Fix[] {
  const asked = new Set(later.map((fix) => JSON.stringify(fix.edits)));
  return earlier.map((fix) => (asked.has(JSON.stringify(fix.edits)) ? fix : { ...fix, safe: false }));
}

/** Findings at different places may want the same text changed differently, as two calls of one layer do: then neither is safe. */
function withAgreeingFixes(findings: readonly Finding[]): readonly Finding[] {
  const wanted = new Map<string, Set<string>>();
  const edits = findings.flatMap((finding) => finding.fixes.filter((fix) => fix.safe).flatMap((fix) => fix.edits));
  const placeOf = (edit: { path: string; span: Span }): string => `${edit.path}:${String(edit.span.start)}`;
  for (const edit of edits) {
    const texts = wanted.get(placeOf(edit)) ?? new Set();
    wanted.set(placeOf(edit), texts.add(edit.newText));
  }
  const disputed = (fix: Fix): boolean => fix.edits.some((edit) => (wanted.get(placeOf(edit))?.size ?? 0) > 1);
  return findings.map((finding) => ({
    ...finding,
    fixes: finding.fixes.map((fix) => (fix.safe && disputed(fix) ? { ...fix, safe: false } : fix)),
  }));
}

/** Nothing was silenced, although the rule would have spoken: it is known and not switched off. */
function isIdle(
  comment: IgnoreComment,
  found: readonly Finding[],
  active: readonly Rule[],
  options: DiagnoseOptions,
): boolean {
  const { rule } = comment;
  const switchedOff =
    rule !== undefined && options.severities?.[rule] === "off" && !active.some(({ name }) => name === rule);
  return !switchedOff && !found.some((finding) => silences(comment, finding.rule.name, finding.span));
}

/** Its spans are its own: those of facts move along when a later version of the text is analysed. */
function diagnosticOf(finding: Finding, options: DiagnoseOptions): Diagnostic {
  const { rule, level, message, span, related, fixes, guesses } = finding;
  const chosen = options.severities?.[rule.name];
  const severity = chosen === undefined || chosen === "off" ? level : chosen;
  return {
    rule: rule.name,
    severity,
    message,
    span: { ...span },
    related: related.map((each) => ({ ...each, place: { path: each.place.path, span: { ...each.place.span } } })),
    fixes: fixes.map(ownSpans),
    ...(guesses === undefined ? {} : { guesses: guesses.map(ownSpans) }),
  };
}

const ownSpans = (fix: Fix): Fix => ({
  ...fix,
  edits: fix.edits.map((edit) => ({ ...edit, span: { ...edit.span } })),
});

function sourceOf(facts: FileFacts, path: string): SourceText | undefined {
  const text = path === facts.path ? facts.text : facts.others?.get(path);
  return text === undefined ? undefined : { path, text };
}

function lineOf(facts: FileFacts, place: Place): string {
  if (place.path !== facts.path) return place.path.slice(place.path.lastIndexOf("/") + 1);
  return `line ${String(facts.text.slice(0, place.span.start).split("\n").length)}`;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
