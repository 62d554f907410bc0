/** `shapeline probe` with a played runner: in which order things happen, what is asked, how it exits. What really runs is in test/probe. */
import { expect, test } from "vitest";
import type { Host } from "../../server/src/cli/host.ts";
import { runProgram } from "../../server/src/cli/program.ts";
import type { Plan } from "../../server/src/probe/plan.ts";
import type { TraceRecord } from "../../server/src/probe/trace.ts";
import { memoryHost } from "../harness/blocks/console.ts";

const python = `import torch
from torch import nn
model = nn.Linear(20, 10)
y = model(torch.randn(2, 20))
`;
const script = `import * as tf from "@tensorflow/tfjs";
const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [4] })] });
`;

const ran = { kind: "output", outputs: [{ shape: [2, 10], dtype: "float32" }] };

interface Session {
  readonly code: number;
  readonly out: string;
  readonly error: string;
  readonly happened: readonly string[];
  readonly plan: Plan | undefined;
}

async function probe(name: string, text: string, args: readonly string[], records: readonly object[] = []) {
  const out: string[] = [];
  const error: string[] = [];
  const happened: string[] = [];
  let plan: Plan | undefined;
  const host = memoryHost(new Map([[`/src/${name}`, text]]), (each) => out.push(each));
  const changes: Partial<Host> = {
    error: (each) => error.push(each),
    // The first thing that an analysis asks of the host.
    sitePackages: () => {
      happened.push("analysis");
      return [];
    },
    prober: () => ({
      async run(order) {
        happened.push(`started ${order.framework}`);
        plan = await order.plan();
        happened.push(plan === undefined ? "ended" : "planned");
        return { records: records as readonly TraceRecord[], ending: { kind: "finished" }, output: "" };
      },
    }),
  };
  const code = await runProgram({ ...host, ...changes }, ["probe", name, ...args]);
  return { code, out: out.join(""), error: error.join(""), happened, plan } satisfies Session;
}

test("Python loads its framework while the file is analysed, and then gets its plan", async () => {
  const { code, happened, plan } = await probe("main.py", python, [], [ran]);
  expect(happened).toEqual(["started torch", "analysis", "planned"]);
  expect(plan).toMatchObject({ framework: "torch", model: "model", inputs: [{ shape: [2, 20] }] });
  expect(code).toBe(0);
});

test("a script is run while it is analysed", async () => {
  const { happened, plan } = await probe("main.ts", script, ["--input", "(7, 4)"]);
  expect(happened).toEqual(["started tfjs", "planned", "analysis"]);
  expect(plan).toMatchObject({ framework: "tfjs", inputs: [{ shape: [7, 4] }], comparable: "none" });
});

test("what is open is asked, and nothing is run", async () => {
  const text = python.replace("y =", "critic = nn.Linear(20, 1)\ncritic(torch.randn(2, 20))\ny =");
  const { code, error, happened, out } = await probe("main.py", text, []);
  expect(happened).toEqual(["started torch", "analysis", "ended"]);
  expect([code, out]).toEqual([2, ""]);
  expect(error).toBe("shapeline: Which model: model, critic? Say it with --model NAME.\n");
});

test("a model that breaks exits with 1", async () => {
  const failure = { kind: "error", type: "RuntimeError", message: "RuntimeError: shapes 3 and 4" };
  const { code, out } = await probe("main.py", python, [], [failure]);
  expect(out).toContain("The model breaks: RuntimeError: shapes 3 and 4");
  expect(code).toBe(1);
});

test("reports of the analysis are confirmed by the run, or refuted", async () => {
  const text = python.replace("torch.randn(2, 20)", "torch.randn(2, 30)");
  const place = { path: "/src/main.py", line: 4, column: 5, endLine: 4, endColumn: 30 };
  const error = { kind: "error", type: "RuntimeError", message: "mat1 and mat2", place };
  const confirmed = await probe("main.py", text, [], [error]);
  expect(confirmed.out).toMatch(/Reports of the analysis:\n +main.py:4:5 confirmed: `model` expects 20 features/);
  expect(confirmed.code).toBe(1);
  const json = await probe("main.py", text, ["--format", "json"], [error]);
  expect(JSON.parse(json.out)).toMatchObject({
    reports: [{ rule: "feature-mismatch", verdict: { kind: "confirmed", message: "mat1 and mat2" } }],
  });

  const passed = {
    kind: "layer",
    name: "",
    place,
    inputs: [],
    outputs: [{ shape: [2, 10], dtype: "float32" }],
    single: true,
  };
  const refuted = await probe("main.py", text, [], [passed, ran]);
  expect(refuted.out).toContain("main.py:4:5 refuted by this run, please report it: ");
  expect(refuted.code).toBe(1);
  expect((await probe("main.py", text, [], [ran])).out).toContain("main.py:4:5 not reached: ");
});
