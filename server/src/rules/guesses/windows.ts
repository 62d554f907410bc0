/**
 * The step or the window of a convolution or pooling on the way, where the two sides of a sum, or an image and what is to become of it, were made smaller
 * in different ways: `strides=3` beside `UpSampling2D(2)`, a shortcut without the stride of its block, a convolution that is not padded.
 */
import { argumentOf, replace, setArgument } from "../../edits/index.ts";
import type { ArgumentFact, CallFact } from "../../facts/index.ts";
import type { Fix, RuleContext } from "../define.ts";
import { quoteOf } from "../named-texts.ts";
import { spellingOf } from "../settings.ts";
import { code } from "../words.ts";
import type { Maker } from "./makers.ts";

const windowed =
  /\.((Lazy|Separable|Depthwise)?Conv(LSTM)?|(Max|Avg|Average)Pool(ing)?|UpSampling)[123][dD](Transpose)?$/;
const steps = /^(stride|strides|pool_size|poolSize|size)$/;
const usual = [2, 1, 4];

export function otherWindows(makers: readonly Maker[], isEmpty: boolean, context: RuleContext): readonly Fix[] {
  const layers = makers.flatMap(({ layer }) => {
    const { creation, className } = layer ?? {};
    return creation !== undefined && windowed.test(className ?? "") ? [{ className: className ?? "", creation }] : [];
  });
  const named = layers
    .flatMap(({ creation }) => strideOf(creation)?.text ?? [])
    .filter((text) => /^[a-z_]\w*$/i.test(text));
  return layers.flatMap(({ className, creation }) => [
    ...creation.args
      .filter(({ parameter }) => steps.test(parameter))
      .flatMap((each) => otherSteps(creation, each, context)),
    ...stepsOfBlock(className, creation, [...new Set(named)], context),
    ...(isEmpty && argumentOf(creation, "padding")?.span === undefined ? [] : padded(className, creation, context)),
  ]);
}

const strideOf = (call: CallFact): ArgumentFact | undefined =>
  argumentOf(call, "stride") ?? argumentOf(call, "strides");

/** A convolution without a stride beside one that has its block's: `nn.Conv2d(inp, out, 1)` as a shortcut. */
function stepsOfBlock(
  className: string,
  call: CallFact,
  named: readonly string[],
  context: RuleContext,
): readonly Fix[] {
  const source = context.source(call.path);
  if (!/Conv[123][dD]$/.test(className) || strideOf(call)?.span !== undefined || source === undefined) return [];
  const parameter = className.startsWith("torch.") ? "stride" : "strides";
  const spelling = spellingOf({ className });
  return named.flatMap((text) => {
    const edit = spelling.add(source, call, spelling.assigned(parameter, text));
    const title = `Set ${code(parameter)} to ${code(text)} (${context.where({ path: call.path, span: call.span })})`;
    return edit === undefined ? [] : [{ title, safe: false, preferred: false, edits: [edit] }];
  });
}

/** Written as numbers: what follows from a setting is right or wrong there. */
function otherSteps(
  call: CallFact,
  { parameter, span, text, written }: ArgumentFact,
  context: RuleContext,
): readonly Fix[] {
  const isPlain = text !== undefined && /^(\d+|[[(]\s*(\d+)(\s*,\s*\2)+\s*[\])])$/.test(text);
  if (!isPlain || span === undefined || written !== undefined) return [];
  return usual.flatMap((step) => {
    const other = text.replace(/\d+/g, String(step));
    const title = `Set ${code(parameter)} to ${code(other)} (${context.where({ path: call.path, span })})`;
    return other === text ? [] : [{ title, safe: false, preferred: false, edits: [replace(call.path, span, other)] }];
  });
}

/** A convolution that is told to leave its borders out, or to pad them by a number, keeps the size instead. */
function padded(className: string, call: CallFact, context: RuleContext): readonly Fix[] {
  const source = context.source(call.path);
  const padding = argumentOf(call, "padding");
  const { text, size } = strideOf(call) ?? {};
  const isMoved = text !== undefined && size !== 1 && !/^[[(\s1,\])]+$/.test(text);
  if (!/Conv[123][dD]$/.test(className) || source === undefined || isMoved || (padding?.text ?? "").includes("same"))
    return [];
  const quote = quoteOf(source);
  const value = `${quote}same${quote}`;
  const spelling = spellingOf({ className });
  const edit =
    padding?.span !== undefined
      ? setArgument(call, "padding", value)
      : spelling.add(source, call, spelling.assigned("padding", value));
  const title = `Set ${code("padding")} to ${code("same")} (${context.where({ path: call.path, span: call.span })})`;
  return edit === undefined ? [] : [{ title, safe: false, preferred: false, edits: [edit] }];
}
