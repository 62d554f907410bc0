/** `shapeline explain`: a rule's page, set for the terminal. */
import pico from "picocolors";
import { rules } from "../rules/index.ts";
import type { ExitCode, Host } from "./host.ts";

export function explain(host: Host, name: string): ExitCode {
  const rule = rules.find((each) => each.name === name);
  const page = rule === undefined ? undefined : host.page(name);
  if (rule === undefined || page === undefined) {
    const near = rules.map((each) => each.name).filter((each) => sharesWord(each, name));
    const hint =
      near.length > 0
        ? `Did you mean ${near.slice(0, 4).join(", ")}?`
        : `The rules are ${rules.map((each) => each.name).join(", ")}.`;
    host.error(`shapeline: there is no rule ${name}. ${hint}\n`);
    return 2;
  }
  host.out(
    `${setPage(page, host)}\nLevel: ${rule.level}. Since ${rule.since}. Silence a line with \`# shape: ignore[${name}]\`.\n`,
  );
  return 0;
}

function sharesWord(name: string, asked: string): boolean {
  const words = new Set(asked.toLowerCase().split(/\W+/));
  return name.split("-").some((word) => words.has(word));
}

/** Headings stand out, code is indented and loses its fences; a block that shows a fix says so. */
function setPage(page: string, host: Host): string {
  const colours = pico.createColors(host.colour);
  let inCode = false;
  const lines = page.split("\n").flatMap((line) => {
    const fence = /^```+(.*)$/.exec(line);
    if (fence !== null) {
      inCode = !inCode;
      const fix = /fix="([^"]+)"/.exec(fence[1] ?? "")?.[1];
      return fix === undefined ? [] : [`  ${colours.green(`after “${fix}”:`)}`];
    }
    if (inCode) return [`    ${colours.cyan(line)}`.trimEnd()];
    const heading = /^#+ (.*)$/.exec(line)?.[1];
    return [heading === undefined || !host.colour ? line : colours.bold(heading)];
  });
  return lines.join("\n");
}
