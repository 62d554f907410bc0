/** What is planned for a file, and what is asked. Pure: from source text to a plan. */
import { describe, expect, test } from "vitest";
import { planProbe } from "../../server/src/probe/plan.ts";
import type { Plan, ProbeWishes, Question } from "../../server/src/probe/plan.ts";
import { analyseCold, sourceFolder } from "../harness/program.ts";

const head = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n";

const net = `class Net(nn.Module):
    def __init__(self, classes=10):
        super().__init__()
        self.fc = nn.Linear(20, classes)
    def forward(self, x):
        return self.fc(x)
`;

function outcome(text: string, wishes: Partial<ProbeWishes> = {}): Plan | Question {
  const path = `${sourceFolder}/main.py`;
  const { facts } = analyseCold(new Map([[path, head + text]]), path, {});
  const plan = planProbe(facts, { inputs: [], ...wishes });
  return plan.ok ? plan.value : plan.error;
}

function planned(text: string, wishes: Partial<ProbeWishes> = {}): Plan {
  const result = outcome(text, wishes);
  if (!("make" in result)) throw new Error(result.text);
  return result;
}

function asked(text: string, wishes: Partial<ProbeWishes> = {}): Question {
  const result = outcome(text, wishes);
  if ("make" in result) throw new Error(`planned: ${JSON.stringify(result)}`);
  return result;
}

describe("how the model is made", () => {
  test("by the variable that holds it, else by the call that made it", () => {
    const { model, make } = planned(`${net}model = Net(5)\nmodel(torch.randn(4, 20))\n`);
    expect(model).toBe("model");
    expect(make).toEqual([
      { kind: "variable", name: "model" },
      { kind: "expression", text: "Net(5)", again: true },
    ]);
  });

  test("with the values that a function's arguments have, not their names", () => {
    const text = `${net}def main(classes):\n    model = Net(classes)\n    return model(torch.randn(4, 20))\nmain(7)\n`;
    expect(planned(text).make[0]).toEqual({ kind: "expression", text: "Net(7)", again: true });
  });

  test("by the function that builds it", () => {
    const text = `def build(width):\n    return nn.Sequential(nn.Linear(8, width), nn.ReLU())\nmodel = build(4)\nmodel(torch.randn(2, 8))\n`;
    expect(planned(text).make).toEqual([
      { kind: "variable", name: "model" },
      { kind: "expression", text: "build(4)", again: true },
    ]);
  });

  test("by the function that builds it, where only another function holds it", () => {
    const text = `def build(width):
    def layer(n, m):
        return nn.Sequential(nn.Linear(n, m), nn.ReLU())
    return nn.Sequential(layer(8, width), layer(width, 1))
def main():
    net = build(4)
    net(torch.randn(2, 8))
if __name__ == "__main__":
    main()
`;
    const { model, className, make } = planned(text);
    expect([model, className]).toEqual(["build", "Sequential"]);
    expect(make[0]).toEqual({ kind: "expression", text: "build(4)", again: true });
  });

  test("on defaults, where nobody makes it", () => {
    expect(planned(net).make).toEqual([{ kind: "expression", text: "Net()" }]);
  });

  test("is asked, where nobody makes it and there is no default", () => {
    const question = asked(net.replace("classes=10", "classes"));
    expect(question.kind).toBe("make");
    expect(question.text).toContain("`classes`");
  });

  test("as the user says", () => {
    const text = net.replace("classes=10", "classes");
    expect(planned(text, { make: "Net(classes=3)" }).make).toEqual([{ kind: "expression", text: "Net(classes=3)" }]);
  });
});

describe("which model", () => {
  const two = `${net}${net.replace("Net", "Critic")}a = Net()\nb = Critic()\na(torch.randn(2, 20))\nb(torch.randn(2, 20))\n`;

  test("is asked where there are several", () => {
    expect(asked(two).choices).toEqual(["a", "b"]);
  });

  test("may be said by its variable or its class", () => {
    expect(planned(two, { model: "b" }).model).toBe("b");
    expect(planned(two, { model: "Critic" }).model).toBe("b");
  });

  test("is no question of parts, losses and transforms", () => {
    const text = `${net}class Outer(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = Net()
    def forward(self, x):
        return self.net(x)
model = Outer()
criterion = nn.CrossEntropyLoss()
criterion(model(torch.randn(2, 20)), torch.randint(0, 10, (2,)))
`;
    expect(planned(text).model).toBe("model");
    expect(planned(text, { model: "Net" }).make[0]).toEqual({ kind: "expression", text: "Net()", again: true });
  });

  test("is the runner's affair where the file shows none", () => {
    expect(planned("from models import build\nmodel = build()\n")).toMatchObject({
      make: [{ kind: "discover" }],
      inputs: [],
    });
  });
});

