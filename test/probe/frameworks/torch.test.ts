/** PyTorch, for real: model files, what is expected of each in its head; the whole programs of test/programs that are right; devices; what is not done. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { ProbeWishes } from "../../../server/src/probe/plan.ts";
import type { ProbeReport } from "../../../server/src/probe/report.ts";
import { buildProber, checkModelFile, modelFiles, modelFolder, probeText } from "../model-files.ts";
import type { BuiltProber } from "../model-files.ts";

const python = inject("torchPython");
const programs = join(import.meta.dirname, "../../programs");
const head = "import torch\nfrom torch import nn\n";
const small = `${head}model = nn.Sequential(nn.Linear(4, 3), nn.ReLU(), nn.Linear(3, 2))\n`;

let prober: BuiltProber;
let folder: string;
beforeAll(async () => {
  // On a busy machine threads that wait for each other take more time than they save.
  prober = await buildProber({ OMP_NUM_THREADS: "1" });
  folder = mkdtempSync(join(tmpdir(), "shapeline-torch-"));
});
afterAll(() => {
  prober.remove();
  rmSync(folder, { recursive: true, force: true });
});

const probe = (text: string, order = {}): Promise<ProbeReport> => {
  const path = join(folder, "main.py");
  writeFileSync(path, text);
  return probeText(prober, { path, text }, { python, ...order });
};
const file = (kind: string, name: string): { path: string; text: string } => {
  const path = join(programs, kind, name);
  return { path, text: readFileSync(path, "utf8") };
};

/** Where a file has several models, the one that is run. */
const chosen: Readonly<Record<string, string>> = {
  "autoencoder_custom_layers.py": "conv",
  "contrastive_text.py": "text",
  "dcgan_small.py": "netG",
  "distillation_amp.py": "teacher",
  "face_triplet.py": "EmbeddingNet",
  "gan.py": "netG",
  "leaf_kaggle.py": "model",
  "mixins_lrfinder.py": "net",
  "multilabel_registry.py": "model",
  "ppo.py": "ActorCritic",
  "ppo_continuous.py": "ActorCritic",
  "realnvp_flow.py": "RealNVP",
  "student_teacher.py": "student",
  "text_classifier.py": "TextCNN",
  "timm_like.py": "v2",
  "timeseries_forecast.py": "LSTMForecaster",
  "transfer_learning.py": "model_ft",
  "wgan_gp.py": "critic",
};
/** What is asked of the user: a model that only a function makes of its arguments, and the input of one that was cropped after its calls. */
const answers: Readonly<Record<string, Partial<ProbeWishes>>> = {
  "ddpm_cosine.py": {
    make: "Unet(dim=16, channels=1, dim_mults=(1, 2, 4))",
    inputs: ["x=(2, 1, 28, 28)", "time=(2,) int64"],
  },
  "distill_amp_ddp.py": { make: "Student(10)", inputs: ["(2, 3, 64, 64)"] },
  "nano_gpt.py": { inputs: ["idx=(8, 16) int64", "targets=(8, 16) int64"] },
};
/** Their models have methods and no `forward`: the file's own run is compared, and there is no other. */
const methodsOnly = ["ppo.py", "ppo_continuous.py", "realnvp_flow.py"];

describe("model files", () => {
  test.each(modelFiles(join(modelFolder, "torch")))("$name", async (file) => {
    await checkModelFile(prober, file, { python });
  });
});

describe("right programs run, and nothing is otherwise than inferred", () => {
  const names = readdirSync(join(programs, "right")).filter((name) => name.endsWith(".py"));
  test.each(names)("%s", async (name) => {
    const model = chosen[name];
    const wishes = { inputs: [], ...(model === undefined ? {} : { model }), ...answers[name] };
    const report = await probeText(prober, file("right", name), { python }, wishes);
    expect(report.sites.filter(({ agreement }) => agreement === "contradicted")).toEqual([]);
    expect(report.failure).toBeUndefined();
    expect(report.outcome).toBe(methodsOnly.includes(name) ? "stopped" : "ran");
  });
});

describe("what breaks is told with its place", () => {
  test("the line and columns, the layer, what went in", async () => {
    const { failure, outcome } = await probe(small.replace("Linear(3, 2)", "Linear(5, 2)"));
    expect(outcome).toBe("broke");
    expect(failure).toMatchObject({ layer: "2 (Linear)", inputs: ["(2, 3)"] });
    expect(failure?.message).toContain("mat1 and mat2 shapes cannot be multiplied");
  });

  test("the loss on labels of its kind", async () => {
    const text = `${small}loss_fn = nn.BCEWithLogitsLoss()\nx = torch.randn(8, 4)\ny = torch.rand(8, 2)\nloss = loss_fn(model(x), y)\n`;
    const { loss, layers } = await probe(text);
    expect(loss).toMatchObject({ name: "loss_fn", ok: true });
    expect(layers.map(({ name }) => name)).toEqual(expect.arrayContaining(["", "0", "BCEWithLogitsLoss"]));
  });
});

