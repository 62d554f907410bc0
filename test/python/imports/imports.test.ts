/** Python module resolution over folders in memory. */
import { describe, expect, test } from "vitest";
import { installedVersion, projectRoots, resolvePythonModule } from "../../../server/src/python/imports/index.ts";
import { memoryFiles } from "./memory-files.ts";

/** `from x.y import` written as Python does, with leading dots. */
function resolve(
  dotted: string,
  from: string,
  paths: readonly string[],
  { roots = ["/w"], sitePackages = ["/site"] }: { roots?: readonly string[]; sitePackages?: readonly string[] } = {},
): string {
  const name = dotted.replace(/^\.+/, "");
  const files = memoryFiles(paths);
  const found = resolvePythonModule(name, dotted.length - name.length, from, { roots, sitePackages, files });
  if (found.kind === "missing") return "missing";
  return found.kind === "file"
    ? found.path + (found.isPackage ? " (package)" : "")
    : `${found.folders.join(", ")} (namespace)`;
}

describe("absolute imports", () => {
  test.each([
    ["a module", "net", ["/w/net.py"], "/w/net.py"],
    ["a package", "net", ["/w/net/__init__.py"], "/w/net/__init__.py (package)"],
    ["a submodule", "net.a.b", ["/w/net/__init__.py", "/w/net/a/__init__.py", "/w/net/a/b.py"], "/w/net/a/b.py"],
    ["a namespace", "net", ["/w/net/a.py"], "/w/net (namespace)"],
    ["a module of a namespace", "net.a", ["/w/net/a.py"], "/w/net/a.py"],
    ["an installed package", "timm", ["/site/timm/__init__.py"], "/site/timm/__init__.py (package)"],
    ["a project module before an installed one", "utils", ["/w/utils.py", "/site/utils/__init__.py"], "/w/utils.py"],
    ["a package before a module", "net", ["/w/net.py", "/w/net/__init__.py"], "/w/net/__init__.py (package)"],
    ["a module before a plain folder", "net", ["/w/net.py", "/w/net/a.py"], "/w/net.py"],
    ["an installed package before a plain folder", "torch", ["/w/torch/x.bin", "/site/torch.py"], "/site/torch.py"],
    ["nothing", "nothing", ["/w/net.py"], "missing"],
    ["a submodule that is not there", "net.b", ["/w/net/__init__.py", "/w/net/a.py"], "missing"],
    ["a submodule of a plain module", "net.b", ["/w/net.py"], "missing"],
    ["a stub file only", "net", ["/w/net.pyi"], "missing"],
    ["a compiled module only", "net", ["/w/net.so"], "missing"],
    ["no name at all", "", ["/w/net.py"], "missing"],
    ["a half-typed name", "net.", ["/w/net/__init__.py"], "missing"],
  ])("%s", (_, name, paths, expected) => {
    expect(resolve(name, "/w/main.py", paths)).toBe(expected);
  });

  test("roots are searched in their order", () => {
    const paths = ["/a/net.py", "/b/net.py"];
    expect(resolve("net", "/a/main.py", paths, { roots: ["/b", "/a"] })).toBe("/b/net.py");
  });

  test("a namespace package is spread over several folders", () => {
    const paths = ["/a/net/x.py", "/b/net/y.py"];
    expect(resolve("net", "/a/main.py", paths, { roots: ["/a", "/b"] })).toBe("/a/net, /b/net (namespace)");
    expect(resolve("net.y", "/a/main.py", paths, { roots: ["/a", "/b"] })).toBe("/b/net/y.py");
  });

  test("a package that lacks the submodule does not hide a later one that has it", () => {
    const paths = ["/w/run/models.py", "/w/models/__init__.py", "/w/models/net.py"];
    expect(resolve("models.net", "/w/run/main.py", paths, { roots: ["/w/run", "/w"] })).toBe("/w/models/net.py");
  });

  test("a sibling in a package does not hide the library of its name", () => {
    const paths = ["/w/net/__init__.py", "/w/net/numpy.py", "/w/net/blocks.py", "/site/numpy/__init__.py"];
    const roots = projectRoots("/w/net/layers.py", ["/w"], memoryFiles(paths));
    expect(resolve("numpy", "/w/net/layers.py", paths, { roots })).toBe("/site/numpy/__init__.py (package)");
    expect(resolve("blocks", "/w/net/layers.py", paths, { roots })).toBe("/w/net/blocks.py");
  });
});

describe("relative imports", () => {
  const paths = ["/w/net/__init__.py", "/w/net/a.py", "/w/net/sub/__init__.py", "/w/net/sub/b.py", "/w/plain/c.py"];
  test.each([
    ["a sibling", ".a", "/w/net/main.py", "/w/net/a.py"],
    ["the package itself", ".", "/w/net/a.py", "/w/net/__init__.py (package)"],
    ["from the package's own file", ".a", "/w/net/__init__.py", "/w/net/a.py"],
    ["two levels", "..a", "/w/net/sub/b.py", "/w/net/a.py"],
    ["down again", "..sub.b", "/w/net/sub/b.py", "/w/net/sub/b.py"],
    ["without packages", ".c", "/w/plain/d.py", "/w/plain/c.py"],
    ["a folder that is no package", ".", "/w/plain/c.py", "/w/plain (namespace)"],
    ["never in other roots", ".net", "/w/net/a.py", "missing"],
    ["above the top", ".....a", "/w/net/a.py", "missing"],
  ])("%s", (_, name, from, expected) => {
    expect(resolve(name, from, paths)).toBe(expected);
  });
});

describe("project roots", () => {
  test.each([
    ["a script", "/w/train.py", ["/w"], ["/w/train.py"], ["/w"]],
    ["a script in a folder", "/w/tools/train.py", ["/w"], ["/w/tools/train.py"], ["/w/tools", "/w"]],
    [
      "a file of a package in src",
      "/w/src/net/sub/a.py",
      ["/w/"],
      ["/w/src/net/__init__.py", "/w/src/net/sub/__init__.py"],
      ["/w/src/net/sub", "/w/src", "/w"],
    ],
    ["a test beside src", "/w/tests/t.py", ["/w"], ["/w/tests/t.py", "/w/src/net.py"], ["/w/tests", "/w", "/w/src"]],
    ["several workspace folders", "/b/x.py", ["/a", "/b"], ["/b/x.py", "/a/y.py"], ["/b", "/a"]],
    ["no workspace", "/x/a.py", [], ["/x/__init__.py", "/x/a.py"], ["/x", "/"]],
    ["Windows", "C:/net/a.py", ["C:/"], ["C:/net/__init__.py", "C:/net/a.py"], ["C:/net", "C:/"]],
  ])("of %s", (_, file, workspace, paths, expected) => {
    expect(projectRoots(file, workspace, memoryFiles(paths))).toEqual(expected);
  });
});

test("the version of a distribution stands in the name of its folder", () => {
  const files = memoryFiles(["/site/keras-3.15.0.dist-info/METADATA", "/site/tf_keras-2.21.0.dist-info/METADATA"]);
  expect(installedVersion(files, ["/other", "/site"], "keras")).toBe("3.15.0");
  expect(installedVersion(files, ["/site"], "tf-keras")).toBe("2.21.0");
  expect(installedVersion(files, ["/site"], "torch")).toBe(undefined);
});
