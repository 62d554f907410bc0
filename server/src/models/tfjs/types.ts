/** What the text of a TypeScript type tells of a tensor: `tf.Tensor2D`, `Tensor<tf.Rank.R2>`, `tf.Scalar | null`, `Promise<tf.Tensor3D>`. */

/** How many axes it has; "any" where it is only known to be a tensor; `undefined` if it need not be one. */
export function rankOfType(text: string): number | "any" | undefined {
  const ranks = alternatives(text).map(rankOfOne);
  const [first] = ranks;
  if (ranks.includes(undefined)) return undefined;
  return ranks.every((each) => each === first) ? first : "any";
}

/** The parts of a union that are something at all. */
function alternatives(text: string): readonly string[] {
  return text
    .split("|")
    .map((part) => part.trim())
    .filter((part) => part !== "" && part !== "null" && part !== "undefined");
}

function rankOfOne(text: string): number | "any" | undefined {
  const inner = /^(?:Promise|Readonly)<(.*)>$/s.exec(text)?.[1];
  if (inner !== undefined) return rankOfType(inner);
  if (/^(?:\w+\.)?Scalar$/.test(text)) return 0;
  const rank = /^(?:\w+\.)?(?:Tensor([1-6])D|(?:Tensor|Variable)<(?:\w+\.)?Rank\.R([0-6])>)$/.exec(text);
  if (rank !== null) return Number(rank[1] ?? rank[2]);
  // Other libraries have a class of that name as well.
  return /^tf\w*\.(?:Tensor|Variable|SymbolicTensor)(?:<[\w.]*>)?$/.test(text) ? "any" : undefined;
}

/** What the axes of so many are usually called. */
export const axisNames: readonly (readonly string[])[] = [
  [],
  ["N"],
  ["B", "F"],
  ["H", "W", "C"],
  ["B", "H", "W", "C"],
  ["B", "D", "H", "W", "C"],
  ["B", "D1", "D2", "D3", "D4", "D5"],
];
