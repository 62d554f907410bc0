/**
 * The run of a file's top level, statement by statement. After an edit the run goes back to the first statement that is new; of those behind it, it
 * takes over each that the edit does not reach. The answer is that of a run from the start.
 */
import type { SourceModule } from "../interp/environment.ts";
import type { Interpreter } from "../interp/interpreter.ts";
import type { ModuleIR, Stmt } from "../interp/ir.ts";
import { newModule, runTopLevel } from "../interp/modules.ts";
import type { SavedState } from "../interp/saved-state.ts";
import type { ModuleValue, Value } from "../interp/values.ts";
import { KeptRuns } from "./kept-runs.ts";
import type { KeptRun } from "./kept-runs.ts";
import type { LoadedModules, ModuleLoader } from "./loader.ts";

interface Point {
  readonly state: SavedState;
  readonly loaded: LoadedModules;
}

/** A statement that was run, and where the run was after it. */
interface Done {
  readonly statement: Stmt;
  readonly kept: KeptRun<boolean>;
  readonly after: Point;
}

/** A run of one file that the next analysis goes on with. */
interface Run {
  readonly path: string;
  readonly module: ModuleValue;
  readonly source: { text: string };
  readonly start: Point;
  readonly pieces: KeptRuns;
  readonly done: Done[];
  /** What is known of statements that stood behind these, in their order. */
  later: readonly Done[];
}

export class MainFile {
  private readonly it: Interpreter;
  private readonly loader: ModuleLoader;
  private last: Run | undefined;

  constructor(it: Interpreter, loader: ModuleLoader) {
    this.it = it;
    this.loader = loader;
  }

  /** Runs the file, or what is new of it; `begun` is told of the module before anything runs. */
  run(ir: ModuleIR, source: SourceModule, begun: (module: ModuleValue) => void): KeptRuns {
    const run = this.goBack(ir, source) ?? this.begin(ir, source);
    const { module, pieces, done } = run;
    begun(module);
    runTopLevel(this.it, module, ir.body, done.length, (statement, execute) => {
      const kept = execution(run, statement, execute);
      if (kept.result) done.push({ statement, kept, after: this.point(done.at(-1)?.after) });
      return kept.result;
    });
    pieces.rebound = reboundNames(run);
    if (run.later.some(reachesBack)) pieces.forgetEntries();
    return pieces;
  }

  /** The project's files that the last run took in beside its own. */
  otherTexts(): ReadonlyMap<string, string> {
    return this.loader.projectTexts();
  }

  private point(before: Point | undefined): Point {
    return { state: this.it.save(), loaded: this.loader.save(before?.loaded) };
  }

  /** From the start: nothing is kept of another run. */
  private begin(ir: ModuleIR, source: SourceModule): Run {
    const { it, loader } = this;
    const { path } = source;
    this.last = undefined;
    it.restart();
    loader.prepare();
    const own = { ...source };
    const module = newModule(it, ir, own, false);
    loader.adopt(`file ${path}`, module);
    const pieces = new KeptRuns(it, module.environment);
    return (this.last = { path, module, source: own, start: this.point(undefined), pieces, done: [], later: [] });
  }

  /** Back to the state before the first statement that is new. */
  private goBack(ir: ModuleIR, source: SourceModule): Run | undefined {
    const { it, loader, last: run } = this;
    if (run?.path !== source.path) return undefined;
    const { done, start } = run;
    if (!loader.isStill((done.at(-1)?.after ?? start).loaded)) return undefined;
    let same = 0;
    while (same < done.length && done[same]?.statement === ir.body[same]) same += 1;
    run.later = [...done.splice(same), ...run.later];
    const { state, loaded } = done.at(-1)?.after ?? start;
    it.return(state);
    loader.return(loaded);
    for (const { kept } of done) it.recorder.absorb(it, kept.recorder);
    run.source.text = source.text;
    return run;
  }
}

/** A function that is written anew takes the place of the earlier one; of other values nobody knows which one a function will meet. */
function reboundNames({ done, module: { environment } }: Run): ReadonlySet<string> {
  const once = new Map<string, unknown>();
  const rebound = new Set<string>();
  for (const { kept } of done)
    for (const { owner, map, slot, content } of kept.effects.slots) {
      if (owner !== environment || map === undefined) continue;
      const name = String(slot);
      const before = once.get(name) as Value | undefined;
      if (before !== undefined && before !== content && !(isDefinition(before) && isDefinition(content as Value)))
        rebound.add(name);
      once.set(name, content);
    }
  return rebound;
}

const isDefinition = (value: Value | undefined): boolean =>
  value === undefined || value.kind === "function" || value.kind === "class" || value.kind === "module";

const reachesBack = ({ kept }: Done): boolean => kept.reachesBack;

/** What a statement does: what it did, where the edit does not reach it. Those that it stands behind no longer come. */
function execution(run: Run, statement: Stmt, execute: () => boolean): KeptRun<boolean> {
  const index = run.later.findIndex((each) => each.statement === statement);
  const known = run.later[index]?.kept;
  const passed = run.later.slice(0, index + 1);
  if (known !== undefined) run.later = run.later.slice(index + 1);
  if (known !== undefined && !passed.slice(0, -1).some(reachesBack) && run.pieces.fits(known)) {
    run.pieces.again(known);
    return known;
  }
  const kept = run.pieces.run(execute);
  if (kept.reachesBack || passed.some(reachesBack)) forget(run);
  return kept;
}

/** An object that others see is another from here on: all that follows is run anew. */
function forget(run: Run): void {
  run.later = [];
  run.pieces.forgetEntries();
}
