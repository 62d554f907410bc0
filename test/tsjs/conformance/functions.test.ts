/** Functions of `tf` on random arguments, against the library on its plain backend; and which of them are modelled at all. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { allowed, readAllowances, shown, verdict } from "./compare.ts";
import { coveragePage } from "./coverage.ts";
import { callsOf, families } from "./function-cases.ts";
import { evaluate, outcomeOf, tf } from "./library.ts";
import type { Outcome } from "./library.ts";
import { saidOf } from "./ours.ts";

const allowances = readAllowances().filter(({ subject }) => subject.startsWith("tf."));

beforeAll(async () => {
  await tf.setBackend("cpu");
});

describe("functions", () => {
  test.each(families)(
    "%s",
    (family) => {
      const calls = callsOf(family);
      const outcomes = calls.map((call) => tf.tidy(() => outcomeOf(() => evaluate(call))) as Outcome);
      const said = saidOf(
        calls,
        outcomes.map((each) => (each.kind === "tensors" ? each.tensors.length : 1)),
      );
      const found = calls.flatMap((call, i) => {
        const truth = outcomes[i] ?? { kind: "other" as const };
        const ours = said[i] ?? { tensors: [], reports: [] };
        if (verdict(ours, truth, undefined) === "agrees" || allowed(allowances, `tf.${family}`, shown(truth)))
          return [];
        return [`${call}\n  library ${shown(truth)}\n  we ${[...ours.reports, ...ours.tensors].join("; ")}`];
      });
      expect(found).toEqual([]);
    },
    60_000,
  );
});

test("the coverage page is current", () => {
  const path = join(import.meta.dirname, "../../../docs/coverage-tfjs.md");
  const page = coveragePage();
  if (process.env["UPDATE"] === "1") writeFileSync(path, page);
  expect(readFileSync(path, "utf8")).toBe(page);
});
