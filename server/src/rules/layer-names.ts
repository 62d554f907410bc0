/** A layer that is asked for by a name that none has: which name was probably meant, and the edit that writes it. */
import { argumentOf, replace } from "../edits/index.ts";
import type { BrokenRequirement } from "../facts/index.ts";
import type { Fix, RuleContext } from "./define.ts";
import { refusedName } from "./tfjs-arguments.ts";
import { code, either } from "./words.ts";

/** "no layer is called `fc_1`: the nearest is `fc1`". Of a long list the first and the last are told. */
export function noSuchLayer(given: string): string {
  const [name = "", list = ""] = given.split("|");
  if (list === "") return `no layer is called ${code(name)}`;
  const names = list.split(", ");
  const nearest = nearestName(name, names);
  if (nearest !== undefined) return `no layer is called ${code(name)}: the nearest is ${code(nearest)}`;
  const told =
    names.length <= 6 ? names.map(code) : [...names.slice(0, 2).map(code), "…", ...names.slice(-2).map(code)];
  const all = told.includes("…") ? told.join(", ") : either(told, "and");
  return `no layer is called ${code(name)}: ${names.length === 1 ? "the one with a name is" : "the layers here are"} ${all}`;
}

export function layerNameFix(broken: BrokenRequirement, context: RuleContext): Fix | undefined {
  const { relation } = broken;
  if (relation.kind !== "other" || relation.detail["reason"] !== "no-such-layer") return undefined;
  const { given } = relation.detail;
  const [name = "", list = ""] = typeof given === "string" ? given.split("|") : [];
  const nearest = nearestName(name, list.split(", "));
  const span = refusedName(broken, context);
  if (nearest === undefined || span === undefined) return undefined;
  return {
    title: `Write \`${nearest}\``,
    safe: false,
    preferred: true,
    edits: [replace(context.facts.path, span, nearest)],
  };
}

/** The name of an input or output that was meant, where a dict or an object has one key that is none. */
export function keyFix(broken: BrokenRequirement, { facts }: RuleContext): Fix | undefined {
  const { relation, call } = broken;
  if (relation.kind !== "other" || call?.path !== facts.path) return undefined;
  const { reason, subject, given } = relation.detail;
  if (typeof reason !== "string" || !/^missing-(input|labels)$/.test(reason)) return undefined;
  const [name = "", , others = ""] = typeof given === "string" ? given.split("|") : [];
  const argument = typeof subject === "string" ? argumentOf(call, subject) : undefined;
  if (!/^\w+$/.test(others) || argument?.span === undefined) return undefined;
  const text = facts.text.slice(argument.span.start, argument.span.end);
  const keys = [...text.matchAll(new RegExp(`(?<=[{,]\\s*["']?)${others}(?=["']?\\s*:)`, "g"))];
  const [key] = keys;
  if (key === undefined || keys.length > 1) return undefined;
  const start = argument.span.start + key.index;
  return {
    title: `Write \`${name}\``,
    safe: false,
    preferred: true,
    edits: [replace(facts.path, { start, end: start + others.length }, name)],
  };
}

/** The only name that a slip of the pen or two away; none where several are. */
function nearestName(name: string, names: readonly string[]): string | undefined {
  const found = [...new Set(names)].filter((each) => slips(name, each) <= Math.min(2, Math.floor(name.length / 4)));
  const least = Math.min(...found.map((each) => slips(name, each)));
  const nearest = found.filter((each) => slips(name, each) === least);
  return nearest.length === 1 ? nearest[0] : undefined;
}

/** Letters to put in, take out or change, to get from one text to the other. */
function slips(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [line, letter] of [...from].entries()) {
    const next = [line + 1];
    for (let column = 1; column <= to.length; column++) {
      const change = (row[column - 1] ?? 0) + (letter === to[column - 1] ? 0 : 1);
      next.push(Math.min(change, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
