/** What a piece of a program's run looks up in the module that is analysed: on these names, and on no others, its outcome depends. */
import type { Environment } from "./environment.ts";
import type { Value } from "./values.ts";

export class ReadNames {
  readonly environment: Environment;
  readonly names = new Set<string>();
  /** It saw more than single names: all of them at once, or another file of the project. */
  spoiled = false;

  constructor(environment: Environment) {
    this.environment = environment;
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

  /** What the names meant before anything was written over them. */
  meanings(written: ReadonlyMap<string, Value | undefined>): ReadonlyMap<string, Value | undefined> {
    const { variables } = this.environment;
    const before = (name: string): Value | undefined => (written.has(name) ? written.get(name) : variables.get(name));
    return new Map([...this.names, ...written.keys()].map((name) => [name, before(name)]));
  }
}