describe("what goes in", () => {
  test("the shape of the program's own call", () => {
    const plan = planned(`${net}model = Net()\nmodel(torch.rand(32, 20))\n`);
    expect(plan.inputs).toEqual([{ name: "x", shape: [32, 20], dtype: "float32", unit: true }]);
    expect(plan.comparable).toBe("all");
  });

  test("open sizes get numbers, and that is told", () => {
    expect(planned(net).inputs).toEqual([{ name: "x", shape: [2, 20], assumed: "*batch is (2,)" }]);
    const image = net.replace("self.fc(x)", "F.conv2d(x, torch.zeros(4, 3, 3, 3))");
    expect(planned(image).inputs[0]).toMatchObject({ shape: [2, 3, 224, 224], assumed: "B = 2, H = 224, W = 224" });
  });

  test("an image size that fits", () => {
    const text = `class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3)
        self.fc = nn.Linear(4 * 26 * 26, 10)
    def forward(self, x):
        return self.fc(self.conv(x).flatten(1))
`;
    expect(planned(text).inputs[0]?.shape).toEqual([2, 1, 28, 28]);
  });

  test("indices below the number of classes", () => {
    const text = `${net.replace("nn.Linear(20, classes)", "nn.Embedding(50, 8)")}Net()(torch.randint(0, 50, (4, 7)))\n`;
    expect(planned(text).inputs).toEqual([{ name: "x", shape: [4, 7], dtype: "int64", bound: 50 }]);
  });

  test("as the user says, with or without parentheses, dtype and name", () => {
    const shapes = ["(4, 20)", "4, 20", "x=(4, 20) float64"].map((text) => planned(net, { inputs: [text] }).inputs[0]);
    expect(shapes).toEqual([
      { name: "x", shape: [4, 20] },
      { name: "x", shape: [4, 20] },
      { name: "x", shape: [4, 20], dtype: "float64" },
    ]);
  });

  test("a given input of other sizes makes the run incomparable, one that fits does not", () => {
    const text = `${net}Net()(torch.randn(32, 20))\n`;
    expect(planned(text, { inputs: ["(8, 20)"] }).comparable).toBe("none");
    expect(planned(text, { inputs: ["(32, 20)"] }).comparable).toBe("all");
    expect(planned(net, { inputs: ["(8, 20)"] }).comparable).toBe("open");
  });

  test("what the program gives by name goes in by name", () => {
    const text = `${net.replace("forward(self, x)", "forward(self, x, mask=None)")}batch = {"x": torch.randn(8, 20), "mask": torch.ones(8, 5)}\nNet()(**batch)\n`;
    expect(planned(text).inputs).toMatchObject([
      { name: "x", shape: [8, 20] },
      { name: "mask", shape: [8, 5] },
    ]);
  });

  test("is asked where the number of axes is not known", () => {
    const two = net.replace("self, x)", "self, x, y)").replace("self.fc(x)", "self.fc(x) + torch.sum(y)");
    expect(asked(two)).toMatchObject({ kind: "input", parameter: "y" });
  });

  test("of a single input the model itself may tell", () => {
    expect(planned(net.replace("self.fc(x)", "x.relu()")).inputs).toEqual([]);
  });

  test.each(["(2, H)", "two", "(2, 3"])("%s is no input", (text) => {
    expect(asked(net, { inputs: [text] }).text).toContain("is no shape");
  });
});

describe("the loss", () => {
  const train = (loss: string, call: string): string =>
    `${net}model = Net()\n${loss}out = model(torch.randn(4, 20))\ny = torch.randint(0, 10, (4,))\nloss = ${call}\n`;

  test("an object, with its constants", () => {
    const text = train("criterion = nn.CrossEntropyLoss(label_smoothing=0.1)\n", "criterion(out, y)");
    expect(planned(text).loss).toEqual({
      name: "criterion",
      make: "nn.CrossEntropyLoss(label_smoothing=0.1)",
      target: "indices",
      classes: 10,
      rank: 2,
    });
  });

  test("a function, with its constants", () => {
    expect(planned(train("", "F.cross_entropy(out, y, ignore_index=-1)")).loss?.make).toBe(
      "lambda output, target: F.cross_entropy(output, target, ignore_index=-1)",
    );
  });

  test("not one whose settings are data", () => {
    const text = train("w = torch.rand(10)\ncriterion = nn.CrossEntropyLoss(weight=w)\n", "criterion(out, y)");
    expect(planned(text).loss).toBeUndefined();
  });
});
