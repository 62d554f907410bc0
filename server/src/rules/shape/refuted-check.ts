/** `assert dim % heads == 0`, `if x.shape[1] != self.channels: raise …`: what the program checks itself, and what is not so. */
import type { BrokenRequirement } from "../../facts/index.ts";
import { defineRule } from "../define.ts";
import { familyOf } from "../family.ts";
import { relatedPlaces } from "../story.ts";
import { code, either, excerpt } from "../words.ts";

export const refutedCheck = defineRule({
  name: "refuted-check",
  summary: "The program's own check of its sizes fails",
  level: "error",
  since: "0.1.0",
  on: "broken-requirement",

  check: (broken): BrokenRequirement | undefined => (familyOf(broken) === "check" ? broken : undefined),
  report: (broken) => ({ at: broken.span, message: message(broken), related: relatedPlaces(broken) }),
});

function message({ relation, requirement }: BrokenRequirement): string {
  const detail = relation.kind === "other" ? relation.detail : {};
  const word = (name: string): string => {
    const value = detail[name];
    return typeof value === "string" ? value : "";
  };
  const sides = [
    { text: word("left"), value: word("leftValue") },
    { text: word("right"), value: word("rightValue") },
  ];
  // A number that was written as it is needs no word.
  const told = sides.filter(({ text, value }) => text.replace(/\s/g, "") !== value.replace(/\s/g, ""));
  const facts = either(
    told.map(({ text, value }) => `${code(excerpt(text, 50))} is ${value}`),
    "and",
  );
  const comparison = code(excerpt(`${word("left")} ${word("operator")} ${word("right")}`, 80));
  return requirement === "asserted"
    ? `This check fails: ${comparison} is not so: ${facts}.`
    : `The program raises here, for ${comparison}: ${facts}.`;
}
