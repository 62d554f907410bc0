/** Reads a text in the notation over the variables of `sizes.ts`, and supplies fresh unknowns. */
import {
  declareTensor,
  noBindings,
  symbol,
  symbolsOf,
  type Dim,
  type FreshSizes,
  type ParsedShape,
  type Row,
  type Shape,
} from "../../server/src/shape/index.ts";
import { variables } from "./sizes.ts";

export function freshSizes(): FreshSizes {
  let id = 1000;
  return {
    size: (name, { min = 0, max = Infinity } = {}) => symbol({ id: id++, name, origin: "opaque", min, max }),
    row: (name): Row => ({ kind: "row", id: id++, name, origin: "opaque" }),
  };
}

/** One row for each name, whatever text it occurs in. */
export function openRow(name: string): Row {
  return { kind: "row", id: name.charCodeAt(0), name, origin: "open" };
}

function variable(name: string): Dim {
  return variables.find((dim) => symbolsOf(dim).some((s) => s.name === name)) ?? NaN;
}

export function declare(parsed: ParsedShape): Shape {
  return declareTensor(parsed, noBindings, { size: variable, row: openRow }, freshSizes()).tensor.shape;
}
