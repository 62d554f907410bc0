/**
 * What a rule is: a name, what it looks at, what it finds there, the words for it and the edits that mend it. Detection, words and edits are
 * separate functions over plain facts. Which rules run, at which severity, and what is silenced is decided in `diagnose.ts`.
 */
import type { Place, Span } from "../base/span.ts";
import type { FileEdit, SourceText } from "../edits/index.ts";
import type {
  AttributeAssignmentFact,
  BrokenRequirement,
  CallFact,
  FileFacts,
  LossCallFact,
  ShapeCommentFact,
  ValueElsewhereFact,
  ValueFact,
} from "../facts/index.ts";
import { seenFromItsFile, valuesThere } from "./elsewhere.ts";
import { withLastBatch } from "./last-batch.ts";
import { withSqueezedBatch } from "./squeezed-batch.ts";
import { withGuesses, withGuessesOfLoss } from "./guesses/index.ts";
import type { IgnoreComment } from "./ignore.ts";

export type Severity = "error" | "warning" | "information" | "hint";

/** What rules can subscribe to, and the fact that they then receive. */
export interface Subjects {
  readonly "broken-requirement": BrokenRequirement;
  readonly "loss-call": LossCallFact;
  readonly call: CallFact;
  readonly value: ValueFact;
  readonly assignment: AttributeAssignmentFact;
  readonly comment: ShapeCommentFact;
  /** Once a file; finds any number of things. */
  readonly file: FileFacts;
  /** A name in an ignore comment that silenced nothing, after all other rules have spoken. */
  readonly "idle-ignore": IgnoreComment;
}

/** What a rule may look at beside its subject. */
export interface RuleContext {
  readonly facts: FileFacts;
  /** A file of the project that took part, for edits that reach into it. */
  source(path: string): SourceText | undefined;
  /** How to name a place to the user: "line 26", "line 3 of data.py". */
  where(place: Place): string;
}

export interface RelatedPlace {
  readonly place: Place;
  readonly message: string;
}

/** The words for one finding. */
export interface Report {
  readonly at: Span;
  readonly message: string;
  readonly related?: readonly (RelatedPlace | undefined)[];
  /** Where this finding is more or less serious than the rule's own level. */
  readonly level?: Severity;
  /** Whether findings that the same edits mend are one mistake. */
  readonly isOfOneEdit?: boolean;
}

/** An edit of the user's program, offered by its title. */
export interface Fix {
  readonly title: string;
  /** The program could only crash without it, and nothing in it is a guess. */
  readonly safe: boolean;
  /** The one to take if there are several. */
  readonly preferred: boolean;
  /** It is right for a batch of any size, where only the last one of a loader breaks. */
  readonly forAnyBatch?: boolean;
  /** It is one of several numbers that could be another: offered where it alone mends the program. */
  readonly isOneOf?: boolean;
  /** How many `_` its edits bind; one that the program goes on to read takes its name. */
  readonly placeholders?: number;
  readonly edits: readonly FileEdit[];
}

type Checked<On extends keyof Subjects, Found> = On extends "file" ? readonly Found[] : Found | undefined;

export interface RuleDefinition<On extends keyof Subjects, Found> {
  /** The rule's one identity, in kebab case; also the name of its file and of its page. */
  readonly name: string;
  /** One sentence without a full stop: the first paragraph of the page. */
  readonly summary: string;
  readonly level: Severity;
  /** The first version that has it. */
  readonly since: string;
  readonly on: On;
  /** What is wrong, if anything is. Pure, and without words. */
  check(subject: Subjects[On], context: RuleContext): Checked<On, Found>;
  report(found: Found, context: RuleContext): Report;
  fixes?(found: Found, context: RuleContext): readonly (Fix | undefined)[];
}

/** A report with its fixes, before settings and ignore comments are applied. */
export interface Finding {
  readonly rule: Rule;
  readonly level: Severity;
  readonly message: string;
  readonly span: Span;
  readonly related: readonly RelatedPlace[];
  readonly fixes: readonly Fix[];
  /** Edits that mend the program if a trial says so: for where no fix stands. */
  readonly guesses?: readonly Fix[];
  /** Whether others that the same edits mend are one mistake with it: of a head, or of a loss that was chosen for several calls. */
  readonly isOfOneEdit?: boolean;
}

/** A rule whose finding type is closed over. */
export interface Rule {
  readonly name: string;
  readonly summary: string;
  readonly level: Severity;
  readonly since: string;
  readonly on: keyof Subjects;
  readonly hasFixes: boolean;
  find(subjects: SubjectLists, context: RuleContext): readonly Finding[];
}

type Sorted = { readonly [On in keyof Subjects]: readonly Subjects[On][] };

/** The facts of one file, sorted by what rules subscribe to; and the values of other files that it led to. */
export interface SubjectLists extends Sorted {
  readonly elsewhere: readonly ValueElsewhereFact[];
}

