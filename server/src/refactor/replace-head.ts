/** A network that a library made gets new last layers, for as many classes as the program speaks of. */
import { replaceHeads } from "../rules/heads.ts";
import { code, either } from "../rules/words.ts";
import { namedCounts } from "./class-counts.ts";
import { touches } from "./define.ts";
import type { Offer } from "./define.ts";

/** Where neither labels nor a name of the file say how many. */
const usual = "10";

export const replaceHead: Offer = ({ facts, span, classes: chosen }) =>
  (facts.heads ?? [])
    .filter(({ call }) => call.path === facts.path && touches(call.span, span))
    .flatMap((network) => {
      const outputs = network.layers[0]?.outputs;
      const known = facts.lossCalls.flatMap(({ target }) => target?.tensor.reading?.classes?.count ?? []);
      const counts = [...new Set([...known.filter((count) => count !== outputs).map(String), ...namedCounts(facts)])];
      const offered = chosen === undefined ? counts : [chosen];
      return (offered.length === 0 ? [usual] : offered).flatMap((classes) => {
        const replaced = replaceHeads(network, classes, facts);
        if (replaced === undefined) return [];
        const names = replaced.names.map(code);
        const what = `Replace the ${names.length === 1 ? "head" : "heads"} ${either(names, "and")} for`;
        const title = `${what} ${code(classes)} classes`;
        return [{ title, forAnyCount: `${what} N classes`, edits: [replaced.edit] }];
      });
    });
