/** Inferred against observed, on traces made by hand: call by call, and report by report. */
import { describe, expect, test } from "vitest";
import { compareShape, compareTrace, judgeReport } from "../../server/src/probe/compare.ts";
import { readRecord } from "../../server/src/probe/trace.ts";
import type { Comparable } from "../../server/src/probe/plan.ts";
import type { Trace, TracePlace, TraceRecord } from "../../server/src/probe/trace.ts";
import { indexLines, lineColumnAt } from "../../server/src/base/line-index.ts";
import { rowShape, shapeOf, symbol } from "../../server/src/shape/index.ts";
import type { Dim } from "../../server/src/shape/index.ts";
import { analyseCold, sourceFolder } from "../harness/program.ts";

const path = `${sourceFolder}/main.py`;
const size = (name: string, id: number): Dim => symbol({ id, name, origin: "open" });
const B = size("B", 1);
const H = size("H", 2);

describe("one shape against what was seen", () => {
  test.each([
    ["equal sizes", shapeOf(2, 3), [2, 3], "equal"],
    ["another size", shapeOf(2, 3), [2, 4], "contradicted"],
    ["another rank", shapeOf(2, 3), [2, 3, 1], "contradicted"],
    ["a name gets a number", shapeOf(B, 3), [7, 3], "refined"],
    ["a name has one number", shapeOf(B, B), [7, 7], "refined"],
    ["and no other", shapeOf(B, B), [7, 8], "contradicted"],
    [
      "unknown axes between",
      rowShape([B], { kind: "row", id: 1, name: "rest", origin: "open" }, [3]),
      [2, 5, 6, 3],
      "refined",
    ],
    [
      "too few axes for the known ones",
      rowShape([2, 2], { kind: "row", id: 1, name: "rest", origin: "open" }, [3]),
      [2, 3],
      "contradicted",
    ],
  ] as const)("%s", (_, inferred, seen, expected) => {
    expect(compareShape(inferred, seen)).toBe(expected);
  });

  test("a size that depends on another is checked by it", () => {
    const doubled = analysedShape(
      "def f(x):\n    x = x.view(4, -1)\n    return torch.cat([x, x], 1)\n",
      "torch.cat([x, x], 1)",
    );
    expect(compareShape(doubled, [4, 6])).toBe("refined");
    expect(compareShape(doubled, [5, 6])).toBe("contradicted");
    expect(compareShape(shapeOf(H, B), [3, 4])).toBe("refined");
  });
});

const program = `import torch
from torch import nn
fc = nn.Linear(20, 10)
x = torch.randn(4, 20)
y = (fc(x)
     .view(2, 20)
     .relu())
`;

function analysedShape(text: string, expression: string): (typeof values)[number]["tensor"]["shape"] {
  const { values } = analyseCold(new Map([[path, `import torch\n${text}`]]), path, {}).facts;
  const found = values.find((value) => value.text === expression);
  if (found === undefined) throw new Error(`no value ${expression}`);
  return found.tensor.shape;
}

function placeOf(text: string, from: string, upTo: string = from): TracePlace {
  const index = indexLines(text);
  const start = lineColumnAt(index, text.indexOf(from));
  const end = lineColumnAt(index, text.indexOf(upTo) + upTo.length);
  return { path, line: start.line + 1, column: start.column + 1, endLine: end.line + 1, endColumn: end.column + 1 };
}

const seen = (place: TracePlace, ...shape: readonly number[]): TraceRecord => ({
  kind: "operation",
  name: "operation",
  place,
  inputs: [],
  outputs: [{ shape, dtype: "float32" }],
  single: true,
});
const traceOf = (...records: readonly TraceRecord[]): Trace => ({ records, ending: { kind: "finished" }, output: "" });

