/** From an imported name to a file of the project. */
import { describe, expect, test } from "vitest";
import type { Files } from "../../server/src/project/files.ts";
import { resolveScript } from "../../server/src/tsjs/imports.ts";
import { loadTypeScript } from "../../server/src/tsjs/syntax.ts";

const typescript = await loadTypeScript();

function resolve(specifier: string, from: string, paths: Readonly<Record<string, string>>): string | undefined {
  const files: Files = {
    read: (path) => paths[path],
    isFile: (path) => path in paths,
    isFolder: (path) => Object.keys(paths).some((each) => each.startsWith(`${path}/`)),
    list: () => [],
  };
  return resolveScript(typescript, specifier, from, files);
}

interface Case {
  readonly name: string;
  readonly specifier: string;
  readonly files: readonly string[];
  readonly found: string | undefined;
}

const cases: readonly Case[] = [
  { name: "without extension", specifier: "./model", files: ["/p/src/model.ts"], found: "/p/src/model.ts" },
  {
    name: "TypeScript before JavaScript",
    specifier: "./model",
    files: ["/p/src/model.js", "/p/src/model.ts"],
    found: "/p/src/model.ts",
  },
  { name: "with its extension", specifier: "./model.mjs", files: ["/p/src/model.mjs"], found: "/p/src/model.mjs" },
  { name: ".js that stands for .ts", specifier: "./model.js", files: ["/p/src/model.ts"], found: "/p/src/model.ts" },
  {
    name: ".js that is there",
    specifier: "./model.js",
    files: ["/p/src/model.ts", "/p/src/model.js"],
    found: "/p/src/model.js",
  },
  { name: ".jsx that stands for .tsx", specifier: "./view.jsx", files: ["/p/src/view.tsx"], found: "/p/src/view.tsx" },
  { name: "a dot in the name", specifier: "./model.v2", files: ["/p/src/model.v2.js"], found: "/p/src/model.v2.js" },
  {
    name: "a folder's index",
    specifier: "./models",
    files: ["/p/src/models/index.ts"],
    found: "/p/src/models/index.ts",
  },
  { name: "the folder itself", specifier: ".", files: ["/p/src/index.js"], found: "/p/src/index.js" },
  { name: "folders up", specifier: "../lib/a/../b", files: ["/p/lib/b.cjs"], found: "/p/lib/b.cjs" },
  { name: "nothing there", specifier: "./missing", files: ["/p/src/model.ts"], found: undefined },
  { name: "a package", specifier: "react", files: ["/p/src/react.ts"], found: undefined },
  { name: "beyond the top", specifier: "../../../../x", files: ["/x.ts"], found: "/x.ts" },
];

describe("relative imports", () => {
  test.each(cases)("$name", ({ specifier, files, found }) => {
    expect(resolve(specifier, "/p/src/main.ts", Object.fromEntries(files.map((each) => [each, ""])))).toBe(found);
  });
});

describe("aliases of tsconfig.json", () => {
  const config = (options: object): string => `// with a comment\n${JSON.stringify({ compilerOptions: options })}`;

  test("paths with a star", () => {
    const files = { "/p/tsconfig.json": config({ paths: { "@/*": ["./src/*"] } }), "/p/src/net/model.ts": "" };
    expect(resolve("@/net/model", "/p/src/main.ts", files)).toBe("/p/src/net/model.ts");
  });

  test("paths without a star, several targets", () => {
    const files = { "/p/tsconfig.json": config({ paths: { net: ["./old/net", "./src/net"] } }), "/p/src/net.ts": "" };
    expect(resolve("net", "/p/app/main.ts", files)).toBe("/p/src/net.ts");
  });

  test("baseUrl", () => {
    const files = { "/p/jsconfig.json": config({ baseUrl: "src" }), "/p/src/net/model.js": "" };
    expect(resolve("net/model", "/p/src/deep/main.js", files)).toBe("/p/src/net/model.js");
  });

  test("of a configuration that is extended, relative to where they are written", () => {
    const files = {
      "/p/app/tsconfig.json": JSON.stringify({ extends: "../tsconfig.base" }),
      "/p/tsconfig.base.json": config({ paths: { "~/*": ["./shared/*"] } }),
      "/p/shared/net.ts": "",
    };
    expect(resolve("~/net", "/p/app/main.ts", files)).toBe("/p/shared/net.ts");
  });

  test("of several that are extended, one of them in a package; the file's own count first", () => {
    const files = {
      "/p/tsconfig.json": JSON.stringify({
        extends: ["@tsconfig/base/tsconfig.json", "./tsconfig.paths.json"],
        compilerOptions: { baseUrl: "." },
      }),
      "/p/node_modules/@tsconfig/base/tsconfig.json": config({ baseUrl: "lib" }),
      "/p/tsconfig.paths.json": config({ paths: { "#net": ["./models/net.ts"] } }),
      "/p/models/net.ts": "",
      "/p/data.ts": "",
    };
    expect(resolve("#net", "/p/main.ts", files)).toBe("/p/models/net.ts");
    expect(resolve("data", "/p/main.ts", files)).toBe("/p/data.ts");
  });

  test("of what a configuration only refers to", () => {
    const files = {
      "/p/tsconfig.json": JSON.stringify({ files: [], references: [{ path: "./tsconfig.app.json" }] }),
      "/p/tsconfig.app.json": config({ paths: { "@/*": ["./src/*"] } }),
      "/p/src/net.ts": "",
    };
    expect(resolve("@/net", "/p/src/main.ts", files)).toBe("/p/src/net.ts");
  });

  test("a configuration that extends itself", () => {
    const files = { "/p/tsconfig.json": JSON.stringify({ extends: "./tsconfig.json" }) };
    expect(resolve("net", "/p/main.ts", files)).toBeUndefined();
  });

  test("the nearest configuration counts, and a broken one says nothing", () => {
    const files = {
      "/p/tsconfig.json": config({ baseUrl: "src" }),
      "/p/app/tsconfig.json": "{ nonsense",
      "/p/src/net.ts": "",
    };
    expect(resolve("net", "/p/app/main.ts", files)).toBeUndefined();
    expect(resolve("net", "/p/other/main.ts", files)).toBe("/p/src/net.ts");
  });
});
