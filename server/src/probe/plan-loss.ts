/** The loss that the file applies to its model's output, so that the probe can run it on labels of the right kind. PyTorch's only: other libraries' belong to the model. */
import type { CallFact, FileFacts, LossCallFact } from "../facts/index.ts";
import { knownDims } from "../shape/index.ts";

export interface PlannedLoss {
  /** As the user wrote it. */
  readonly name: string;
  /** An expression in the file's names for a function of output and target. */
  readonly make: string;
  readonly target: "indices" | "same-shape";
  readonly classes?: number;
  /** How many axes the loss's input has: another output is not what goes in. */
  readonly rank?: number;
}

export function planLoss({ lossCalls }: FileFacts): PlannedLoss | undefined {
  const [call, ...others] = lossCalls.filter(({ contract }) => !/other|signs/.test(contract.target));
  if (call === undefined || others.some((other) => other.loss !== call.loss)) return undefined;
  const make = makeLoss(call);
  const { target } = call.contract;
  if (make === undefined || target === "sequences" || target === "signs") return undefined;
  const classes = call.target?.tensor.reading?.classes?.count;
  const rank = knownDims(call.input.tensor.shape)?.length;
  return {
    name: call.name,
    make,
    target,
    ...(classes === undefined ? {} : { classes }),
    ...(rank === undefined ? {} : { rank }),
  };
}

function makeLoss({ call, creation, loss }: LossCallFact): string | undefined {
  if (creation !== undefined) {
    const settings = settingsOf(creation, []);
    return settings === undefined ? undefined : `${creation.calleeText}(${settings.join(", ")})`;
  }
  if (!loss.startsWith("torch.nn.functional.")) return undefined;
  const settings = settingsOf(call, ["input", "target", "0", "1"]);
  return settings === undefined
    ? undefined
    : `lambda output, target: ${call.calleeText}(output, target${settings.map((each) => `, ${each}`).join("")})`;
}

/** Undefined where a setting is more than a constant: weights of classes are made of data that is not there. */
function settingsOf({ args }: CallFact, operands: readonly string[]): readonly string[] | undefined {
  const settings = args.filter(({ parameter }) => !operands.includes(parameter));
  const texts = settings.map(({ parameter, literal }) =>
    literal === undefined ? undefined : `${parameter}=${literal}`,
  );
  return texts.every((text) => text !== undefined) ? texts : undefined;
}
