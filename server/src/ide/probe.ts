/** The shape probe's two questions to the analysis: what to run, and how what happened compares. Running is the host's affair. */
import type { Span } from "../base/span.ts";
import type { Result } from "../base/result.ts";
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
  /** What the run says of each report of the file that foretells a crash. */
  readonly verdicts: readonly { readonly span: Span; readonly rule: string; readonly verdict: Verdict }[];
}

export const probeReport: Feature<"probeReport", ProbeQuestion, ProbeAnswer> = {
  name: "probeReport",
  provide: ({ facts, diagnostics }, { plan, trace }) => ({
    report: reportOf(facts, plan, trace),
    verdicts: diagnostics
      .filter(({ severity }) => severity === "error")
      .map(({ span, rule }) => ({ span, rule, verdict: judgeReport(facts, trace, span, plan.comparable) })),
  }),
};

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
