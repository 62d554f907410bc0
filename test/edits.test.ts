/** Edits on calls, by the text that they leave. Calls are found in the text by their source. */
import { describe, expect, test } from "vitest";
import { applyEdits } from "../server/src/base/text-edit.ts";
import type { FileEdit } from "../server/src/edits/index.ts";
import {
  addArgument,
  addImport,
  insertAfter,
  insertLine,
  isAtomic,
  removeItem,
  replaceCallee,
  setArgument,
  unwrapCall,
} from "../server/src/edits/index.ts";
import type { ArgumentFact, CallFact } from "../server/src/facts/index.ts";
import type { Span } from "../server/src/base/span.ts";

const path = "/main.py";

function spanOf(text: string, part: string): Span {
  const start = text.indexOf(part);
  if (start < 0) throw new Error(`${part} is not in the text`);
  return { start, end: start + part.length };
}

/** The facts of a call, whose arguments are given as `parameter: text`. */
function callIn(text: string, source: string, written: Readonly<Record<string, string>>): CallFact {
  const span = spanOf(text, source);
  const calleeText = source.slice(0, source.indexOf("("));
  const args = Object.entries(written).map(([parameter, value]): ArgumentFact => {
    const at = spanOf(source, value);
    return {
      parameter,
      text: value,
      span: { start: span.start + at.start, end: span.start + at.end },
      keyword: source.includes(`${parameter}=`),
    };
  });
  return {
    id: 0,
    path,
    span,
    calleeText,
    calleeSpan: { start: span.start, end: span.start + calleeText.length },
    args,
    empty: args.length === 0,
  };
}

function after(text: string, edit: FileEdit | undefined): string | undefined {
  return edit === undefined ? undefined : applyEdits(text, [edit]);
}

describe("setArgument", () => {
  const text = "fc = nn.Linear(64 * 7 * 7, out_features=10)\n";
  const call = callIn(text, "nn.Linear(64 * 7 * 7, out_features=10)", {
    in_features: "64 * 7 * 7",
    out_features: "10",
  });

  test("by position", () => {
    expect(after(text, setArgument(call, "in_features", "512"))).toBe("fc = nn.Linear(512, out_features=10)\n");
  });
  test("by name", () => {
    expect(after(text, setArgument(call, "out_features", "5"))).toBe("fc = nn.Linear(64 * 7 * 7, out_features=5)\n");
  });
  test("not where a default is taken", () => {
    expect(setArgument(call, "bias", "False")).toBeUndefined();
  });
});

describe("addArgument", () => {
  const added = (source: string, written: Readonly<Record<string, string>>): string | undefined => {
    const text = `x = ${source}\n`;
    return after(text, addArgument({ path, text }, callIn(text, source, written), "dim=1"));
  };

  test.each([
    ["nn.Softmax()", {}, "x = nn.Softmax(dim=1)\n"],
    ["f(y)", { input: "y" }, "x = f(y, dim=1)\n"],
    ["f((y))", { input: "y" }, "x = f((y), dim=1)\n"],
    ["f(y,)", { input: "y" }, "x = f(y, dim=1,)\n"],
    ["f(\n    y,  # a, b\n)", { input: "y" }, "x = f(\n    y, dim=1,  # a, b\n)\n"],
    ["f(\n    y\n)", { input: "y" }, "x = f(\n    y, dim=1\n)\n"],
  ])("%s", (source, written, expected) => {
    expect(added(source, written)).toBe(expected);
  });

  test("not in a file whose text is not at hand", () => {
    expect(
      addArgument({ path: "/other.py", text: "" }, callIn("f(y)", "f(y)", { input: "y" }), "dim=1"),
    ).toBeUndefined();
  });
});

