/**
 * A seeded sample of the generated calls, with what PyTorch made of each: ours never reports what runs, never gives another shape, and
 * never a shape where PyTorch refuses, but for the reasons of scripts/conformance/allow-calls.txt. `npm run conformance` draws more of them.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { analyseCold, sourceFolder } from "../harness/program.ts";
import { answersTo } from "./answers.ts";
import { compare, namesIn, readCalls } from "./calls.ts";

const scripts = join(import.meta.dirname, "../../scripts/conformance");
const calls = readCalls(readFileSync(join(import.meta.dirname, "torch-calls.txt"), "utf8"));
const allowed = readFileSync(join(scripts, "allow-calls.txt"), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => new RegExp(line.split("  # ")[0] ?? ""));
const path = `${sourceFolder}/calls.py`;

describe("calls of PyTorch", () => {
  test("come out as PyTorch has them, or are not known", { timeout: 300_000 }, () => {
    const prelude = readFileSync(join(scripts, "torch-prelude.py"), "utf8");
    const answers = answersTo(calls, prelude, (text) => analyseCold(new Map([[path, text]]), path, {}));
    const verdicts = answers.map((answer, index) => compare(calls[index] ?? { text: "", real: "other" }, answer));
    const differences = verdicts.flatMap((verdict, index) => {
      const { text, refusal } = calls[index] ?? { text: "", refusal: "" };
      if (!("detail" in verdict)) return [];
      const foretold = verdict.kind === "missed" && allowed.some((words) => words.test(refusal ?? ""));
      return foretold ? [] : [`${verdict.kind}: ${text}: ${verdict.detail}`];
    });
    expect(differences).toEqual([]);
    const count = (kind: string): number => verdicts.filter((verdict) => verdict.kind === kind).length;
    expect(count("equal")).toBeGreaterThan(2500);
    expect(count("both-refuse")).toBeGreaterThan(800);
    expect(count("unknown")).toBeLessThan(150);
  });
});

describe("the comparison", () => {
  const call = (line: string) => readCalls(line)[0] ?? { text: "", real: "other" };
  const said = (...tensors: readonly (readonly [string, string])[]) => ({ errors: [], tensors: new Map(tensors) });
  const sum = call("torch.rand(2, 3).sum(1)  -> (2,) float32");

  test.each([
    ["equal", sum, said(["", "(2,) float32"])],
    ["partly", sum, said(["", "(?,) float32"])],
    ["unknown", sum, said()],
    ["wrong", sum, said(["", "(3,) float32"])],
    ["wrong", sum, said(["", "(2,) int64"])],
    ["false-alarm", sum, { errors: ["no"], tensors: new Map<string, string>() }],
    ["missed", call("torch.rand(2).sum(1)  !! IndexError: no such axis"), said(["", "() float32"])],
    ["arguments", call("torch.rand(2).exp(1)  !! TypeError: takes no arguments"), said(["", "(2,) float32"])],
    ["equal", call("torch.rand(2).max(0)  -> [() float32; () int64]"), said(["_0", "() float32"], ["_1", "() int64"])],
    ["wrong", call("torch.rand(2).max(0)  -> [() float32; () int64]"), said(["_1", "(1,) int64"])],
  ])("says %s", (kind, line, answer) => {
    expect(compare(line, answer).kind).toBe(kind);
  });

  test("finds the names that a call uses", () => {
    expect(namesIn("F.relu(nn.Linear(2, 3)(torch.rand(2))).sum()")).toEqual([
      "torch.nn.functional.relu",
      "torch.nn.Linear",
      "torch.rand",
      "torch.Tensor.sum",
    ]);
  });
});
