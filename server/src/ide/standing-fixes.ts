/**
 * Which of a report's fixes stand: each is made on a copy of the program, which is analysed again. A fix must make the program right, not only another
 * program: what leaves the report, breaks the text or only moves the mistake elsewhere is not offered. How a program is analysed is left to the hosts.
 */
import { applyEdits } from "../base/text-edit.ts";
import type { FileEdit } from "../edits/index.ts";
import type { FileFacts } from "../facts/index.ts";
import type { Diagnostic, Fix } from "../rules/index.ts";

type Texts = ReadonlyMap<string, string>;

/** A program, and what it becomes by edits. */
export interface Version {
  /** How much of it does not parse. */
  readonly faults: number;
  readonly diagnostics: readonly Diagnostic[];
  /** How many of its values have a known shape. */
  readonly known: number;
  /** Names of it that nothing binds. */
  readonly unbound: ReadonlySet<string>;
  /** The files that are not as they were given. */
  readonly texts: Texts;
  /** The text of a file that may be edited. */
  read(path: string): string | undefined;
  /** Undefined where the edits overlap, change nothing, or reach a file that must stay as it is. */
  with(edits: readonly FileEdit[]): Version | undefined;
}

export interface Analyst {
  /** The text of a file that may be edited. */
  read(path: string): string | undefined;
  /** The file with these texts in the place of those that were given. */
  analyse(texts: Texts): FileFacts;
  diagnose(facts: FileFacts): readonly Diagnostic[];
}

/** The program as it was given, analysed already. */
export function givenVersion(analyst: Analyst, facts: FileFacts, diagnostics: readonly Diagnostic[]): Version {
  return version(analyst, new Map(), facts, diagnostics);
}

function version(analyst: Analyst, texts: Texts, known: FileFacts, diagnostics: readonly Diagnostic[]): Version {
  const read = (path: string): string | undefined => texts.get(path) ?? analyst.read(path);
  // What is guessed for one report is often guessed for the next.
  const tried = new Map<string, Version | undefined>();
  const made = (edits: readonly FileEdit[]): Version | undefined => {
    const changed = changedTexts(edits, read);
    if (changed === undefined) return undefined;
    const all = new Map([...texts, ...changed]);
    const facts = analyst.analyse(all);
    return version(analyst, all, facts, analyst.diagnose(facts));
  };
  return {
    faults: known.syntaxErrors.length,
    diagnostics,
    known: known.values.length,
    unbound: new Set(known.unbound),
    texts,
    read,
    with(edits) {
      const key = JSON.stringify(edits);
      if (!tried.has(key)) tried.set(key, made(edits));
      return tried.get(key);
    },
  };
}

function changedTexts(edits: readonly FileEdit[], read: Analyst["read"]): Texts | undefined {
  const changed = new Map<string, string>();
  for (const path of new Set(edits.map((edit) => edit.path))) {
    const text = read(path);
    const own = edits.filter((edit) => edit.path === path);
    const edited = text === undefined ? undefined : applyEdits(text, own);
    if (edited === undefined || edited === text) return undefined;
    changed.set(path, edited);
  }
  return changed;
}

/** Whether a change of a program that works leaves it so: no more is reported of it than before, and no name stays unbound. */
export function leavesAsGood(before: Version, edits: readonly FileEdit[]): boolean {
  const after = before.with(edits);
  if (after === undefined || after.faults > before.faults) return false;
  if (errors(after) > errors(before) || reports(after) > reports(before)) return false;
  return newlyUnbound(before, after).length === 0;
}

/** The fixes of a report of this version that make it better, the best one marked. */
export function standingFixes(before: Version, diagnostic: Diagnostic): readonly Fix[] {
  const attempts = (fixes: readonly Fix[] = []): readonly Attempt[] =>
    fixes.flatMap((fix) => attempt(before, diagnostic, fix) ?? []);
  const tried = attempts(diagnostic.fixes);
  const better = tried.filter(({ after }) => isBetter(before, after));
  const clean = better.filter(({ after }) => bringsNothing(before, after));
  const kept = firstOf(
    () => clean.filter(({ fix }) => !overwritesName(before, fix)),
    // A guess is trusted only if it mends all there is. Where a size came through names, the number behind them may be meant: both are offered.
    () => [...clean, ...provenGuesses(before, diagnostic)],
    () => better,
    // Behind one mistake there may be another, which an edit mends as well.
    () => tried.filter(({ after }) => leadsOn(before, after)),
  );
  const all = kept.map(({ fix }) => fix);
  const isChoice = all.filter(({ isOneOf }) => isOneOf === true).length > 1;
  const fixes = isChoice ? all.filter(({ isOneOf }) => isOneOf !== true) : all;
  return fixes.some(({ preferred }) => preferred)
    ? fixes
    : fixes.map((fix, index) => (index === 0 ? { ...fix, preferred: true } : fix));
}

const mostGuesses = 3;

/** The first guesses that leave no error, and not because less is known. */
function provenGuesses(before: Version, diagnostic: Diagnostic): readonly Attempt[] {
  const proven: Attempt[] = [];
  for (const guess of diagnostic.guesses ?? []) {
    if (proven.length === mostGuesses) break;
    const tried = attempt(before, diagnostic, guess);
    if (tried === undefined || !isBetter(before, tried.after) || !bringsNothing(before, tried.after)) continue;
    if (errors(tried.after) === 0 && tried.after.known >= before.known) proven.push(tried);
  }
  return proven;
}