export function defineRule<On extends keyof Subjects, Found>(definition: RuleDefinition<On, Found>): Rule {
  const { name, summary, level, since, on } = definition;
  const rule: Rule = {
    name,
    summary,
    level,
    since,
    on,
    hasFixes: definition.fixes !== undefined,
    find: (subjects, context) => {
      const findings: Finding[] = [];
      for (const subject of (subjects as Sorted)[on])
        for (const found of foundBy(definition, subject, context)) {
          const finding = mendedThere(definition, subject, findingOf(rule, definition, found, context), context);
          findings.push(inPlace(on, subject, finding, context));
        }
      const elsewhere = on === "value" ? valuesThere(subjects.elsewhere, context) : [];
      for (const { subject, context: there, asFoundHere } of elsewhere)
        for (const found of foundBy(definition, subject as Subjects[On], there))
          findings.push(asFoundHere(findingOf(rule, definition, found, there)));
      return findings;
    },
  };
  return rule;
}

/** What another file calls may be mended there, where nothing mends it here. */
function mendedThere<On extends keyof Subjects, Found>(
  definition: RuleDefinition<On, Found>,
  subject: Subjects[On],
  finding: Finding,
  context: RuleContext,
): Finding {
  const there = finding.fixes.length > 0 ? undefined : seenFromItsFile(definition.on, subject, context);
  if (there === undefined) return finding;
  const found = foundBy(definition, there.subject, there.context);
  const fixes = found.flatMap((each) => present(definition.fixes?.(each, there.context) ?? []));
  return { ...finding, fixes: fixes.map(there.asSeenHere) };
}

/** As it stands in this file, with the edits that belong to its kind of fact. */
function inPlace<On extends keyof Subjects>(
  on: On,
  subject: Subjects[On],
  finding: Finding,
  context: RuleContext,
): Finding {
  if (on === "loss-call") {
    const loss = subject as LossCallFact;
    return withGuessesOfLoss(ofLoss(finding, loss, context), loss, context);
  }
  if (on !== "broken-requirement") return finding;
  const broken = subject as BrokenRequirement;
  const ofBatch = withSqueezedBatch(withLastBatch(finding, broken, context), broken, context);
  return withGuesses(ofBatch, broken, context);
}

/** What is wrong with a loss that another file calls is told at the call that led there, if it has no better place here. */
function ofLoss(finding: Finding, loss: LossCallFact, { facts: { path } }: RuleContext): Finding {
  const { call, stack } = loss;
  const oneEdit = isCompiled(loss) ? { ...finding, isOfOneEdit: true } : finding;
  const site = stack.findLast(({ place }) => place.path === path);
  if (call.path === path || site === undefined) return oneEdit;
  if (finding.span !== call.span) return oneEdit;
  const place = { path: call.path, span: call.span };
  const isNamed = finding.related.some((each) => each.place.path === place.path && each.place.span === place.span);
  const related = isNamed ? finding.related : [...finding.related, { place, message: "the loss is called here" }];
  return { ...oneEdit, span: site.place.span, related };
}

/** Models ask the loss that they were compiled with. */
const isCompiled = ({ chosen, call }: LossCallFact): boolean =>
  chosen !== undefined ||
  /\.(fit|evaluate|(train|test)_on_batch|fitDataset|evaluateDataset|trainOnBatch)$/.test(call.calleeText);

/** Thousands of values are looked at after each edit. */
const nothing: readonly never[] = [];

function foundBy<On extends keyof Subjects, Found>(
  definition: RuleDefinition<On, Found>,
  subject: Subjects[On],
  context: RuleContext,
): readonly Found[] {
  const checked: readonly Found[] | Found | undefined = definition.check(subject, context);
  if (checked === undefined) return nothing;
  return definition.on === "file" ? (checked as readonly Found[]) : [checked as Found];
}

function findingOf<On extends keyof Subjects, Found>(
  rule: Rule,
  definition: RuleDefinition<On, Found>,
  found: Found,
  context: RuleContext,
): Finding {
  const report = definition.report(found, context);
  return {
    rule,
    level: report.level ?? rule.level,
    message: report.message,
    span: report.at,
    // A fact may stand for its place; only the place goes on.
    related: present(report.related ?? []).map(({ place: { path, span: at }, message }) => ({
      place: { path, span: at },
      message,
    })),
    // Other programs may use another file as it is.
    fixes: present(definition.fixes?.(found, context) ?? []).map((fix) =>
      fix.safe && fix.edits.some(({ path }) => path !== context.facts.path) ? { ...fix, safe: false } : fix,
    ),
    ...(report.isOfOneEdit === true ? { isOfOneEdit: true } : {}),
  };
}

function present<T>(items: readonly (T | undefined)[]): readonly T[] {
  return items.filter((item) => item !== undefined);
}