describe("call by call", () => {
  const { facts } = analyseCold(new Map([[path, program]]), path, {});
  const compared = (trace: Trace, comparable: Comparable = "all"): readonly string[] =>
    compareTrace(facts, trace, comparable).sites.map(
      ({ text, agreement }) => `${text.replace(/\s+/g, "")}: ${agreement}`,
    );

  test("the expression with the place's span", () => {
    const place = placeOf(program, "fc(x)");
    expect(compared(traceOf(seen(place, 4, 10)))).toEqual(["fc(x): equal"]);
    expect(compared(traceOf(seen(place, 4, 11)))).toEqual(["fc(x): contradicted"]);
  });

  test("a run on another input is not held against it; what the file did while it was loaded is", () => {
    const place = placeOf(program, "fc(x)");
    const begun: TraceRecord = { kind: "phase", name: "forward" };
    expect(compared(traceOf(begun, seen(place, 4, 11)), "none")).toEqual(["fc(x): elsewhere"]);
    expect(compared(traceOf(begun, seen(place, 4, 10)), "none")).toEqual(["fc(x): equal"]);
    expect(compared(traceOf(seen(place, 4, 11), begun), "none")).toEqual(["fc(x): contradicted"]);
  });

  test("on an assumed input only what holds for any is judged", () => {
    const text = `import torch
from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(20, 10)
    def forward(self, x):
        return self.fc(x)
    def step(self, batch):
        return self.fc(batch).mean()
net = Net()
net.step(torch.randn(4, 20))
`;
    const { facts: known } = analyseCold(new Map([[path, text]]), path, {});
    const made: TraceRecord = { ...seen(placeOf(text, "nn.Linear(20, 10)"), 2, 10), creation: true } as TraceRecord;
    const within = placeOf(text, "self.fc(x)");
    const of = (given: "program" | "layers", ...records: readonly TraceRecord[]): readonly string[] =>
      compareTrace(
        known,
        traceOf(
          { kind: "phase", name: "forward" },
          { kind: "model", name: "net", className: "Net", inputs: [], given },
          ...records,
        ),
        "all",
      ).sites.map(({ text: each, agreement }) => `${each}: ${agreement}`);
    expect(of("layers", made)).toEqual(["nn.Linear(20, 10): elsewhere"]);
    expect(of("program", made)).toEqual(["nn.Linear(20, 10): contradicted"]);
    expect(of("layers", seen(within, 2, 11))).toEqual(["self.fc(x): contradicted"]);
  });

  test("a method over several lines, where Python places it at its name", () => {
    const place = placeOf(program, "view(2, 20)");
    expect(compared(traceOf(seen(place, 2, 20)))).toEqual(["fc(x).view(2,20): equal"]);
  });

  test("a place of which nothing was inferred", () => {
    const place = placeOf(program, "nn.Linear");
    expect(compared(traceOf(seen(place, 3)))).toEqual(["nn.Linear: new"]);
  });

  test("all that was seen in one place is judged, and counted", () => {
    const place = placeOf(program, "fc(x)");
    const { sites } = compareTrace(facts, traceOf(seen(place, 4, 10), seen(place, 4, 10), seen(place, 8, 10)), "all");
    expect(sites[0]).toMatchObject({ agreement: "varies", times: 3 });
    expect(sites[0]?.observed).toHaveLength(2);
  });

  test("other files are not this one's", () => {
    expect(compared(traceOf(seen({ ...placeOf(program, "fc(x)"), path: "/src/other.py" }, 9, 9)))).toEqual([]);
  });

  test("a file that this one led to is compared by its own text, with what was inferred there for this program", () => {
    const part = "from torch import nn\ndef head(n):\n    return nn.Linear(n, 3)\ndef twice(x):\n    return x + x\n";
    const text = "import torch\nfrom parts import head, twice\nnet = head(8)\ny = twice(net(torch.randn(5, 8)))\n";
    const other = `${sourceFolder}/parts.py`;
    const files = new Map([
      [other, part],
      [path, text],
    ]);
    const { facts: known } = analyseCold(files, path, {});
    const sum = { ...placeOf(part, "x + x"), path: other };
    const made = { ...seen({ ...placeOf(part, "nn.Linear(n, 3)"), path: other }, 5, 3), creation: true } as TraceRecord;
    const { sites } = compareTrace(
      known,
      traceOf(seen(sum, 5, 4), made, seen(placeOf(text, "net(torch.randn(5, 8))"), 5, 3)),
      "all",
    );
    expect(sites.map((site) => [site.path, site.text, site.agreement])).toEqual([
      [undefined, "net(torch.randn(5, 8))", "equal"],
      [other, "nn.Linear(n, 3)", "equal"],
      [other, "x + x", "contradicted"],
    ]);
  });
});

describe("report by report", () => {
  const wrong = program.replace("Linear(20, 10)", "Linear(30, 10)");
  const { facts, diagnostics } = analyseCold(new Map([[path, wrong]]), path, {});
  const span = diagnostics[0]?.span ?? { start: 0, end: 0 };
  const place = placeOf(wrong, "fc(x)");

  test("confirmed by an error in its lines", () => {
    const trace = traceOf({ kind: "error", type: "RuntimeError", message: "shapes cannot be multiplied", place });
    expect(judgeReport(facts, trace, span, "all")).toEqual({
      kind: "confirmed",
      message: "shapes cannot be multiplied",
    });
  });

  test("refuted where the very expression had a value", () => {
    expect(judgeReport(facts, traceOf(seen(place, 4, 10)), span, "all")).toMatchObject({ kind: "refuted" });
  });

  test("neither on another input, nor where the run did not come", () => {
    expect(judgeReport(facts, traceOf(seen(place, 4, 10)), span, "none").kind).toBe("not-reached");
    expect(judgeReport(facts, traceOf(), span, "all").kind).toBe("not-reached");
  });
});

describe("what comes over the pipe", () => {
  test("is a record only behind the separator", () => {
    expect(readRecord('{"kind": "done"}')).toBeUndefined();
    expect(readRecord('\u001e{"kind": "done"}')).toEqual({ kind: "done" });
  });

  test.each(["\u001e{", "\u001e[]", '\u001e{"kind": "other"}', "\u001enull"])("%j is nothing", (line) => {
    expect(readRecord(line)).toBeUndefined();
  });

  test("keeps what makes sense of a tensor and a place", () => {
    const line = `\u001e${JSON.stringify({
      kind: "layer",
      name: "fc",
      place: { path: "a.py", line: 3 },
      outputs: [
        { shape: [2, "x"], dtype: "float32" },
        { shape: [2], dtype: "int64" },
      ],
    })}`;
    expect(readRecord(line)).toMatchObject({
      place: { path: "a.py", line: 3 },
      outputs: [{ shape: [2], dtype: "int64" }],
    });
  });
});
