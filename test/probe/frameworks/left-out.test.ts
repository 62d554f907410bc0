/**
 * What an ordinary program wants and this machine does not have (a logger, a file, a GPU, arguments) does not hide the model below it, in real PyTorch and Keras;
 * what failed only for want of it is told with it. What would train is not begun.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { noteText } from "../../../server/src/probe/notes.ts";
import type { ProbeReport } from "../../../server/src/probe/report.ts";
import { buildProber, probeText } from "../model-files.ts";
import type { BuiltProber } from "../model-files.ts";

let prober: BuiltProber;
let folder: string;
beforeAll(async () => {
  prober = await buildProber();
  folder = mkdtempSync(join(tmpdir(), "shapeline-left-out-"));
});
afterAll(() => {
  prober.remove();
  rmSync(folder, { recursive: true, force: true });
});

const probe = (python: string, text: string): Promise<ProbeReport> => {
  const path = join(folder, "main.py");
  writeFileSync(path, text);
  return probeText(prober, { path, text }, { python });
};
/** Each note after the line that it names. */
const notesOf = ({ notes }: ProbeReport): readonly string[] =>
  notes.map((note) => `${note.place === undefined ? "" : `${String(note.place.line)}: `}${noteText(note)}`);

describe("PyTorch", () => {
  const python = inject("torchPython");
  const head = "import torch\nfrom torch import nn\n";

  test("packages that only log or show do nothing where they are not installed, and give their settings back", async () => {
    const text = `${head}import torchviz
import wandb
from livelossplot import PlotLosses
wandb.init(project="digits", config={"hidden": 12})
plot = PlotLosses()
model = nn.Sequential(nn.Linear(4, wandb.config.hidden), nn.ReLU(), nn.Linear(12, 2))
wandb.watch(model)
out = model(torch.randn(8, 4))
plot.update({"loss": out.sum().item()})
plot.send()
torchviz.make_dot(out).render("graph")
with wandb.init(config={"width": 3}) as run:
    wide = torch.zeros(5, run.config.width)
    wandb.log({"loss": 1.0, "images": [wandb.Image(each) for each in wandb.Table(columns=["a"])]})
`;
    const report = await probe(python, text);
    const says = (name: string): string =>
      `the package ${name} is not installed: what the program does with it does nothing`;
    expect(notesOf(report)).toEqual([says("torchviz"), says("wandb"), says("livelossplot")]);
    expect(report.outcome).toBe("ran");
    expect(report.sites.find(({ text: each }) => each === "torch.zeros(5, run.config.width)")?.observed).toEqual([
      "(5, 3)",
    ]);
  });

  test("a module of PyTorch that is made of a package that is not there", async () => {
    const text = `${head}from torch.utils.tensorboard import SummaryWriter
writer = SummaryWriter("runs")
model = nn.Linear(4, 2)
writer.add_graph(model, torch.randn(3, 4))
y = model(torch.randn(3, 4))
`;
    const report = await probe(python, text);
    // Where tensorboard is installed (Lightning brings none), it is refused to write.
    expect(notesOf(report).join()).toMatch(/^the package tensorboard is not installed|writes no files/);
    expect([report.outcome, report.outputs]).toEqual(["ran", ["(3, 2)"]]);
  });

  test("a package that gives numbers has no stand-in: what needs it is told with it, and a tensor that it would have replaced is gone", async () => {
    const text = `${head}import no_such_augmentations as A
x = torch.randn(8, 4)
x = A.crop(x)
model = nn.Linear(4, 2)
y = model(x)
z = model(torch.randn(3, 4))
`;
    const report = await probe(python, text);
    expect(notesOf(report)).toEqual([
      "3: Left out: ModuleNotFoundError: No module named 'no_such_augmentations'; and with it lines 5 and 7, which need it",
    ]);
    expect(report.outcome).toBe("ran");
    expect(report.sites.map(({ text: each }) => each)).not.toContain("model(x)");
  });

  test("files, and what is made of them", async () => {
    const text = `${head}import numpy as np
rows = np.load("rows.npy")
mean = rows.mean(0)
state = torch.load("weights.pt")
model = nn.Linear(4, 2)
model.load_state_dict(state)
y = model(torch.randn(3, 4))
`;
    const report = await probe(python, text);
    expect(notesOf(report)).toEqual([
      expect.stringMatching(/^4: Left out: FileNotFoundError: .*rows\.npy'; and with it line 5, which needs it$/),
      expect.stringMatching(/^6: Left out: FileNotFoundError: .*weights\.pt'; and with it line 8, which needs it$/),
    ]);
    expect([report.outcome, report.summary]).toEqual(["ran", expect.stringMatching(/^The model runs; [^.]*\.$/)]);
  });

  test("arguments of the command line", async () => {
    const text = `${head}import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--data", required=True)
args = parser.parse_args()
images = torch.load(args.data)
model = nn.Linear(4, 2)
y = model(torch.randn(3, 4))
`;
    const report = await probe(python, text);
    expect(notesOf(report)).toEqual([
      "6: Stopped here: it needs arguments of the command line, and a shape probe gives none; and with it line 7, which needs it",
    ]);
    expect(report.outcome).toBe("ran");
  });

  test("a GPU: what the program puts there is where the model is", async () => {
    const text = `${head}device = torch.device("cuda")
model = nn.Linear(4, 2).to(device)
y = model(torch.randn(3, 4).cuda())
z = model(torch.zeros(2, 4, device="cuda:0"))
`;
    const report = await probe(python, text);
    expect(report.outcome).toBe("ran");
    if (report.device?.ran === "cpu")
      expect(notesOf(report)).toEqual([
        "the program puts its tensors on cuda, which is not used here: they are on cpu",
      ]);
  });

  test("a fault of the program's own is no matter of this machine, and is said", async () => {
    const text = `${head}model = nn.Linear(4, 2)\ny = model(torch.randn(3, 4))\nn = 1 / 0\n`;
    const report = await probe(python, text);
    expect(report.summary).toMatch(/ But line 5 of main\.py fails: ZeroDivisionError: division by zero$/);
  });
});

describe("Keras", () => {
  const python = inject("kerasPython");

  test("the very step of the program's own runs on the data of `fit`, as `fit` would hand it on, and no weight changes", async () => {
    const text = `import keras
import numpy as np
import tensorflow as tf
class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = keras.layers.Dense(2)
    def call(self, x):
        return self.dense(x)
    def train_step(self, data):
        x, y = data
        before = self.dense.get_weights()
        with tf.GradientTape() as tape:
            loss = keras.ops.mean((self(x) - y) ** 2)
        self.optimizer.apply_gradients(zip(tape.gradient(loss, self.trainable_weights), self.trainable_weights))
        same = all((a == b).all() for a, b in zip(before, self.dense.get_weights()))
        print("step on", x.shape, x.dtype.name, "weights are as before:", same)
        return {"loss": loss}
net = Net()
net.compile("sgd")
net.fit(np.ones((64, 3)), np.zeros((64, 2)))
`;
    const report = await probe(python, text);
    expect(report.output).toContain("step on (2, 3) float32 weights are as before: True");
    expect(notesOf(report)).toEqual([
      "21: Stopped here: training would begin here: \`fit\`",
      "the \`train_step\` of Net ran on two rows of the training data, and changed no weights",
    ]);
    expect([report.outcome, report.failure]).toEqual(["ran", undefined]);
  });

  test("a step that breaks is told with its line", async () => {
    const text = `import keras
import numpy as np
class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = keras.layers.Dense(3)
    def call(self, x):
        return self.dense(x)
    def train_step(self, data):
        x, y = data
        return {"loss": keras.ops.mean(keras.ops.matmul(self(x), y))}
net = Net()
net.compile("sgd")
net.fit(np.ones((64, 3)), np.zeros((64, 5)))
`;
    const { outcome, failure } = await probe(python, text);
    expect([outcome, failure?.place?.line]).toEqual(["broke", 11]);
  });

  test("training by hand is not begun", async () => {
    const text = `import keras
import tensorflow as tf
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
optimizer = keras.optimizers.SGD(0.1)
x, y = tf.ones((4, 3)), tf.zeros((4, 1))
before = model.get_weights()
for epoch in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(x) - y) ** 2)
    optimizer.apply_gradients(zip(tape.gradient(loss, model.trainable_weights), model.trainable_weights))
    print("trained")
print("as before:", all((a == b).all() for a, b in zip(before, model.get_weights())), "epoch", epoch)
`;
    const report = await probe(python, text);
    expect(notesOf(report)).toEqual(["7: Stopped here: training would begin here: \`apply_gradients\`"]);
    expect(report.output).toContain("as before: True epoch 0");
    expect(report.output).not.toContain("trained");
    expect([report.outcome, report.outputs]).toEqual(["ran", ["(4, 1)"]]);
  });

  test("a backend for which the program asks, and which is not there, is told as that", async () => {
    const text = `import os\nos.environ["KERAS_BACKEND"] = "nonesuch"\nimport keras\nmodel = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])\n`;
    const { outcome, summary } = await probe(python, text);
    expect(outcome).toBe("stopped");
    expect(summary).toMatch(/^The probe could not start: Keras on the backend nonesuch, for which the program asks, /);
  });
});
