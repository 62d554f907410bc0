/** What a piece of a program's run looks up in the module that is analysed: on these names, and on no others, its outcome depends. */
import type { Environment } from "./environment.ts";
import { unknown } from "./values.ts";
import type { Value } from "./values.ts";

export class ReadNames {
  readonly environment: Environment;
  readonly names = new Set<string>();
  /** Names that had several values in turn: nobody knows which of them a function meets that others will call. */
  readonly rebound: ReadonlySet<string>;
  /** It saw more than single names: all of them at once, or another file of the project. */
  spoiled = false;

  constructor(environment: Environment, rebound: ReadonlySet<string>) {
    this.environment = environment;
    this.rebound = rebound;
  }

  isRebound(environment: Environment, name: string): boolean {
    return environment === this.environment && this.rebound.has(name);
  }

  note(environment: Environment, name: string): void {
    if (environment === this.environment) this.names.add(name);
  }

  /** All names of a module are looked at. */
  noteAll(environment: Environment): void {
    if (environment === this.environment) this.spoiled = true;
  }

  spoil(): void {
    this.spoiled = true;
  }

  meaningOf(name: string): Value | undefined {
    return this.rebound.has(name) ? unknown : this.environment.variables.get(name);
  }

  /** What the names meant before anything was written over them. */
  meanings(written: ReadonlyMap<string, Value | undefined>): ReadonlyMap<string, Value | undefined> {
    const before = (name: string): Value | undefined => (written.has(name) ? written.get(name) : this.meaningOf(name));
    return new Map([...this.names, ...written.keys()].map((name) => [name, before(name)]));
  }
}
