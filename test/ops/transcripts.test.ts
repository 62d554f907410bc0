/** Runs every transcript line, and holds the transcripts themselves to their promise: each requirement fails somewhere. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { operations, runOp, strictJudge } from "../../server/src/ops/index.ts";
import type { OpOutcome, OpResult } from "../../server/src/ops/index.ts";
import { isOpaque, matchTensor, printTensor, proveEqual } from "../../server/src/shape/index.ts";
import type { Reading } from "../../server/src/shape/index.ts";
import { argumentOf, argumentsOf, readTranscript, symbolsOfLine } from "./transcript.ts";
import type { Line, TranscriptLine, Written } from "./transcript.ts";

const folder = import.meta.dirname;
const files = readdirSync(folder).filter((name) => name.endsWith(".md"));
const lines = files.flatMap((name) => readTranscript(name, readFileSync(join(folder, name), "utf8")));

function check(transcript: TranscriptLine): void {
  const operation = operations.get(transcript.op);
  if (operation === undefined) throw new Error(`no operation is called ${transcript.op}`);
  const line = symbolsOfLine();
  const outcome = runOp(operation, argumentsOf(transcript, line), strictJudge(line.fresh));
  const where = `test/ops/${transcript.file}:${String(transcript.line)}: ${transcript.text}\n${describeOutcome(outcome)}`;
  expect(outcome.refused, where).toBeUndefined();
  const broken = outcome.broken.map(({ requirement }) => requirement.id).sort();
  const unknown = [...new Set(outcome.unknown.map((requirement) => requirement.id))].sort();
  expect(broken, where).toEqual(transcript.outcome === "fails" ? [...transcript.ids].sort() : []);
  if (transcript.outcome !== "fails") {
    expect(unknown, where).toEqual(transcript.outcome === "unknown" ? [...transcript.ids].sort() : []);
  }
  const { expected } = transcript;
  if (expected === undefined) return;
  const results = expected.length === 1 ? [outcome.result] : itemsOf(outcome.result);
  expect(results.length, where).toBe(expected.length);
  expect(
    expected.every((each, index) => matches(each, results[index] ?? { kind: "unknown" }, line)),
    where,
  ).toBe(true);
}

function itemsOf(result: OpResult): readonly OpResult[] {
  return result.kind === "tuple" || result.kind === "list" ? result.items : [result];
}

function matches(expected: Written, result: OpResult, line: Line): boolean {
  if (expected.kind === "unknown") {
    return result.kind === "unknown" || (result.kind === "size" && isOpaque(result.size));
  }
  if (expected.kind === "list") {
    const items = itemsOf(result);
    return (
      items.length === expected.items.length &&
      expected.items.every((each, i) => matches(each, items[i] ?? result, line))
    );
  }
  if (expected.kind === "int" && result.kind === "size") {
    const size = argumentOf(expected, line);
    return size.kind === "int" && proveEqual(size.value, result.size) === "holds";
  }
  if (expected.kind !== "tensor" || result.kind !== "tensor") return false;
  const match = matchTensor(expected.shape, result.tensor, line.bindings);
  return (
    match.proof === "holds" && readingMatches(expected.reading, result.tensor.reading) && liesAsSaid(expected, result)
  );
}

/** Only what the line says of the memory counts. */
function liesAsSaid(
  { order, strides }: Extract<Written, { kind: "tensor" }>,
  { tensor }: Extract<OpResult, { kind: "tensor" }>,
): boolean {
  const isAlike = (said?: readonly number[], has?: readonly number[]): boolean =>
    said === undefined || String(said) === String(has);
  return isAlike(order, tensor.order) && isAlike(strides, tensor.strides);
}

/** Only what the line says of the reading counts; `sums 0` says that nothing does. */
function readingMatches(expected: Reading | undefined, actual: Reading | undefined): boolean {
  return Object.entries(expected ?? {}).every(([key, value]) => {
    const found = actual?.[key as keyof Reading];
    return key === "sumsToOne" && value === 0 ? found === undefined : JSON.stringify(found) === JSON.stringify(value);
  });
}

function describeOutcome({ broken, unknown, result, refused }: OpOutcome): string {
  return [
    ...(refused === undefined ? [] : [`refused ${refused.subject}: ${refused.reason}`]),
    `broken: ${broken.map(({ requirement }) => requirement.id).join(", ")}`,
    `unknown: ${unknown.map((requirement) => requirement.id).join(", ")}`,
    `result: ${describeResult(result)}`,
  ].join("\n");
}

function describeResult(result: OpResult): string {
  if (result.kind === "tensor") return `${printTensor(result.tensor)} ${JSON.stringify(result.tensor.reading ?? {})}`;
  if (result.kind === "size") return "size";
  return result.kind === "tuple" || result.kind === "list" ? result.items.map(describeResult).join(", ") : result.kind;
}

describe.each(files)("%s", (file) => {
  for (const line of lines.filter((each) => each.file === file)) {
    test(`${String(line.line)}: ${line.text.replace(/ {2,}/g, " ")}`, () => {
      check(line);
    });
  }
});

describe("the transcripts", () => {
  test.each([...operations.values()])("show $name with a symbol, and each of its requirements failing", (operation) => {
    const own = lines.filter((line) => line.op === operation.name);
    const failing = new Set(own.flatMap((line) => (line.outcome === "fails" ? line.ids : [])));
    expect(operation.requirements.filter((id) => !failing.has(id))).toEqual([]);
    const symbolic = own.some((line) => line.outcome === "holds" && /[(, *]([A-Z]\w*|n)\b/.test(line.text));
    expect(symbolic, `${operation.name} has no line with a symbol`).toBe(true);
  });
});
