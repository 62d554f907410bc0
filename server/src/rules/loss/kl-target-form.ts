/** The target of a Kullback–Leibler divergence is probabilities or their logarithms, and the loss is told the other, or given raw scores. */
import { addArgument, argumentOf, asOperand, removeItem, setArgument } from "../../edits/index.ts";
import type { LossCallFact } from "../../facts/index.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { crashes, isSwapped, suffixOperand } from "../losses.ts";
import { isRaw, rawWords, unscaled } from "../scores.ts";
import { code } from "../words.ts";

interface OtherForm {
  readonly loss: LossCallFact;
  /** What the target is. */
  readonly given: "probabilities" | "log-probabilities" | "scores";
}

export const klTargetForm = defineRule({
  name: "kl-target-form",
  summary: "A divergence takes its target for logarithms and gets probabilities, or the reverse",
  level: "warning",
  since: "0.1.0",
  on: "loss-call",

  check(loss, { facts }): OtherForm | undefined {
    const { target } = loss;
    const { last, sumsToOne } = target?.tensor.reading ?? {};
    const takesLogs = loss.options["log_target"];
    if (!/kl_div|KLDivLoss/.test(loss.loss) || target === undefined || crashes(loss, facts) || isSwapped(loss))
      return undefined;
    if (isRaw(unscaled(target).tensor.reading)) return { loss, given: "scores" };
    if (sumsToOne === undefined) return undefined;
    if (last === "softmax" && takesLogs === "True") return { loss, given: "probabilities" };
    return last === "log_softmax" && takesLogs === "False" ? { loss, given: "log-probabilities" } : undefined;
  },
  report: ({ loss, given }, context) => {
    const target = loss.target?.text === undefined ? "its target" : code(loss.target.text);
    return {
      at: loss.target?.span ?? loss.call.span,
      message:
        given === "scores" && loss.target !== undefined
          ? `${code(loss.name)} takes its target for ${wantedForm(loss)}, but gets ${rawWords(unscaled(loss.target), context)}. Apply ${code(activationOf(loss))} over the classes first.`
          : given === "probabilities"
            ? `With \`log_target=True\` ${code(loss.name)} takes its target for log-probabilities, but ${target} is probabilities. Leave \`log_target\` out.`
            : `${code(loss.name)} takes its target for probabilities, but ${target} is log-probabilities: below zero, they count for nothing. Set \`log_target=True\`.`,
      related: [loss.creation && { place: loss.creation, message: `${code(loss.name)} is made here` }],
    };
  },
  fixes: (found, context) => [found.given === "scores" ? applyFix(found.loss, context) : tellForm(found, context)],
});

const takesLogarithms = ({ options }: LossCallFact): boolean => options["log_target"] === "True";

const wantedForm = (loss: LossCallFact): string => (takesLogarithms(loss) ? "log-probabilities" : "probabilities");

const activationOf = (loss: LossCallFact): string => (takesLogarithms(loss) ? "log_softmax" : "softmax");

function applyFix(loss: LossCallFact, context: RuleContext): Fix | undefined {
  const suffix = `.${activationOf(loss)}(dim=-1)`;
  const edit = loss.target && suffixOperand(loss.target, suffix, context);
  const title = `Write ${code(asOperand(loss.target?.text ?? "target") + suffix)}`;
  return edit && { title, safe: false, preferred: true, edits: [edit] };
}

function tellForm({ loss, given }: OtherForm, { facts }: RuleContext): Fix | undefined {
  const call = loss.creation ?? loss.call;
  const written = argumentOf(call, "log_target");
  if (call.path !== facts.path) return undefined;
  if (given === "log-probabilities") {
    const edit =
      written === undefined ? addArgument(facts, call, "log_target=True") : setArgument(call, "log_target", "True");
    return edit && { title: "Set `log_target=True`", safe: false, preferred: true, edits: [edit] };
  }
  if (written?.span === undefined || !written.keyword) return undefined;
  const name = /log_target\s*=\s*$/.exec(facts.text.slice(0, written.span.start));
  if (name === null) return undefined;
  const edit = removeItem(facts, { start: written.span.start - name[0].length, end: written.span.end });
  return { title: "Remove `log_target=True`", safe: false, preferred: true, edits: [edit] };
}
