// `npm run bench`: how long a cold `check` takes and how soon new diagnostics follow an edit, for files of 100, 500 and 2,000 lines of model code.
// Times are those of this machine; compare them with each other (the last column), not with another machine's.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";

const root = resolve(fileURLToPath(new URL("..", import.meta.url)));
const EDITS = 120;
const COLD_RUNS = 5;

/** Model code as people write it: blocks, a network of them, a training function; all of it called. */
function program(lines) {
  const parts = ["import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n"];
  for (let i = 0; parts.join("\n").split("\n").length < lines - 12; i += 1) {
    const width = 16 + 8 * (i % 4);
    parts.push(`
class Block${i}(nn.Module):
    def __init__(self, channels, width=${width}):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, width, 3, padding=1)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, channels, 3, padding=1)
        self.bn2 = nn.BatchNorm2d(channels)

    def forward(self, x):
        out = F.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        return F.relu(out + x)


class Net${i}(nn.Module):
    def __init__(self, classes=10):
        super().__init__()
        self.stem = nn.Conv2d(3, 32, 3, padding=1)
        self.blocks = nn.Sequential(*[Block${i}(32) for _ in range(3)])
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(32, classes)

    def forward(self, x):
        x = self.pool(self.blocks(self.stem(x)))
        return self.fc(x.flatten(1))


logits${i} = Net${i}()(torch.randn(4, 3, 32, 32))
loss${i} = nn.CrossEntropyLoss()(logits${i}, torch.randint(0, 10, (4,)))`);
  }
  parts.push("\nhead = nn.Linear(10, 7)\nout = head(torch.randn(4, 10))\n");
  return parts.join("\n");
}

const median = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];

function coldCheck(file) {
  const times = Array.from({ length: COLD_RUNS }, () => {
    const start = performance.now();
    const run = spawnSync(process.execPath, [join(root, "dist/cli.cjs"), "check", file]);
    if (run.status !== 0) throw new Error(`check of ${file} ended with ${run.status}: ${run.stdout}${run.stderr}`);
    return performance.now() - start;
  });
  return Math.min(...times);
}

async function editTimes(folder, file, text) {
  const server = spawn(process.execPath, [join(root, "dist/server.cjs"), "--stdio"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const connection = createMessageConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  connection.onRequest("workspace/configuration", ({ items }) => items.map(() => ({})));
  connection.onRequest("client/registerCapability", () => null);
  connection.onRequest("workspace/diagnostic/refresh", () => null);
  connection.onRequest("workspace/inlayHint/refresh", () => null);
  connection.onRequest("workspace/codeLens/refresh", () => null);
  connection.listen();
  const uri = pathToFileURL(file).href;
  await connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "bench" }],
    capabilities: { textDocument: { diagnostic: {} }, workspace: { workspaceFolders: true } },
  });
  await connection.sendNotification("initialized", {});
  await connection.sendNotification("textDocument/didOpen", {
    textDocument: { uri, languageId: "python", version: 1, text },
  });
  const ask = () => connection.sendRequest("textDocument/diagnostic", { textDocument: { uri } });
  await ask();
  const lines = text.split("\n");
  const layers = lines.flatMap((each, line) => (/nn\.Linear\(\d+,/.test(each) ? [line] : []));
  let version = 1;
  /** The first number of a layer is made wrong and right again, in turn. */
  async function edits(line) {
    const [, before, size] = /^(.*nn\.Linear\()(\d+),/.exec(lines[line]);
    const range = {
      start: { line, character: before.length },
      end: { line, character: before.length + size.length },
    };
    const times = [];
    for (let edit = 0; edit < EDITS; edit += 1) {
      const wrong = edit % 2 === 0;
      version += 1;
      const start = performance.now();
      await connection.sendNotification("textDocument/didChange", {
        textDocument: { uri, version },
        contentChanges: [{ range, text: wrong ? "99" : size }],
      });
      const report = await ask();
      times.push(performance.now() - start);
      if (report.items.length !== (wrong ? 1 : 0)) throw new Error(`line ${line}: ${report.items.length} diagnostics`);
    }
    return median(times.slice(EDITS / 2));
  }
  const result = {
    first: await edits(layers[0]),
    middle: await edits(layers[Math.floor(layers.length / 2)]),
    last: await edits(layers.at(-1)),
  };
  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  connection.dispose();
  return result;
}

if (!existsSync(join(root, "dist/cli.cjs"))) throw new Error("build first: npm run build");
const folder = mkdtempSync(join(tmpdir(), "shapeline-bench-"));
console.log(
  "lines | cold check (ms, best of 5) | edit in the first network (ms, median) | in the middle | at the end | middle against 100 lines",
);
let base;
for (const lines of [100, 500, 2000]) {
  const text = program(lines);
  const file = join(folder, `model_${lines}.py`);
  writeFileSync(file, text);
  const cold = coldCheck(file);
  const { first, middle, last } = await editTimes(folder, file, text);
  base ??= middle;
  const cells = [
    String(text.split("\n").length).padStart(5),
    cold.toFixed(0).padStart(26),
    first.toFixed(1).padStart(38),
    middle.toFixed(1).padStart(13),
    last.toFixed(1).padStart(10),
    (middle / base).toFixed(1).padStart(24),
  ];
  console.log(cells.join(" | "));
}
rmSync(folder, { recursive: true });
