/**
 * `tf.tensor4d(values, [n, 28, 28])`: a shape with one number less than the call's name has axes is without an axis of 1, or meant for the call of
 * another name. Where the axis belongs, the trial of each edit tells.
 */
import { insert, replaceCallee } from "../edits/index.ts";
import type { BrokenRequirement } from "../facts/index.ts";
import { writtenShape } from "./counted-sizes.ts";
import type { Fix, RuleContext } from "./define.ts";
import { code } from "./words.ts";

export function axisItemFixes(broken: BrokenRequirement, context: RuleContext): readonly Fix[] {
  const { relation, call } = broken;
  const reason = relation.kind === "other" ? relation.detail["reason"] : undefined;
  const named = /^(.*\.?tensor)([2-6])d$/.exec(call?.calleeText ?? "");
  const items = call && writtenShape(call, context);
  if (reason !== "one-for-each-axis" || call === undefined || named === null || items === undefined) return [];
  const [, name = "", axes] = named;
  const [first, last] = [items[0], items.at(-1)];
  const fixes: Fix[] = [];
  if (first !== undefined && last !== undefined && items.length === Number(axes) - 1) {
    const { facts } = context;
    const texts = items.map(({ start, end }) => facts.text.slice(start, end));
    const withUnit = (shape: readonly string[], at: number, text: string): Fix => ({
      title: `Write ${code(`[${shape.join(", ")}]`)}`,
      safe: false,
      preferred: false,
      edits: [insert(facts.path, at, text)],
    });
    const behind = withUnit([...texts, "1"], last.end, ", 1");
    const before = withUnit(["1", ...texts], first.start, "1, ");
    // One picture with its channels lacks the batch.
    fixes.push(...(/^[134]$/.test(texts.at(-1) ?? "") ? [before, behind] : [behind, before]));
  }
  if (items.length >= 2 && items.length <= 6) {
    const other = `${name}${String(items.length)}d`;
    fixes.push({ title: `Use ${code(other)}`, safe: false, preferred: false, edits: [replaceCallee(call, other)] });
  }
  return fixes;
}