describe("unwrapCall", () => {
  test.each([
    ["return F.softmax(x, dim=1)", "F.softmax(x, dim=1)", "x", "return x"],
    ["y = F.softmax(a + b, dim=1)", "F.softmax(a + b, dim=1)", "a + b", "y = a + b"],
    ["y = F.softmax(a + b, dim=1).sum()", "F.softmax(a + b, dim=1)", "a + b", "y = (a + b).sum()"],
    ["g(F.softmax(a + b, dim=1), t)", "F.softmax(a + b, dim=1)", "a + b", "g(a + b, t)"],
  ])("%s", (text, source, input, expected) => {
    expect(after(text, unwrapCall({ path, text }, callIn(text, source, { input })))).toBe(expected);
  });

  test("a method leaves what it is called on", () => {
    const text = "y = self.net(x).softmax(1)";
    const call = { ...callIn(text, "self.net(x).softmax(1)", { dim: "1" }), calleeText: "self.net(x).softmax" };
    expect(after(text, unwrapCall({ path, text }, call))).toBe("y = self.net(x)");
  });

  test("a function of a module is called on nothing", () => {
    const text = "const y = tf.softmax(z);";
    const named = { calleeText: "tf.softmax", callee: "tf.softmax" };
    const call = { ...callIn(text, "tf.softmax(z)", { logits: "z" }), ...named };
    expect(after(text, unwrapCall({ path, text }, call))).toBe("const y = z;");
    const other = { ...callIn(text, "tf.softmax(z)", { somehow: "z" }), ...named };
    expect(unwrapCall({ path, text }, other)).toBeUndefined();
  });
});

describe("removeItem", () => {
  test.each([
    ["nn.Sequential(a, b, c)", "b", "nn.Sequential(a, c)"],
    ["nn.Sequential(a, b)", "b", "nn.Sequential(a)"],
    ["nn.Sequential(\n    a,\n    b,\n)", "b", "nn.Sequential(\n    a,\n)"],
    ["nn.Sequential(\n    a,\n    b\n)", "b", "nn.Sequential(\n    a\n)"],
  ])("%j", (text, item, expected) => {
    expect(after(text, removeItem({ path, text }, spanOf(text, item)))).toBe(expected);
  });
});

describe("insertAfter", () => {
  test.each([
    ["f(x, y)", "y", "f(x, y.squeeze(1))"],
    ["f(x, a[0] + b)", "a[0] + b", "f(x, (a[0] + b).squeeze(1))"],
    ["f(x, g(a + b))", "g(a + b)", "f(x, g(a + b).squeeze(1))"],
  ])("%s", (text, expression, expected) => {
    expect(after(text, insertAfter({ path, text }, spanOf(text, expression), ".squeeze(1)"))).toBe(expected);
  });
});

describe("insertLine and addImport", () => {
  test("a statement behind another, at its indentation", () => {
    const text = "def f():\n    model = resnet18()  # pretrained\n    return model\n";
    const edit = insertLine({ path, text }, spanOf(text, "resnet18()"), "model.fc = head");
    expect(after(text, edit)).toBe(
      "def f():\n    model = resnet18()  # pretrained\n    model.fc = head\n    return model\n",
    );
  });
  test("at the end of a text without a line break", () => {
    const text = "model = resnet18()";
    expect(after(text, insertLine({ path, text }, spanOf(text, "resnet18()"), "x = 1"))).toBe(
      "model = resnet18()\nx = 1",
    );
  });
  test("not where the statement goes on", () => {
    const text = "model = f(resnet18())";
    expect(insertLine({ path, text }, spanOf(text, "resnet18()"), "x = 1")).toBeUndefined();
  });
  test("an import behind the last one", () => {
    const text = "import torch\nfrom torch import nn\n\nx = 1\n";
    expect(after(text, addImport({ path, text }, "from torch.nn import BCELoss"))).toBe(
      "import torch\nfrom torch import nn\nfrom torch.nn import BCELoss\n\nx = 1\n",
    );
  });
  test("not twice", () => {
    expect(addImport({ path, text: "import torch\n" }, "import torch")).toBeUndefined();
  });
});

test("replaceCallee keeps the arguments", () => {
  const text = "loss = nn.BCELoss(reduction='sum')";
  const call = callIn(text, "nn.BCELoss(reduction='sum')", { reduction: "'sum'" });
  expect(after(text, replaceCallee(call, "nn.BCEWithLogitsLoss"))).toBe("loss = nn.BCEWithLogitsLoss(reduction='sum')");
});

test.each([
  ["x", true],
  ["self.fc(a + b)[0]", true],
  ["'a + b'", true],
  ["(a + b)", true],
  ["a + b", false],
  ["not x", false],
  ["f(", false],
])("isAtomic(%j) is %s", (text, expected) => {
  expect(isAtomic(text)).toBe(expected);
});
