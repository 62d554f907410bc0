/** A layer that is asked for by a name that none has: which name was probably meant, and the edit that writes it. */
import { argumentOf, insert, replace } from "../edits/index.ts";
import type { Span } from "../base/span.ts";
import type { BrokenRequirement, FileFacts } from "../facts/index.ts";
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
  return argument?.span === undefined ? undefined : renamedKey(argument.span, others, name, facts);
}

/** The output that was meant, where a loss, a metric or a label is for one that there is not: the one that is left, or the nearest. */
export function partFix(broken: BrokenRequirement, { facts }: RuleContext): Fix | undefined {
  const { relation, call } = broken;
  if (relation.kind !== "other" || relation.detail["reason"] !== "no-such-part") return undefined;
  const { given } = relation.detail;
  const [subject = "", name = "", list = ""] = typeof given === "string" ? given.split("|") : [];
  const names = list.split(", ");
  const places = facts.calls.flatMap((each) => {
    const isIt = each.path === facts.path && (each.id === call?.id || each.calleeText.endsWith(".compile"));
    return (isIt ? argumentOf(each, subject)?.span : undefined) ?? [];
  });
  for (const place of places) {
    const text = facts.text.slice(place.start, place.end);
    const [left, ...others] = names.filter((each) => !new RegExp(`["']${escaped(each)}["']\\s*:`).test(text));
    const meant = others.length === 0 ? left : nearestName(name, names);
    const fix = meant === undefined ? undefined : renamedKey(place, name, meant, facts);
    if (fix !== undefined) return fix;
  }
  return undefined;
}

/** Metrics that stand where `compile` takes something else. */
export function metricsFix({ relation, call }: BrokenRequirement, { facts }: RuleContext): Fix | undefined {
  if (relation.kind !== "other" || relation.detail["reason"] !== "metrics-for-weights") return undefined;
  const given = call?.path === facts.path ? argumentOf(call, "loss_weights") : undefined;
  if (given?.span === undefined || given.keyword) return undefined;
  const edits = [insert(facts.path, given.span.start, "metrics=")];
  return { title: "Hand them over as `metrics`", safe: false, preferred: true, edits };
}

/** Another name for the one key of a dict or an object that is called so. */
function renamedKey({ start, end }: Span, name: string, other: string, facts: FileFacts): Fix | undefined {
  if (!/^\w+$/.test(name)) return undefined;
  const keys = [...facts.text.slice(start, end).matchAll(new RegExp(`(?<=[{,]\\s*["']?)${name}(?=["']?\\s*:)`, "g"))];
  const [key] = keys;
  if (key === undefined || keys.length > 1) return undefined;
  const span = { start: start + key.index, end: start + key.index + name.length };
  return { title: `Write \`${other}\``, safe: false, preferred: true, edits: [replace(facts.path, span, other)] };
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

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
