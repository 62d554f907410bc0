/** The code lens over each model: what goes in, what comes out, how large it is. Commands are added by the host, which knows what can be run. */
import type { Span } from "../base/span.ts";
import type { Feature } from "./feature.ts";
import { describeModel, describeParameters, isKnown } from "./model-summary.ts";

export interface CodeLensAnswer {
  readonly span: Span;
  readonly title: string;
  /** The model's name, for commands on it. */
  readonly model: string;
}

export const codeLens: Feature<"codeLens", undefined, readonly CodeLensAnswer[]> = {
  name: "codeLens",
  provide: ({ facts }) =>
    facts.models.filter(isKnown).map((model) => ({
      span: model.span,
      title: [describeModel(model), describeParameters(model)].filter((text) => text !== undefined).join(" · "),
      model: model.name,
    })),
};