/** Whether a number is written where the program says what the number is. */
const overwritesName = (before: Version, { edits }: Fix): boolean =>
  edits.some(
    ({ path, span, newText }) =>
      /^[\d\s,()[\]]*\d[\d\s,()[\]]*$/.test(newText) &&
      /^[^"']*[A-Za-z_]/.test(before.read(path)?.slice(span.start, span.end) ?? ""),
  );

function firstOf<T>(...lists: readonly (() => readonly T[])[]): readonly T[] {
  for (const list of lists) {
    const items = list();
    if (items.length > 0) return items;
  }
  return [];
}

interface Attempt {
  readonly fix: Fix;
  readonly after: Version;
}

function attempt(
  before: Version,
  diagnostic: Diagnostic,
  fix: Fix,
  ordinal = ofKind(diagnostic.fixes, fix).indexOf(fix),
): Attempt | undefined {
  const after = before.with(fix.edits);
  if (after === undefined) return undefined;
  if (removes(before, after, diagnostic)) {
    if (isBetter(before, after)) return { fix, after };
    // The same may be said of the next use in other numbers: of the batches of another loader.
    const known = new Set(before.diagnostics.map(words));
    const isOfNext = (each: Diagnostic): boolean => each.rule === diagnostic.rule && !known.has(words(each));
    const further = inNextPlace(after, isOfNext, fix, ordinal);
    const whole = further && attempt(before, diagnostic, further, ordinal);
    return whole !== undefined && isBetter(before, whole.after) ? whole : { fix, after };
  }
  const isSame = (each: Diagnostic): boolean => words(each) === words(diagnostic);
  const further = withNames(fix, newlyUnbound(before, after)) ?? inNextPlace(after, isSame, fix, ordinal);
  return further && attempt(before, diagnostic, further, ordinal);
}

const mostPlaces = 6;

/** The fix together with the same one where the same is then said of the next use: labels that are handed to `fit`, and to `evaluate`. */
function inNextPlace(
  after: Version,
  isOfNext: (diagnostic: Diagnostic) => boolean,
  fix: Fix,
  ordinal: number,
): Fix | undefined {
  const next = after.diagnostics.find(isOfNext);
  const alike = next === undefined ? [] : ofKind(next.fixes, fix);
  const same = alike[Math.max(0, ordinal)] ?? alike[0];
  if (same === undefined || fix.edits.length >= mostPlaces) return undefined;
  const moved = same.edits.map((edit) => unmoved(edit, fix.edits));
  const known = moved.filter((edit) => edit !== undefined);
  return known.length < moved.length ? undefined : { ...fix, edits: [...fix.edits, ...known] };
}

const ofKind = (fixes: readonly Fix[], { title }: Fix): readonly Fix[] =>
  fixes.filter((each) => kindOf(each.title) === kindOf(title));

/** What is done, whatever it is done to. */
const kindOf = (title: string): string => title.replace(/`[^`]*`|\bline \d+/g, "");

/** An edit of the text after other edits, as one of the text before them; none where it lies in what they wrote. */
function unmoved(edit: FileEdit, made: readonly FileEdit[]): FileEdit | undefined {
  const { start, end } = edit.span;
  let shift = 0;
  for (const { path, span, newText } of [...made].sort((a, b) => a.span.start - b.span.start)) {
    if (path !== edit.path) continue;
    const [from, to] = [span.start + shift, span.start + shift + newText.length];
    if (end <= from) break;
    if (start < to) return undefined;
    shift += newText.length - (span.end - span.start);
  }
  return { ...edit, span: { start: start - shift, end: end - shift } };
}

/** The fix with names for what it binds to `_`, where the program goes on to as many that nothing binds. */
function withNames({ placeholders = 0, ...fix }: Fix, names: readonly string[]): Fix | undefined {
  if (placeholders === 0 || names.length !== placeholders) return undefined;
  const filled = (text: string): string => names.reduce((filledIn, name) => filledIn.replace(/\b_\b/, name), text);
  const edits = fix.edits.map((edit) => ({ ...edit, newText: filled(edit.newText) }));
  return { ...fix, title: filled(fix.title), edits };
}

const newlyUnbound = (before: Version, after: Version): readonly string[] =>
  [...after.unbound].filter((name) => !before.unbound.has(name));

function removes(before: Version, after: Version, diagnostic: Diagnostic): boolean {
  const said = words(diagnostic);
  const same = ({ diagnostics }: Version): number => diagnostics.filter((each) => words(each) === said).length;
  // What ran no further than the mistake may go on to a name that nobody has bound.
  const isBound = newlyUnbound(before, after).length === 0;
  return isBound && after.faults <= before.faults && same(after) < same(before) && errors(after) <= errors(before);
}

/** Less is reported, or what will crash has become what trains wrong. */
const isBetter = (before: Version, after: Version): boolean =>
  errors(after) < errors(before) || (errors(after) === errors(before) && reports(after) < reports(before));

/** Nothing is reported that was not before. */
function bringsNothing(before: Version, after: Version): boolean {
  const known = new Set(before.diagnostics.map(words));
  return after.diagnostics.every((each) => !isReport(each) || known.has(words(each)));
}

function leadsOn(before: Version, after: Version): boolean {
  const known = new Set(before.diagnostics.map(words));
  const come = after.diagnostics.find((each) => !known.has(words(each)));
  return (come?.fixes ?? []).some((fix) => {
    const further = after.with(fix.edits);
    return further !== undefined && further.faults <= before.faults && isBetter(before, further);
  });
}

/** What is said, wherever its lines have moved. */
const words = ({ rule, message }: Diagnostic): string => `${rule} ${message.replace(/\bline \d+/g, "line")}`;

const errors = ({ diagnostics }: Version): number => diagnostics.filter(({ severity }) => severity === "error").length;
const isReport = ({ severity }: Diagnostic): boolean => severity === "error" || severity === "warning";
const reports = ({ diagnostics }: Version): number => diagnostics.filter(isReport).length;