describe("where nobody said what goes in, the likely sizes are tried", () => {
  const net = (init: string, forward: string, parameters = "x"): string => `${head}class Net(nn.Module):
    def __init__(self):
        super().__init__()
        ${init}
    def forward(self, ${parameters}):
        ${forward}
def helper(net, *given): return net(*given)
`;
  const flat = "self.conv = nn.Conv2d(3, 4, 3); self.fc = nn.Linear(4 * 30 * 30, 5)";
  const through = "return self.fc(getattr(self, 'conv')(x).flatten(1))";

  test("images", async () => {
    const { outcome, inputs, outputs } = await probe(net(flat, through));
    expect([outcome, inputs[0]?.shape, outputs]).toEqual(["ran", "(2, 3, 32, 32)", ["(2, 5)"]]);
  });

  test("several that are alike", async () => {
    const text = net("self.fc = nn.Linear(7, 2)", "return getattr(self, 'fc')(a) - getattr(self, 'fc')(b)", "a, b");
    const { outcome, inputs } = await probe(text);
    expect([outcome, inputs.map(({ name, shape }) => [name, shape])]).toEqual([
      "ran",
      [
        ["a", "(2, 7)"],
        ["b", "(2, 7)"],
      ],
    ]);
  });

  test("a model on which none runs is not called broken without saying so", async () => {
    const { summary, open } = await probe(net(flat, through.replace("flatten(1)", "flatten(1)[:, 1:]")));
    expect(summary).toMatch(/^The model breaks on an input that was assumed, \(2, 3, 224, 224\): RuntimeError: /);
    expect(open).toBe("input");
  });
});

describe("nothing is trained, downloaded or written", () => {
  test("weights that would be downloaded stay random", async () => {
    const text = `import torch\nimport torchvision\nmodel = torchvision.models.resnet18(weights="DEFAULT")\nmodel(torch.randn(1, 3, 64, 64))\n`;
    const { outcome, notes } = await probe(text);
    expect(outcome).toBe("ran");
    expect(notes.map(({ text: each }) => each)).toContain("no weights were downloaded: ResNet keeps its random ones");
  });

  const sources: readonly (readonly [string, string])[] = [
    ["`pretrained=True`", "model = torchvision.models.resnet18(pretrained=True)"],
    [
      "`weights` as an enumeration",
      "model = torchvision.models.resnet18(weights=torchvision.models.ResNet18_Weights.IMAGENET1K_V1)",
    ],
    [
      "weights of a backbone",
      "model = torchvision.models.segmentation.fcn_resnet50(weights=None, weights_backbone='DEFAULT')",
    ],
    [
      "a state that is fetched",
      "model = torchvision.models.resnet18()\nmodel.load_state_dict(torch.hub.load_state_dict_from_url('https://localhost/x.pth'))",
    ],
  ];
  test.each(sources)("%s", async (_, line) => {
    const { outcome, notes } = await probe(
      `import torch\nimport torchvision\n${line}\nmodel.eval()\nmodel(torch.randn(1, 3, 64, 64))\n`,
    );
    expect(outcome).toBe("ran");
    expect(notes.map(({ text }) => text).join()).toContain("no weights were downloaded");
  });

  test("a data set, a whole model of a hub: refused, and the model below runs", async () => {
    const text = `${small}import torchvision
train = torchvision.datasets.MNIST("data", download=True)
cifar = torchvision.datasets.CIFAR10("data", download=True)
other = torch.hub.load("pytorch/vision", "resnet18")
`;
    const { outcome, notes } = await probe(text);
    expect(outcome).toBe("ran");
    expect(notes.filter(({ text: each }) => /has no network|writes no files/.test(each))).toHaveLength(3);
    expect(existsSync(join(folder, "data"))).toBe(false);
  });

  test("files, programs, network and training are refused, and the model runs", async () => {
    const text = `${small}open("written.txt", "w")
import os, socket, subprocess
os.makedirs("made")
subprocess.run(["true"])
os.fork()
socket.create_connection(("127.0.0.1", 9))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
model(torch.randn(2, 4)).sum().backward()
optimizer.step()
`;
    const { outcome, notes } = await probe(text);
    expect(outcome).toBe("ran");
    expect(notes).toHaveLength(7);
    expect(existsSync(join(folder, "written.txt")) || existsSync(join(folder, "made"))).toBe(false);
  });
});

describe("devices", () => {
  test("the best that is there, and why no better", async () => {
    const { device } = await probe(small);
    expect(device?.requested).toBe("auto");
    if (device?.ran === "cpu") expect(device.tried.map((each) => each.device)).toEqual(["cuda", "mps"]);
  });

  test("meta computes no numbers, and says so", async () => {
    const { deviceLine, outputs } = await probe(small, { device: "meta" });
    expect(deviceLine).toBe("Shapes only (meta): no numbers were computed.");
    expect(outputs).toEqual(["(2, 2)"]);
  });

  test("what meta cannot do runs on numbers, and that is told", async () => {
    const text = `${head}class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.fc = nn.Linear(4, 2)\n    def forward(self, x):\n        y = self.fc(x)\n        return y if y.sum().item() > 0 else -y\nmodel = Net()\n`;
    const { notes, device, outcome } = await probe(text, { device: "meta" });
    expect([outcome, device?.ran]).toEqual(["ran", "cpu"]);
    expect(notes[0]?.text).toContain("shapes alone did not suffice");
  });
});
