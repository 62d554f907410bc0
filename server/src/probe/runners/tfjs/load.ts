/** Runs the user's file until it waits in a `fit`, waits for nothing any more, or throws; then, if it made no model, its builders. */
import process from "node:process";
import type { Channel } from "./channel.ts";
import type { Named, Running, Statement, UserFiles } from "./loader.ts";
import { messageOf } from "./watch.ts";
import type { Watch } from "./watch.ts";

const BUILDERS = /model|net|build|create|make|^default$/i;
const OUTSIDE = /^(?:E(?!RR_)[A-Z]+|(?:ERR_)?MODULE_NOT_FOUND)$/;
/** How long a program that goes on by itself (timers, reading files) is waited for before its models are taken as all. */
const PATIENCE = 3000;

/** `make` is an expression of the user's that makes the model, in the names of the file. */
export async function loadFile(
  path: string,
  files: UserFiles,
  watch: Watch,
  channel: Channel,
  make?: string,
): Promise<void> {
  const failure: { reason?: unknown } = {};
  const onFailure = (reason: unknown): void => {
    if (!("reason" in failure)) failure.reason = reason;
  };
  process.on("unhandledRejection", onFailure);
  process.on("uncaughtException", onFailure);
  const isQuiet = activity();
  let started: Running | undefined;
  /** The line of the first statement that was left out. */
  let first: number | undefined;
  const leftOut = (fault: unknown, last: boolean, { line, cause }: Partial<Statement> = {}): void =>
    channel.send("skipped", {
      place: files.placeOf(fault),
      ...(line === undefined ? {} : { statement: { path: path.replaceAll("\\", "/"), line } }),
      ...(cause === undefined ? {} : { cause }),
      reason: `${messageOf(fault)}${wanting(files.lost)}`,
      stopped: last && isRefusal(fault),
      shapes: cause === undefined && isAboutShapes(fault),
      outside: isOutside(fault) || isRefusal(fault) || files.lost.length > 0,
      last,
    });
  try {
    started = files.run(path, (fault, statement) => {
      // Its own fault ends a program; but once something is missing, what follows may be for want of that.
      if (!isOutside(fault) && !isRefusal(fault) && statement.cause === undefined && first === undefined) return false;
      first ??= statement.line;
      leftOut(
        fault,
        false,
        isOutside(fault) || isAboutShapes(fault) ? statement : { ...statement, cause: statement.cause ?? first },
      );
      watch.clear();
      return true;
    });
    await ended(started.end, watch, isQuiet, failure);
    if ("reason" in failure) throw failure.reason;
  } catch (fault) {
    if ((first === undefined && files.lost.length === 0) || isAboutShapes(fault)) leftOut(fault, true);
    else leftOut(fault, false, { line: undefined, cause: first });
  } finally {
    watch.clear();
  }
  if (make !== undefined) await evaluate(make, started, channel);
  else if (watch.models().length === 0) await build(started?.named ?? {}, channel);
}

/** A `main()` that nobody awaits goes on after the file's end. */
async function ended(end: Promise<unknown>, watch: Watch, isQuiet: () => boolean, failure: object): Promise<void> {
  const state = { hasEnded: false };
  end.then(
    () => (state.hasEnded = true),
    (reason: unknown) => Object.assign(failure, { reason }),
  );
  for (let turn = 0, idle = 0; watch.fits.length === 0 && !("reason" in failure); turn++) {
    const before = watch.models().length;
    const ms = turn < 20 ? 5 : 20;
    await pause(ms);
    const isBusy = watch.models().length !== before || watch.isDrawing() || (!state.hasEnded && !isQuiet());
    idle = isBusy ? 0 : idle + ms;
    if (idle > PATIENCE || (state.hasEnded && turn > 3 && idle > 0 && isQuiet())) return;
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Whether nothing waits for a timer, a file or anything else that did not wait before. */
function activity(): () => boolean {
  const waiting = (): number => process.getActiveResourcesInfo().length;
  const before = waiting();
  return () => waiting() <= before;
}

/** After a package that another file of the project has not found, what fails may be for want of it. */
function wanting(lost: readonly string[]): string {
  return lost.length === 0 ? "" : ` (${lost.join(", ")} ${lost.length === 1 ? "is" : "are"} not there)`;
}

/** What the guard rails say. */
function isRefusal(fault: unknown): boolean {
  return fault instanceof Error && fault.message.startsWith("EPERM: a shape probe");
}

/** What the machine does not have: a file, a package, another machine. */
function isOutside(fault: unknown): boolean {
  return fault instanceof Error && "code" in fault && OUTSIDE.test(String(fault.code));
}

function isAboutShapes(fault: unknown): boolean {
  const isOther = fault instanceof SyntaxError || (fault instanceof Error && "code" in fault);
  return !isOther && /shape|dimension|rank|axis|incompatible|expected|size/i.test(messageOf(fault));
}

async function evaluate(text: string, started: Running | undefined, channel: Channel): Promise<void> {
  try {
    await Promise.race([started?.evaluate(text), pause(PATIENCE)]);
  } catch (fault) {
    channel.send("note", { text: `\`${text}\` cannot be made: ${messageOf(fault)}`, open: "make" });
  }
}

/** A file that only says how to build a model, or was stopped before it did. */
async function build(named: Named, channel: Channel): Promise<void> {
  for (const [name, get] of Object.entries(named)) {
    if (name.startsWith("__")) continue; // the compiler's own
    const value = valueOf(get);
    const needs = typeof value === "function" ? parametersOf(value) : "";
    if (needs !== "" && (BUILDERS.test(name) || isClass(value)))
      channel.send("note", { text: `\`${name}\` needs ${needs}`, open: "make" });
    if (!BUILDERS.test(name) || !isBuilder(value)) continue;
    try {
      await value();
    } catch (fault) {
      channel.send("note", { text: `${name}() failed: ${messageOf(fault)}` });
    }
  }
}

function isBuilder(value: unknown): value is () => unknown {
  if (typeof value !== "function") return false;
  return (value as () => unknown).length === 0 && !isClass(value);
}

const isClass = (value: unknown): boolean =>
  typeof value === "function" && /^class\b/.test(Function.prototype.toString.call(value));

/** Undefined before it has been made. */
function valueOf(get: () => unknown): unknown {
  try {
    return get();
  } catch {
    return undefined;
  }
}

/** As they are written; empty if it can be called without any. */
function parametersOf(value: object): string {
  if ((value as () => unknown).length === 0) return "";
  const text = Function.prototype.toString.call(value);
  const [, written = ""] = (isClass(value) ? /\bconstructor\s*\(([^)]*)\)/ : /\(([^)]*)\)/).exec(text) ?? [];
  const names = written
    .split(",")
    .map((each) => each.trim())
    .filter((each) => /^\w+$/.test(each));
  return names.map((each) => `\`${each}\``).join(", ");
}
