/** Short texts of abstract values, for tests: `?` is unknown, `int` a definite integer that is not known. */
import { isOpaque, printDim, printTensor } from "../../../server/src/shape/index.ts";
import type { Value } from "../../../server/src/interp/values.ts";

export function show(value: Value | undefined): string {
  if (value === undefined) return "nothing";
  switch (value.kind) {
    case "unknown":
      return "?";
    case "none":
      return "None";
    case "int":
      return typeof value.size !== "number" && isOpaque(value.size) ? "int" : printDim(value.size);
    case "bool":
      return value.value === undefined ? "bool" : value.value ? "True" : "False";
    case "float":
      return value.value === undefined ? "float" : String(value.value);
    case "str":
      return value.value === undefined ? "str" : `'${value.value}'`;
    case "tuple":
      return `(${value.items.map(show).join(", ")})`;
    case "list":
    case "set":
    case "iterator":
      return `${value.kind}[${[...value.items.map(show), ...(value.rest === undefined ? [] : [`*${show(value.rest)}`])].join(", ")}]`;
    case "dict": {
      const entries = [...value.entries.values()].map(
        (e) => `${show(e.key)}${e.maybe === true ? "?" : ""}: ${show(e.value)}`,
      );
      return `{${[...entries, ...(value.rest === undefined ? [] : [`**${show(value.rest)}`])].join(", ")}}`;
    }
    case "open":
      return `open ${value.name}`;
    case "tensor":
      return printTensor(value.type);
    case "instance":
      return value.class.name;
    case "class":
      return `class ${value.name}`;
    default:
      return value.kind;
  }
}
