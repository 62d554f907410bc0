/** The shape probe's two questions to the analysis: what to run, and how what happened compares. Running is the host's affair. */
import type { Span } from "../base/span.ts";
import type { Result } from "../base/result.ts";
import type { FileFacts } from "../facts/index.ts";
import { judgeReport } from "../probe/compare.ts";
import type { Verdict } from "../probe/compare.ts";
import { explainError } from "../probe/explain-error.ts";
import type { Explanation } from "../probe/explain-error.ts";
import { agreeingReports } from "../probe/explained.ts";
import { planProbe } from "../probe/plan.ts";
import type { Plan, ProbeWishes, Question } from "../probe/plan.ts";
import { reportOf } from "../probe/report.ts";
import type { ProbeReport } from "../probe/report.ts";
import type { Trace } from "../probe/trace.ts";
import type { Diagnostic } from "../rules/index.ts";
import type { Feature } from "./feature.ts";

export const probePlan: Feature<"probePlan", ProbeWishes, Result<Plan, Question>> = {
  name: "probePlan",
  provide: ({ facts }, wishes) => planProbe(facts, wishes),
};

export interface ProbeQuestion {
  readonly plan: Plan;
  readonly trace: Trace;
}
export interface ProbeAnswer {
  readonly report: ProbeReport;
  readonly verdicts: readonly JudgedReport[];
}
export interface JudgedReport {
  readonly span: Span;
  readonly rule: string;
  readonly message: string;
  readonly verdict: Verdict;
}

export const probeReport: Feature<"probeReport", ProbeQuestion, ProbeAnswer> = {
  name: "probeReport",
  provide: ({ facts, diagnostics }, question) => ({
    report: reportOf(facts, question.plan, question.trace),
    verdicts: judgedReports(facts, diagnostics, question),
  }),
};

/** What the run says of each report of the file that foretells a crash. */
export function judgedReports(
  facts: FileFacts,
  diagnostics: readonly Diagnostic[],
  { plan, trace }: ProbeQuestion,
): readonly JudgedReport[] {
  return diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ span, rule, message }) => {
      return { span, rule, message, verdict: judgeReport(facts, trace, span, plan.comparable) };
    });
}

/** Of a report that the probe has met. */
export function verdictWords(verdict: Verdict): string | undefined {
  switch (verdict.kind) {
    case "confirmed":
      return `Confirmed by the shape probe: ${verdict.message}`;
    case "refuted":
      return "Refuted by the shape probe: this ran without an error. Please report it.";
    case "not-reached":
      return undefined;
  }
}

export interface PastedAnswer {
  readonly explanation: Explanation;
  readonly reports: readonly Diagnostic[];
}

/** A pasted error, beside the reports of the file that it names. */
export const pastedError: Feature<"pastedError", string, PastedAnswer | undefined> = {
  name: "pastedError",
  provide: ({ facts, diagnostics }, pasted) => {
    const explanation = explainError(pasted);
    return explanation === undefined
      ? undefined
      : { explanation, reports: agreeingReports(explanation, facts.text, diagnostics) };
  },
};
