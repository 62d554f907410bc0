// Shapes as lists of sizes.
export function textOf(shape) {
  return `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;
}

export function isSameShape(a, b) {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}
