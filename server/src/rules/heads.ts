/** The last layers of a network that a library made, and how they are replaced for another number of classes: in the family's own places. */
import { insert } from "../edits/index.ts";
import type { FileEdit } from "../edits/index.ts";
import type { FileFacts, HeadFact } from "../facts/index.ts";

/** How this file says `torch.nn`. */
export function nnSpelling(text: string): string {
  const nn = /^\s*import (?:[\w. ]+, *)*torch\.nn as (\w+)|^\s*from torch import (?:\w+, *)*(nn)\b/m.exec(text);
  return nn?.[1] ?? nn?.[2] ?? "torch.nn";
}

export interface HeadReplacement {
  /** The layers that are replaced, as the program names them. */
  readonly names: readonly string[];
  readonly edit: FileEdit;
}

/** `model.fc = nn.Linear(model.fc.in_features, 10)` on the line behind the one that makes the model, and the same for auxiliary heads. */
export function replaceHeads(
  { call, layers }: HeadFact,
  classes: string,
  facts: FileFacts,
): HeadReplacement | undefined {
  const { text, path } = facts;
  if (call.path !== path) return undefined;
  const assigned = /(?:^|\n)([ \t]*)([A-Za-z_][\w.]*)[ \t]*=[ \t]*$/.exec(text.slice(0, call.span.start));
  const rest = /^[ \t]*(#.*)?(?=\r?\n|$)/.exec(text.slice(call.span.end));
  const [, indent = "", holder = ""] = assigned ?? [];
  if (assigned === null || rest === null) return undefined;
  const nn = nnSpelling(text);
  const names = layers.map((layer) => holder + layer.path);
  const lines = layers.map(({ className }, index) => {
    const name = names[index] ?? "";
    const made = className.endsWith("Linear")
      ? `${nn}.Linear(${name}.in_features, ${classes})`
      : `${nn}.Conv2d(${name}.in_channels, ${classes}, kernel_size=1)`;
    return `\n${indent}${name} = ${made}`;
  });
  const line = call.span.end + rest[0].length;
  return { names, edit: insert(path, line + frozenAfter(text.slice(line), indent, holder), lines.join("")) };
}

/** Up to where the statements reach that freeze the weights of the network: a new head behind them is trained. */
function frozenAfter(rest: string, indent: string, holder: string): number {
  const [start, name] = [`^${indent}`, holder.replaceAll(".", "\\.")];
  const loop = `${start}for[ \\t].*\\bin[ \\t]+${name}\\.(named_)?parameters\\(\\)[ \\t]*:.*(\\r?\\n(${indent}[ \\t]+.*)?)*?(\\r?\\n)?${indent}[ \\t]+.*requires_grad(_\\(False\\)|[ \\t]*=[ \\t]*False).*$`;
  const whole = `${start}${name}\\.requires_grad_\\(False\\).*$`;
  const found = [loop, whole].flatMap((pattern) => [...rest.matchAll(new RegExp(pattern, "gm"))]);
  return Math.max(0, ...found.map((each) => each.index + each[0].length));
}
