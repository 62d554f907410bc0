/**
 * The names of a library's module. Importing `torch` names hundreds of layers and functions of which a program uses a dozen: a name that comes from
 * another module of our models is looked for when it is first asked for, and that module is run then.
 */
import type { Value } from "./values.ts";

export class DeferredNames extends Map<string, Value> {
  private readonly waiting = new Map<string, () => Value>();

  /** From now on the name is what `find` gives: it is asked once, and again only where it threw. */
  defer(name: string, find: () => Value): void {
    super.delete(name);
    this.waiting.set(name, find);
  }

  /** Names without their values. */
  names(): string[] {
    return [...super.keys(), ...this.waiting.keys()];
  }

  override get(name: string): Value | undefined {
    const find = this.waiting.get(name);
    if (find === undefined) return super.get(name);
    // Modules may import each other: whoever asks for it meanwhile finds that it is not there yet.
    this.waiting.delete(name);
    try {
      const value = find();
      super.set(name, value);
      return value;
    } catch (signal) {
      this.waiting.set(name, find);
      throw signal;
    }
  }

  override has(name: string): boolean {
    return super.has(name) || this.waiting.has(name);
  }

  override set(name: string, value: Value): this {
    this.waiting.delete(name);
    return super.set(name, value);
  }

  override delete(name: string): boolean {
    const waited = this.waiting.delete(name);
    return super.delete(name) || waited;
  }

  override get size(): number {
    return super.size + this.waiting.size;
  }

  override keys(): MapIterator<string> {
    return this.found().keys();
  }

  override values(): MapIterator<Value> {
    return this.found().values();
  }

  override entries(): MapIterator<[string, Value]> {
    return this.found().entries();
  }

  override [Symbol.iterator](): MapIterator<[string, Value]> {
    return this.entries();
  }

  override forEach(each: (value: Value, name: string, map: Map<string, Value>) => void): void {
    for (const [name, value] of this.entries()) each(value, name, this);
  }

  private found(): Map<string, Value> {
    return new Map(this.names().map((name) => [name, this.get(name) as Value]));
  }
}
