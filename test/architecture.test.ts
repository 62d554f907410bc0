/** Holds the sources to server/ARCHITECTURE.md: who may import whom, no cycles, Node only in the hosts, files of readable length. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const source = join(root, "server/src");

interface Module {
  readonly name: string;
  readonly allowed: ReadonlySet<string>;
  readonly isHost: boolean;
}

interface Import {
  readonly from: string;
  readonly to: string;
  readonly isType: boolean;
}

const modules = readTable(readFileSync(join(root, "server/ARCHITECTURE.md"), "utf8"));
const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts"));
const imports = files.flatMap(importsOf);

function readTable(markdown: string): ReadonlyMap<string, Module> {
  const rows = markdown.split("\n").filter((line) => line.startsWith("| `"));
  const read = rows.map((row): Module => {
    const [, name = "", responsibility = "", allowed = ""] = row.split("|").map((cell) => cell.trim());
    return {
      name: name.replaceAll("`", "").replace(/\/$/, ""),
      allowed: new Set(allowed.split(",").map((item) => item.trim())),
      isHost: responsibility.startsWith("*host*"),
    };
  });
  return new Map(read.map((module) => [module.name, module]));
}

function importsOf(path: string): readonly Import[] {
  const text = readFileSync(join(source, path), "utf8");
  const statements = text.matchAll(
    /(?:^|\n)(import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"|\bimport\("([^"]+)"\)/g,
  );
  return [...statements].map(([, , type, specifier, dynamic]) => {
    const to = specifier ?? dynamic ?? "";
    return { from: path, to: to.startsWith(".") ? normalize(join(dirname(path), to)) : to, isType: type !== undefined };
  });
}

/** The table's name for the module that a file belongs to. */
function moduleOf(path: string): string {
  const folders = path.split("/").slice(0, -1);
  const candidates = folders.map((_, index) => folders.slice(0, folders.length - index).join("/"));
  const known = [path, ...candidates].find((name) => modules.has(name));
  return known === "models" && folders.length > 1 ? "models/<library>" : (known ?? path);
}

const isInside = ({ to }: Import): boolean => files.includes(to);

describe("imports", () => {
  test("every file belongs to a module of the table", () => {
    expect(files.filter((path) => !modules.has(moduleOf(path)))).toEqual([]);
  });

  test("point only where the table allows", () => {
    const wrong = imports.filter(isInside).filter(({ from, to }) => {
      const [importer, imported] = [moduleOf(from), moduleOf(to)];
      return importer !== imported && modules.get(importer)?.allowed.has(imported) !== true;
    });
    expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  test("lead to files that are there, or to packages", () => {
    expect(
      imports
        .filter(({ to }) => to.endsWith(".ts") && !files.includes(to))
        .map(({ from, to }) => `${from} imports ${to}`),
    ).toEqual([]);
  });

  test("name Node's own modules only in the hosts", () => {
    const wrong = imports.filter(
      ({ from, to }) => to.startsWith("node:") && modules.get(moduleOf(from))?.isHost !== true,
    );
    expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  test("form no cycle between files", () => {
    expect(
      cycles().filter((ring) => !recursive.some((module) => ring.every((file) => moduleOf(file) === module))),
    ).toEqual([]);
  });

  test("could form no cycle between modules", () => {
    const ordered = [...modules.values()];
    const later = ordered.flatMap(({ name, allowed }, index) =>
      ordered
        .slice(index + 1)
        .filter((other) => allowed.has(other.name))
        .map((other) => `${name} may import ${other.name}, which stands below it`),
    );
    expect(later.filter((line) => !line.endsWith("protocol.ts, which stands below it"))).toEqual([]);
  });

  test("one library's model does not lead to another's", () => {
    const library = (path: string): string => path.split("/")[1] ?? "";
    const wrong = imports.filter(isInside).filter(({ from, to }) => {
      const both = moduleOf(from) === "models/<library>" && moduleOf(to) === "models/<library>";
      return both && library(from) !== library(to);
    });
    expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  test("a rule does not import another", () => {
    // Each has its page beside it.
    const isRule = (path: string): boolean => existsSync(join(source, path.replace(/\.ts$/, ".md")));
    expect(files.filter(isRule).length).toBeGreaterThan(40);
    const wrong = imports.filter(({ from, to }) => isRule(from) && isRule(to));
    expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });
});

/** An interpreter that walks a tree is recursive from file to file: expressions hold functions, functions hold statements. */
const recursive = ["interp"];

/** Rings of imports that are there at run time. */
function cycles(): readonly (readonly string[])[] {
  const targets = new Map<string, readonly string[]>();
  for (const file of files)
    targets.set(
      file,
      imports.filter((each) => each.from === file && !each.isType && isInside(each)).map(({ to }) => to),
    );
  const state = new Map<string, "open" | "done">();
  const found: (readonly string[])[] = [];
  const visit = (file: string, way: readonly string[]): void => {
    if (state.get(file) === "done") return;
    if (state.get(file) === "open") {
      found.push(way.slice(way.indexOf(file)));
      return;
    }
    state.set(file, "open");
    for (const target of targets.get(file) ?? []) visit(target, [...way, file]);
    state.set(file, "done");
  };
  for (const file of files) visit(file, []);
  return found;
}

describe("files", () => {
  const longest = 400;
  /** Longer ones, and why. */
  const longer: Readonly<Record<string, string>> = {};
  const lengths = files
    .filter((path) => !path.endsWith(".gen.ts"))
    .map((path) => [path, readFileSync(join(source, path), "utf8").split("\n").length - 1] as const);

  test(`have ${String(longest)} lines at most`, () => {
    expect(
      lengths
        .filter(([path, length]) => length > longest && !(path in longer))
        .map(([path, length]) => `${path}: ${String(length)}`),
    ).toEqual([]);
  });

  test("that may be longer are", () => {
    expect(
      Object.keys(longer).filter((path) => !lengths.some(([file, length]) => file === path && length > longest)),
    ).toEqual([]);
  });

  test("open with a comment that says what they are", () => {
    expect(files.filter((path) => !/^\/[*/]/.test(readFileSync(join(source, path), "utf8")))).toEqual([]);
  });
});
