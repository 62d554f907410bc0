/**
 * How the members of a class or object that are no plain methods are named in the one table that both lowering and runtime see: JavaScript
 * keeps statics, accessors and prototypes apart, the intermediate representation has one set of attributes. A star cannot be in a name that
 * a program writes.
 */

/** Where a getter is kept: reading `name` calls it. */
export function getterOf(name: string): string {
  return `*get ${name}`;
}

/** Where a setter is kept: writing `name` calls it. */
export function setterOf(name: string): string {
  return `*set ${name}`;
}

/** Where a member of the class itself is kept, as against one of its instances. */
export function staticOf(name: string): string {
  return `*static ${name}`;
}

/** The method that gives a new instance its fields, and the one that gives the class its static ones. */
export const instanceFields = "*fields";
export const staticFields = staticOf("*fields");

/** The property that a symbol stands for: `[Symbol.iterator]` is `@@iterator`. */
export function symbolKey(name: string): string {
  return `@@${name}`;
}

/** The name that a class body or object has under this key, if a program can see it. */
export function visibleName(key: string): string | undefined {
  if (key.startsWith("@@") || key.startsWith("#")) return undefined;
  if (!key.startsWith("*")) return key;
  return key.startsWith("*get ") || key.startsWith("*set ") ? key.slice("*get ".length) : undefined;
}

/** What a CommonJS file exports under: the value of `module.exports`. */
export const commonJsExport = "module.exports";
/** The value of `export default`, where it has no name of its own. */
export const defaultExport = "*default*";
/** The function behind `import(…)`. */
export const dynamicImport = "*import";
