/** A sigmoid of what a sigmoid gave, or a softmax of probabilities, before a loss that applies neither. */
import type { LossCallFact, Producer } from "../../facts/index.ts";
import { activationName, activationSpan, lossPlaces, removeActivation } from "../activations.ts";
import type { ActivatedLoss } from "../activations.ts";
import { defineRule } from "../define.ts";
import { lastChange } from "../scores.ts";
import { code } from "../words.ts";

interface Twice {
  readonly loss: LossCallFact;
  /** The one that comes second, and the one before it. */
  readonly second: Producer;
  readonly first: Producer;
}

export const repeatedActivation = defineRule({
  name: "repeated-activation",
  summary: "A sigmoid or softmax is applied twice",
  level: "warning",
  since: "0.1.0",
  on: "loss-call",

  check(loss): Twice | undefined {
    // A loss that squashes by itself has a rule of its own.
    if (loss.contract.input === "logits") return undefined;
    const second = lastChange(loss.input);
    const before = second?.inputs[0];
    const first = before && lastChange(before);
    if (second === undefined || first === undefined || first === second) return undefined;
    const isTwice = pairs.some(([one, other]) => first.operation === one && second.operation === other);
    return isTwice ? { loss, second, first } : undefined;
  },
  report: (found, context) => {
    const { second, first, loss } = found;
    const names = [second, first].map((each) => activationName({ loss, activation: each }, each.operation, context));
    const [later, earlier] = names;
    return {
      at: activationSpan(asActivated(found), context),
      message:
        `${later === earlier ? `${later ?? ""} is applied twice` : `${later ?? ""} is applied to the output of ${earlier ?? ""}`}: ` +
        (second.operation === "sigmoid"
          ? "every probability then lies between 0.5 and 0.73. Apply it once."
          : `the scores are squeezed into 0 to 1 before ${code(second.operation)} looks at them, so no class can be sure. Apply it once, to the raw scores.`),
      related: lossPlaces(asActivated(found)),
    };
  },
  fixes: (found, context) => [
    removeActivation(
      found.second.operation === "log_softmax" ? asFirst(found) : asActivated(found),
      removed(found),
      context,
    ),
  ],
});

/** Behind a logarithm of probabilities a softmax changes nothing, and a second logarithm neither. */
const pairs: readonly (readonly [first: string, second: string])[] = [
  ["sigmoid", "sigmoid"],
  ["softmax", "softmax"],
  ["softmax", "log_softmax"],
  ["sigmoid", "log_softmax"],
];

const asActivated = ({ loss, second }: Twice): ActivatedLoss => ({ loss, activation: second });
const asFirst = ({ loss, first }: Twice): ActivatedLoss => ({ loss, activation: first });

/** The loss wants logarithms: those stay. */
const removed = ({ first, second }: Twice): string =>
  second.operation === "log_softmax" ? first.operation : second.operation;
