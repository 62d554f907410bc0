/** The tensor that a text declares where nothing else is known: names become symbols, the rest stays unknown. */
import { assertNever } from "../base/assert-never.ts";
import { sizeOf, type Bindings } from "./notation-size.ts";
import type { ParsedShape } from "./notation.ts";
import type { Dim } from "./polynomial.ts";
import { concatShapes, rowShape, shapeFrom, type FreshSizes, type Row, type Shape } from "./shape.ts";
import { tensorOf, type TensorType } from "./tensor.ts";

/** Supplies symbols for names that are not bound yet. */
export interface DeclaredNames {
  size(name: string): Dim;
  row(name: string): Row;
}

export interface Declaration {
  readonly tensor: TensorType;
  readonly bindings: Bindings;
}

export function declareTensor(
  parsed: ParsedShape,
  bindings: Bindings,
  names: DeclaredNames,
  fresh: FreshSizes,
): Declaration {
  const sizes = new Map(bindings.sizes);
  const rows = new Map(bindings.rows);
  const sizeNamed = (name: string): Dim => {
    const size = sizes.get(name) ?? names.size(name);
    sizes.set(name, size);
    return size;
  };
  const rowNamed = (name: string): Shape => {
    const row = rows.get(name) ?? rowShape([], names.row(name));
    rows.set(name, row);
    return row;
  };
  let shape = shapeFrom([]);
  for (const axis of parsed.axes) {
    switch (axis.kind) {
      case "size":
        shape = concatShapes(shape, shapeFrom([sizeOf(axis.size, sizeNamed)]), fresh);
        break;
      case "any":
      case "unknown":
        shape = concatShapes(shape, shapeFrom([fresh.size("size")]), fresh);
        break;
      case "rest":
        shape = concatShapes(shape, rowNamed(axis.name), fresh);
        break;
      case "anyRest":
      case "unknownRest":
        shape = concatShapes(shape, rowShape([], fresh.row("rest")), fresh);
        break;
      default:
        return assertNever(axis);
    }
  }
  return { tensor: tensorOf(shape, parsed.dtype), bindings: { sizes, rows } };
}
