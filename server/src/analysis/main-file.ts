/**
 * The run of a file's top level. States between its statements are kept, so that after an edit the run goes on from the last statement before it:
 * who types at the end of a long file does not wait for its beginning. The answer is that of a run from the start.
 */
import type { SourceModule } from "../interp/environment.ts";
import type { Interpreter } from "../interp/interpreter.ts";
import type { ModuleIR, Stmt } from "../interp/ir.ts";
import { newModule, runTopLevel } from "../interp/modules.ts";
import type { SavedState } from "../interp/saved-state.ts";
import type { ModuleValue } from "../interp/values.ts";
import type { LoadedModules, ModuleLoader } from "./loader.ts";

/** Steps between two kept states: each costs a copy of what was recorded. */
const apart = 400;
const mostStates = 40;

interface KeptState {
  /** Of the statement that comes next. */
  readonly index: number;
  readonly state: SavedState;
  readonly loaded: LoadedModules;
}

export class MainFile {
  private readonly it: Interpreter;
  private readonly loader: ModuleLoader;
  private path = "";
  private body: readonly Stmt[] = [];
  private module: ModuleValue | undefined;
  private source: { text: string } | undefined;
  private states: KeptState[] = [];

  constructor(it: Interpreter, loader: ModuleLoader) {
    this.it = it;
    this.loader = loader;
  }

  /** The file is run from its start: nothing is kept of another run. */
  private forget(): void {
    this.states = [];
    this.module = undefined;
  }

  /** Runs the file, or what is new of it; `begun` is told of the module before anything runs. */
  run(ir: ModuleIR, source: SourceModule, begun: (module: ModuleValue) => void): void {
    const { it, loader } = this;
    const from = this.resume(ir, source);
    let module = this.module;
    if (from === undefined || module === undefined) {
      this.forget();
      it.restart();
      loader.prepare();
      const own = { ...source };
      module = newModule(it, ir, own, false);
      loader.adopt(`file ${source.path}`, module);
      this.path = source.path;
      this.source = own;
      this.module = module;
    }
    this.body = ir.body;
    begun(module);
    let last = from === undefined ? 0 : it.steps;
    runTopLevel(it, module, ir.body, from ?? 0, (index) => {
      if (ir.language !== "python" || it.steps - last < apart || this.states.length >= mostStates) return;
      last = it.steps;
      this.states.push({ index, state: it.save(), loaded: loader.save() });
    });
  }

  /** Back to the last kept state before the edit: the number of the statement to go on with. */
  private resume(ir: ModuleIR, source: SourceModule): number | undefined {
    if (this.module === undefined || this.source === undefined || source.path !== this.path) return undefined;
    let same = 0;
    while (same < this.body.length && this.body[same] === ir.body[same]) same += 1;
    this.states = this.states.filter(({ index }) => index <= same);
    const kept = this.states.at(-1);
    if (kept === undefined || !this.loader.isStill(kept.loaded)) return undefined;
    this.it.return(kept.state);
    this.loader.return(kept.loaded);
    this.source.text = source.text;
    return kept.index;
  }
}
