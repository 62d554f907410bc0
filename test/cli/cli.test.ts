/** The command line against a machine in memory: what is checked, what is printed where, and how it exits. The form of the reports is in test/suites/cli. */
import { describe, expect, test } from "vitest";
import { runProgram } from "../../server/src/cli/program.ts";
import type { Host } from "../../server/src/cli/host.ts";
import { memoryHost } from "../harness/blocks/console.ts";

const wrong = "import torch\nfrom torch import nn\ny = nn.Linear(20, 10)(torch.randn(2, 30))\n";
const right = "import torch\nfrom torch import nn\ny = nn.Linear(30, 10)(torch.randn(2, 30))\n";

interface Session {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

async function run(
  files: Readonly<Record<string, string>>,
  args: readonly string[],
  changes: Partial<Host> = {},
): Promise<Session> {
  const program = new Map(Object.entries(files).map(([path, text]) => [`/src/${path}`, text]));
  const out: string[] = [];
  const error: string[] = [];
  const host = memoryHost(program, (text) => out.push(text));
  const code = await runProgram({ ...host, error: (text) => error.push(text), ...changes }, args);
  return { code, out: out.join(""), error: error.join("") };
}

interface CheckReport {
  readonly files: readonly {
    readonly path: string;
    readonly diagnostics: readonly { readonly rule: string; readonly range: object }[];
  }[];
}
const checkedPaths = ({ out }: Session): readonly string[] =>
  (JSON.parse(out) as CheckReport).files.map(({ path }) => path);

describe("exit codes", () => {
  test("0 where nothing is found", async () => {
    const { code, out } = await run({ "main.py": right }, ["check", "main.py"]);
    expect([code, out]).toEqual([0, "No problems found in 1 file in 0 ms.\n"]);
  });

  test("1 where something is found", async () => {
    expect((await run({ "main.py": wrong }, ["check", "."])).code).toBe(1);
  });

  test("0 where only hints are found", async () => {
    expect((await run({ "main.py": "x = 1  # shape: ignore\n" }, ["check", "."])).code).toBe(0);
  });

  test("2 for a path that does not exist; the rest is checked", async () => {
    const session = await run({ "main.py": right }, ["check", "--format", "json", "nothing.py", "main.py"]);
    expect(session.code).toBe(2);
    expect(session.error).toBe("shapeline: nothing.py: no such file or folder\n");
    expect(checkedPaths(session)).toEqual(["main.py"]);
  });

  test.each([[["check"]], [["chek", "."]], [["check", "--format", "xml", "."]], [[]], [["explain", "no-rule"]]])(
    "2 for %j",
    async (args) => {
      const { code, error } = await run({ "main.py": right }, args);
      expect(code).toBe(2);
      expect(error).not.toBe("");
    },
  );

  test.each([["--help"], ["--version"]])("0 for %s", async (option) => {
    const { code, out } = await run({}, [option]);
    expect(code).toBe(0);
    expect(out).not.toBe("");
  });
});

describe("files that cannot be used", () => {
  const bytes: Readonly<Record<string, Uint8Array>> = {
    "/src/bad.py": new Uint8Array([0x78, 0x20, 0x3d, 0xff, 0xfe]),
    "/src/latin.py": new TextEncoder().encode("# -*- coding: latin-1 -*-\nx = 1 # ").map((byte) => byte),
    "/src/main.py": new TextEncoder().encode(wrong),
  };
  const readBytes = (path: string): Uint8Array => {
    const found = bytes[path];
    if (found === undefined) throw new Error("EACCES: permission denied, open 'x'");
    return path.endsWith("latin.py") ? new Uint8Array([...found, 0xe9]) : found;
  };

  test("one line each on stderr, the rest checked, exit 2", async () => {
    const files = { "bad.py": "", "latin.py": "", "locked.py": "", "main.py": "" };
    const session = await run(files, ["check", "--format", "json", "."], { readBytes });
    expect(session.error).toBe(
      "shapeline: bad.py: cannot be decoded as utf-8\nshapeline: locked.py: cannot be read: permission denied\n",
    );
    expect(checkedPaths(session)).toEqual(["latin.py", "main.py"]);
    expect(session.code).toBe(2);
  });
});

describe("folders", () => {
  test("are searched, less what Git ignores and what is not our code", async () => {
    const files = {
      ".git/HEAD": "",
      ".gitignore": "build/\n*_pb2.py\n",
      "a.py": right,
      "build/b.py": right,
      "c_pb2.py": right,
      "notes.txt": "",
      "pkg/.gitignore": "!kept_pb2.py\nlocal.py\n",
      "pkg/kept_pb2.py": right,
      "pkg/local.py": right,
      "pkg/d.py": right,
      "env/pyvenv.cfg": "",
      "env/lib/e.py": right,
      "node_modules/f.py": right,
    };
    expect(checkedPaths(await run(files, ["check", "--format", "json", "."]))).toEqual([
      "a.py",
      "pkg/d.py",
      "pkg/kept_pb2.py",
    ]);
    expect(checkedPaths(await run(files, ["check", "--format", "json", "pkg"]))).toEqual([
      "pkg/d.py",
      "pkg/kept_pb2.py",
    ]);
  });

  test("a file that is named is checked, ignored or not, and once", async () => {
    const files = { ".git/HEAD": "", ".gitignore": "*.py\n", "a.py": right };
    expect(checkedPaths(await run(files, ["check", "--format", "json", "a.py", "./a.py"]))).toEqual(["a.py"]);
  });
});

describe("scripts", () => {
  const script = `import * as tf from "@tensorflow/tfjs";
const model = tf.sequential({ layers: [tf.layers.dense({ units: 10, inputShape: [20] })] });
model.predict(tf.randomNormal([2, 30]));
`;

  test("of TensorFlow.js are checked with the rest, other scripts are passed over", async () => {
    const files = {
      "a.py": right,
      "train.ts": script,
      "model.mjs": script,
      "page.js": "document.title = 'x';\n",
      "types.d.ts": script,
    };
    const session = await run(files, ["check", "--format", "json", "."]);
    expect(checkedPaths(session)).toEqual(["a.py", "model.mjs", "train.ts"]);
    expect(session.code).toBe(1);
  });
});

describe("imports", () => {
  test("a script's own folder is first on its path", async () => {
    const sizes = { "one/sizes.py": "WIDTH = 20\n", "two/sizes.py": "WIDTH = 30\n" };
    const script =
      "import torch\nfrom torch import nn\nfrom sizes import WIDTH\ny = nn.Linear(WIDTH, 10)(torch.randn(2, 30))\n";
    const session = await run({ ...sizes, "one/run.py": script, "two/run.py": script }, [
      "check",
      "--format",
      "json",
      ".",
    ]);
    const report = JSON.parse(session.out) as CheckReport;
    expect(report.files.filter(({ diagnostics }) => diagnostics.length > 0).map(({ path }) => path)).toEqual([
      "one/run.py",
    ]);
  });
});

describe("positions", () => {
  test("lines and columns from 1, columns in UTF-16 units, the end exclusive", async () => {
    const text = "import torch\nfrom torch import nn\nprint('🙂', nn.Linear(20, 10)(torch.randn(2, 30)))\n";
    const report = JSON.parse(
      (await run({ "main.py": text }, ["check", "--format", "json", "main.py"])).out,
    ) as CheckReport;
    expect(report.files[0]?.diagnostics[0]?.range).toEqual({
      start: { line: 3, column: 13 },
      end: { line: 3, column: 50 },
    });
  });
});

describe("fixes", () => {
  const model = "from torch import nn\n\nnet = nn.Linear(20, 10)\n";
  const use = "import torch\nfrom model import net\n\ny = net(torch.randn(2, 30))\n";

  async function fixed(files: Readonly<Record<string, string>>, ...args: readonly string[]) {
    const program = new Map(Object.entries(files).map(([path, text]) => [`/src/${path}`, text]));
    const out: string[] = [];
    const host = memoryHost(program, (text) => out.push(text));
    const code = await runProgram(host, ["check", ...args]);
    return { code, out: out.join(""), text: (path: string) => program.get(`/src/${path}`) };
  }

  test("reach another file only if it was asked for", async () => {
    const alone = await fixed({ "model.py": model, "use.py": use }, "--fix", "--unsafe", "use.py");
    expect(alone.text("model.py")).toBe(model);
    const both = await fixed({ "model.py": model, "use.py": use }, "--fix", "--unsafe", ".");
    expect(both.text("model.py")).toBe(model.replace("20", "30"));
    expect(both.code).toBe(0);
  });

  test("of another file are made once, and the next are made of what came out", async () => {
    const two = `${model}head = nn.Linear(10, 5)\n`;
    const reads =
      "import torch\nfrom model import head, net\n\ny = net(torch.randn(2, 12345))\nz = head(torch.randn(2, 678))\n";
    const { text, out } = await fixed({ "model.py": two, "use.py": reads }, "--fix", "--unsafe", ".");
    expect(text("model.py")).toBe(two.replace("(20", "(12345").replace("(10", "(678"));
    expect(out).toContain("2 fixes applied.");
  });

  test("are made at each use of a tensor, where in one alone the mistake would only move on", async () => {
    const text = [
      "import keras",
      "import numpy as np",
      "from keras import layers",
      "",
      "x, y = np.random.rand(64, 8), keras.utils.to_categorical(np.random.randint(0, 3, 64), 3)",
      "x_test, y_test = np.random.rand(32, 8), np.random.randint(0, 3, 32)",
      'model = keras.Sequential([keras.Input((8,)), layers.Dense(3, activation="softmax")])',
      'model.compile("adam", "categorical_crossentropy")',
      "model.fit(x, y, validation_data=(x_test, y_test))",
      "model.evaluate(x_test, y_test)",
      "",
    ].join("\n");
    const { code, out, text: after } = await fixed({ "main.py": text }, "--fix", "--unsafe", "main.py");
    expect(after("main.py")).toBe(text.replaceAll(", y_test)", ", keras.utils.to_categorical(y_test, 3))"));
    expect(out).toContain("1 fix applied.");
    expect(code).toBe(0);
  });

  test("keep a byte-order mark and the ends of lines", async () => {
    const text = wrong.replaceAll("\n", "\r\n");
    const { text: after } = await fixed({ "main.py": text }, "--fix", "main.py");
    expect(after("main.py")).toBe(text.replace("20", "30"));
  });

  test("leave a file that is not UTF-8 as it is", async () => {
    const latin = new Uint8Array([
      ...new TextEncoder().encode("# coding: latin-1\n# "),
      0xe9,
      0x0a,
      ...new TextEncoder().encode(wrong),
    ]);
    const written: string[] = [];
    const session = await run({ "main.py": "" }, ["check", "--fix", "main.py"], {
      readBytes: () => latin,
      writeBytes: (path) => written.push(path),
    });
    expect(written).toEqual([]);
    expect(session.error).toBe("shapeline: main.py: is not UTF-8, or has changed: not fixed\n");
    expect(session.code).toBe(2);
  });
});

describe("notebooks", () => {
  const cell = (...lines: readonly string[]): object => ({ cell_type: "code", source: lines });
  const notebook = (...cells: readonly object[]): string => JSON.stringify({ cells });
  const notes = notebook(
    cell("import torch\n", "from torch import nn\n", "layer = nn.Linear(20, 10)"),
    { cell_type: "markdown", source: ["# Notes"] },
    cell("%matplotlib inline\n", "y = layer(torch.randn(2, 30))"),
  );

  test("are checked cell by cell", async () => {
    const { code, out } = await run({ "notes.ipynb": notes }, ["check", "."]);
    expect(code).toBe(1);
    expect(out).toContain("notes.ipynb#cell 2:2:5: error[feature-mismatch]");
    expect(out).toContain("> 2 | y = layer(torch.randn(2, 30))");
    expect(out).toContain("notes.ipynb#cell 1:3:9: `layer` is made here");
  });

  test("have cells in their positions", async () => {
    const { out } = await run({ "notes.ipynb": notes }, ["check", "--format", "json", "notes.ipynb"]);
    const [file] = (JSON.parse(out) as CheckReport).files;
    expect(file?.diagnostics.map(({ range }) => range)).toEqual([
      { start: { line: 2, column: 5, cell: 2 }, end: { line: 2, column: 30, cell: 2 } },
    ]);
    const shapes = await run({ "notes.ipynb": notes }, ["shapes", "notes.ipynb"]);
    expect(shapes.out).toContain("cell 2:2:1");
  });

  test("stay as they are with --fix", async () => {
    const session = await run({ "notes.ipynb": notes }, ["check", "--fix", "."], {
      writeBytes: () => {
        throw new Error("written");
      },
    });
    expect(session.code).toBe(1);
  });

  test("that are none get a line", async () => {
    const session = await run({ "notes.ipynb": "{", "main.py": right }, ["check", "."]);
    expect([session.code, session.error]).toEqual([2, "shapeline: notes.ipynb: is no notebook: its JSON is broken\n"]);
  });
});
