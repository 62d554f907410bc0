/** Where packages are found for an interpreter, on the machines that people have. */
import { expect, test } from "vitest";
import { findPackageFolders } from "../../server/src/host/python-environment.ts";
import { filesOf } from "./memory-files.ts";

interface Case {
  readonly disk: readonly string[] | Readonly<Record<string, string>>;
  readonly interpreter?: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly links?: Readonly<Record<string, string>>;
}

function find({ disk, interpreter = "", variables = {}, links = {} }: Case): readonly string[] {
  const contents = Array.isArray(disk) ? Object.fromEntries(disk.map((path) => [path, ""])) : disk;
  const machine = { files: filesOf(contents), variables, realPath: (path: string) => links[path] };
  return findPackageFolders(machine, "/work", interpreter);
}

const venv = "/work/.venv/lib/python3.12/site-packages";
const system = "/usr/lib/python3/dist-packages";

test("nothing is found where there is no Python", () => {
  expect(find({ disk: [], variables: { PATH: "/usr/bin" } })).toEqual([]);
  expect(find({ disk: [`${venv}/torch.py`], interpreter: "/nowhere/bin/python" })).toEqual([]);
});

test("the workspace's own environment comes before the active one and the path", () => {
  const disk = [`${venv}/torch.py`, "/active/lib/python3.11/site-packages/torch.py", `${system}/torch.py`];
  const variables = { VIRTUAL_ENV: "/active", PATH: "/usr/local/bin:/usr/bin" };
  expect(find({ disk, variables })).toEqual([venv]);
  expect(find({ disk: disk.slice(1), variables })).toEqual(["/active/lib/python3.11/site-packages"]);
  expect(find({ disk: disk.slice(2), variables })).toEqual([system]);
});

test("an interpreter that is set wins, by its path, its folder, or the link behind it", () => {
  const disk = [`${venv}/torch.py`, "/opt/conda/lib/python3.10/site-packages/torch.py"];
  const found = ["/opt/conda/lib/python3.10/site-packages"];
  expect(find({ disk, interpreter: "/opt/conda/bin/python" })).toEqual(found);
  expect(find({ disk, interpreter: "/opt/conda" })).toEqual(found);
  const links = { "/home/me/.local/bin/python3": "/opt/conda/bin/python3.10" };
  expect(find({ disk, interpreter: "/home/me/.local/bin/python3", links })).toEqual(found);
  expect(find({ disk, interpreter: "${workspaceFolder}/.venv/bin/python" })).toEqual([venv]);
  expect(find({ disk, interpreter: ".venv/bin/python" })).toEqual([venv]);
});

test("the newest Python of a prefix comes first, by number and not by letter", () => {
  const folder = (version: string): string => `/opt/py/lib/${version}/site-packages`;
  const disk = ["python3.9", "python3.12"].map((version) => `${folder(version)}/torch.py`);
  expect(find({ disk, interpreter: "/opt/py/bin/python" })).toEqual([folder("python3.12"), folder("python3.9")]);
});

test("Windows", () => {
  const disk = ["C:/work/venv/Lib/site-packages/torch.py"];
  expect(find({ disk, interpreter: "C:\\work\\venv\\Scripts\\python.exe" })).toEqual([
    "C:/work/venv/Lib/site-packages",
  ]);
});

test("a pyenv shim chooses what its version file names", () => {
  const disk = {
    "/home/me/.pyenv/version": "system\n3.11.7\n",
    "/home/me/.pyenv/versions/3.11.7/lib/python3.11/site-packages/torch.py": "",
  };
  expect(find({ disk, variables: { PATH: "/home/me/.pyenv/shims:/usr/bin" } })).toEqual([
    "/home/me/.pyenv/versions/3.11.7/lib/python3.11/site-packages",
  ]);
});

test("an environment may include the system's packages", () => {
  const configuration = "home = /usr/bin\ninclude-system-site-packages = true\n";
  const disk = { [`${venv}/torch.py`]: "", "/work/.venv/pyvenv.cfg": configuration, [`${system}/numpy.py`]: "" };
  expect(find({ disk })).toEqual([venv, system]);
});

test("packages in editable mode are where their .pth file says", () => {
  const disk = {
    [`${venv}/easy.pth`]: "# a comment\nimport sys; sys.path\n/code/mine/src\n/gone\n",
    "/code/mine/src/mine/__init__.py": "",
  };
  expect(find({ disk })).toEqual([venv, "/code/mine/src"]);
});
