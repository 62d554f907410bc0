/**
 * Whether what we say of a call is what the library does. What it gives without complaint, and is none the less no result, we report: a size below
 * 0 or that is not a number. A size that is null to the library may be known to us.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Outcome, RealTensor } from "./library.ts";
import type { Said } from "./ours.ts";

export type Verdict = "agrees" | "report missing" | "report unfounded" | "other result";

/** `forward` is what the forward pass does, where that was run too. */
export function verdict(said: Said, truth: Outcome, forward: Outcome | undefined): Verdict {
  const fails = truth.kind === "throws" || forward?.kind === "throws" || isVoid(truth) || isVoid(forward);
  if (said.reports.length > 0) return fails ? "agrees" : "report unfounded";
  if (fails) return "report missing";
  if (truth.kind !== "tensors") return "other result";
  const agrees =
    said.tensors.length === truth.tensors.length &&
    truth.tensors.every((each, i) => sameTensor(said.tensors[i] ?? "", each));
  return agrees ? "agrees" : "other result";
}

function isVoid(outcome: Outcome | undefined): boolean {
  if (outcome?.kind !== "tensors") return false;
  return outcome.tensors.some(({ shape }) => shape.some((size) => size !== null && !(size >= 0)));
}

function sameTensor(said: string, { shape, dtype }: RealTensor): boolean {
  const parts = /^\((.*)\) (\w+)$/.exec(said);
  if (parts?.[2] !== dtype) return false;
  const sizes = (parts[1] ?? "")
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");
  return sizes.length === shape.length && shape.every((size, axis) => sameSize(sizes[axis] ?? "", size, axis));
}

const sameSize = (said: string, size: number | null, axis: number): boolean =>
  size === null ? axis > 0 || said === "B" : said === String(size);

/** How a disagreement is shown, and what a line of the allow-list names. */
export function shown(outcome: Outcome | undefined): string {
  if (outcome === undefined) return "-";
  if (outcome.kind === "throws") return `throws ${outcome.message}`;
  if (outcome.kind === "other") return "gives no tensor";
  return `gives ${outcome.tensors.map(({ shape, dtype }) => `(${shape.map((size) => size ?? "null").join(", ")}) ${dtype}`).join(" and ")}`;
}

export interface Allowance {
  readonly subject: string;
  readonly what: string;
  used: boolean;
}

export function readAllowances(): readonly Allowance[] {
  const lines = readFileSync(join(import.meta.dirname, "allow.txt"), "utf8").split("\n");
  return lines
    .filter((line) => line.trim() !== "" && !line.startsWith("#"))
    .map((line) => {
      const [subject = "", what = "", reason] = line.split("|").map((part) => part.trim());
      if (reason === undefined || reason === "") throw new Error(`a reason is missing: ${line}`);
      return { subject, what, used: false };
    });
}

/** Whether a line allows this; it is marked as used. */
export function allowed(allowances: readonly Allowance[], subject: string, does: string): boolean {
  const found = allowances.filter((each) => each.subject === subject && does.startsWith(each.what));
  for (const each of found) each.used = true;
  return found.length > 0;
}
