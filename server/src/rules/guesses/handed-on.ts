/**
 * A width that went through a constructor of the program's own: `GATConv(nhid, classes)`, whose layer takes it from there, where several heads side by side
 * come in. Another number belongs in that call, and not where the width has its name.
 */
import { replace } from "../../edits/index.ts";
import type { WrittenFact } from "../../facts/index.ts";
import type { Fix, RuleContext } from "../define.ts";
import { code } from "../words.ts";
import type { Maker } from "./makers.ts";

export function handedOn(has: number, wanted: number, makers: readonly Maker[], context: RuleContext): readonly Fix[] {
  const args = makers.flatMap(({ calls }) => calls).flatMap((call) => call.args);
  const places = args.filter(({ size }) => size === has).flatMap(({ handedOn: through = [] }) => through);
  return places.map((place) => written(place, wanted, context));
}

function written(place: WrittenFact, wanted: number, context: RuleContext): Fix {
  const text = String(wanted);
  const title = `Write ${code(text)} for ${code(place.text)} (${context.where(place)})`;
  return { title, safe: false, preferred: false, edits: [replace(place.path, place.span, text)] };
}
