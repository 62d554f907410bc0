/** The last layer of a network, and how a new one is written. */

/** How this file says `torch.nn`. */
export function nnSpelling(text: string): string {
  const nn = /^\s*import torch\.nn as (\w+)|^\s*from torch import (?:\w+, *)*(nn)\b/m.exec(text);
  return nn?.[1] ?? nn?.[2] ?? "torch.nn";
}
