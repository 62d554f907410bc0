/** Where names live: one environment a function call, class body or module, chained outwards. */
import type { HeapObject, Value } from "./values.ts";

export interface Environment extends HeapObject {
  readonly kind: "module" | "class" | "function" | "comprehension" | "block";
  readonly variables: Map<string, Value>;
  /** Names that belong to this environment even before they are assigned. */
  readonly locals: ReadonlySet<string>;
  readonly outer: Environment | undefined;
  /** The file whose code runs here. */
  readonly module: SourceModule;
  /** `this` of a JS function, and the class whose method runs: what `super()` needs. */
  readonly receiver: Value | undefined;
}

/** What the interpreter must know of the file that code comes from. */
export interface SourceModule {
  readonly path: string;
  readonly name: string;
  readonly language: "python" | "javascript";
  /** Code of the user's project, as against a model or an installed library: only there are facts recorded. */
  readonly project: boolean;
  /** A model of a library: importing it does nothing but give names, so that it can wait until one is asked for. */
  readonly definesOnly?: boolean;
  readonly text: string;
}
