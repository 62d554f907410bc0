/** The editor features, by name: what the hosts offer is read from here. */
import { codeActions } from "./code-actions.ts";
import { codeLens } from "./code-lens.ts";
import { diagnostics } from "./diagnostics.ts";
import { hover } from "./hover.ts";
import { inlayHints } from "./inlay-hints.ts";
import { pastedError, probePlan, probeReport } from "./probe.ts";

export const features = {
  diagnostics,
  hover,
  inlayHints,
  codeActions,
  codeLens,
  probePlan,
  probeReport,
  pastedError,
} as const;
export type Features = typeof features;

export type { CodeActionAnswer, CodeActionKind, CodeActionQuestion } from "./code-actions.ts";
export type { CodeLensAnswer } from "./code-lens.ts";
export type { Snapshot } from "./feature.ts";
export type { HoverAnswer } from "./hover.ts";
export { judgedReports, verdictWords } from "./probe.ts";
export type { JudgedReport, PastedAnswer, ProbeAnswer, ProbeQuestion } from "./probe.ts";
export type { InlayHintAnswer, InlayHintQuestion } from "./inlay-hints.ts";
export { givenVersion, standingFixes } from "./standing-fixes.ts";
export type { Analyst, Version } from "./standing-fixes.ts";
