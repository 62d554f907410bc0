/** The judge that assumes: a requirement on an open input's size is taken for granted, and fails only against what is known. */
import type { Assumptions } from "../../interp/assumptions.ts";
import type { Interpreter } from "../../interp/interpreter.ts";
import { expandOpaque, fillRow, rowToFill } from "../../ops/judge.ts";
import type { Judge } from "../../ops/judge.ts";
import { prove } from "../../ops/requirement.ts";
import type { Requirement } from "../../ops/requirement.ts";
import { minRank, symbol } from "../../shape/index.ts";
import type { Dim, Proof, Shape } from "../../shape/index.ts";

export function assumingJudge(it: Interpreter): Judge {
  const { assumptions } = it;
  return {
    size: (name, bounds) => it.size(name, bounds),
    row: (name) => it.row(name),
    revision: () => assumptions.revision,
    resolve: (dim) => assumptions.resolve(dim),
    resolveShape: (shape) => assumptions.resolveShape(shape),
    judge: (requirement) =>
      requirement.kind === "rank" ? judgeRank(it, requirement) : judge(assumptions, requirement),
    expand: (shape, names, options) => expand(it, assumptions.resolveShape(shape), names, options),
  };
}

function judge(assumptions: Assumptions, requirement: Requirement): Proof {
  switch (requirement.kind) {
    case "equal":
      return assumptions.assumeEqual(requirement.left, requirement.right);
    case "at-least":
      return assumptions.assumeAtLeast(requirement.left, requirement.right);
    case "multiple":
    case "broadcast":
      return prove({
        ...requirement,
        left: assumptions.resolve(requirement.left),
        right: assumptions.resolve(requirement.right),
      });
    default:
      return prove(requirement);
  }
}

/** Where only one rank will do, an open input is taken to have it. */
function judgeRank(it: Interpreter, requirement: Extract<Requirement, { kind: "rank" }>): Proof {
  const shape = it.assumptions.resolveShape(requirement.shape);
  const { allowed } = requirement;
  const only =
    "min" in allowed
      ? allowed.min === allowed.max
        ? allowed.min
        : undefined
      : allowed.length === 1
        ? allowed[0]
        : undefined;
  const missing = only === undefined ? -1 : only - shape.lead.length - shape.tail.length;
  if (shape.rest?.origin === "open" && only !== undefined && missing >= 0) {
    const names = axesOfRank[only] ?? [];
    const lead = Array.from({ length: missing }, (_, i) => openSize(it, names[shape.lead.length + i] ?? "S"));
    it.assumptions.bindRow(shape.rest, { lead, tail: [] });
    return "holds";
  }
  return prove({ ...requirement, shape });
}

/** What the axes of an input of so many are usually called. */
const axesOfRank: readonly (readonly string[])[] = [
  [],
  ["N"],
  ["B", "F"],
  ["B", "T", "C"],
  ["B", "C", "H", "W"],
  ["B", "C", "D", "H", "W"],
];

/** An open row becomes exactly the axes that the pattern names; an input that may be batched is batched. */
function expand(
  it: Interpreter,
  shape: Shape,
  names: readonly string[],
  options: { readonly optionalFirst: boolean },
): Shape {
  const row = shape.rest;
  if (row?.origin !== "open") return expandOpaque(shape, names, options, it);
  if (minRank(shape) > names.length) return shape;
  const spatial = names.filter((name) => /^S\d$/.test(name)).length;
  const fill = rowToFill(shape, names, {
    size: (name) => openSize(it, shownName(name, spatial)),
    row: (name) => ({ kind: "row", id: it.nextId(), name, origin: "open" }),
  });
  if (fill === undefined) return shape;
  if (fill.rest === row) return shape;
  it.assumptions.bindRow(row, fill);
  return fillRow(shape, fill);
}

/** Names that users know an axis by, for the names in the operations' patterns. */
const shownNames: Readonly<Record<string, string>> = {
  N: "B",
  batch: "B",
  Cin: "C",
  Lin: "L",
  Hin: "H",
  Win: "W",
  Din: "D",
  features: "F",
  Fin: "F",
};
/** Spatial axes by how many there are. */
const spatialNames: readonly (readonly string[])[] = [[], ["L"], ["H", "W"], ["D", "H", "W"]];

function shownName(name: string, spatial: number): string {
  const axis = /^S(\d)$/.exec(name)?.[1];
  if (axis !== undefined) return spatialNames[spatial]?.[Number(axis) - 1] ?? name;
  return shownNames[name] ?? name;
}

function openSize(it: Interpreter, name: string): Dim {
  return symbol({ id: it.nextId(), name, origin: "open", min: 1, max: Infinity });
}
