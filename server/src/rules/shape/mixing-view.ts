/** A view or a reshape that is to move axes, and moves no number: the shapes fit, and what the axes kept apart is mixed. */
import { operandOf, replace, replaceCallee, withSuffix } from "../../edits/index.ts";
import type { CallFact, FileFacts, LossCallFact, Producer, ValueFact } from "../../facts/index.ts";
import { equalShapes, printDim, printShape, rankOf } from "../../shape/index.ts";
import { ancestry } from "../ancestry.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { importedName } from "../keras-words.ts";
import { joinedHeads, joinedStates, movedChannels, rowsOfClasses } from "../mixed-axes.ts";
import { isRecurrent } from "../recurrent-steps.ts";
import { isOfTorch } from "../spelling.ts";
import { code, excerpt } from "../words.ts";

interface Mixed {
  readonly view: Producer;
  readonly call: CallFact;
  readonly kind: "images" | "classes" | "heads" | "states";
  /** In which order the axes were meant: the one that stands in each place. */
  readonly order: readonly number[];
}

export const mixingView = defineRule({
  name: "mixing-view",
  summary: "A view is to move axes, and mixes what they keep apart",
  level: "warning",
  since: "0.1.0",
  on: "file",

  check: (facts) => {
    const found = [
      ...facts.lossCalls.flatMap((loss) => beforeLoss(loss, facts) ?? []),
      ...facts.values.flatMap((value) => ofValue(value, facts) ?? []),
    ];
    return [...new Map(found.map((each) => [each.call.span.start, each])).values()];
  },
  report: (found) => ({ at: found.call.span, message: message(found) }),
  fixes: (found, context) => [movedFirst(found, context)],
});

const isView = ({ operation, layer }: Producer): boolean => /^(view|reshape)$/.test(operation) && layer === undefined;

function ofValue({ role, span, producer: view }: ValueFact, { path, values }: FileFacts): Mixed | undefined {
  const call = view?.call;
  const isItself = role === "expression" && call?.span.start === span.start && call.span.end === span.end;
  const from = view?.inputs[0];
  if (call?.path !== path || view === undefined || from === undefined || !isItself || !isView(view)) return undefined;
  const to = view.output.shape;
  const turned = movedChannels(from.tensor.shape, to);
  if (turned !== undefined && !isUndone(view, values)) return { view, call, kind: "images", order: turned };
  const joined = isOfRecurrent(from) ? joinedStates(from.tensor.shape, to) : undefined;
  if (joined !== undefined) return { view, call, kind: "states", order: joined };
  const wasMoved = [...ancestry(from.producer, 16)].some(
    ({ operation, output }) => /^(transpose|permute|swapaxes)$/.test(operation) && rankOf(output.shape) === 4,
  );
  const order = wasMoved ? joinedHeads(from.tensor.shape, to) : undefined;
  return order && { view, call, kind: "heads", order };
}

/** Whether a recurrent layer gave it, as it is or with each number changed in its place. */
function isOfRecurrent({ producer, tensor }: Producer["inputs"][number]): boolean {
  let at = producer;
  while (at !== undefined && !isRecurrent(at) && equalShapes(at.output.shape, tensor.shape))
    at = at.inputs[0]?.producer;
  return at !== undefined && isRecurrent(at) && equalShapes(at.output.shape, tensor.shape);
}

/** Whether it takes back what a view did before, or another takes it back. */
function isUndone(view: Producer, values: FileFacts["values"]): boolean {
  const [from] = view.inputs;
  if (from?.producer !== undefined && isView(from.producer)) return true;
  return values.some(({ producer: next }) => {
    const isNext = next !== undefined && isView(next) && next.inputs[0]?.producer === view;
    return isNext && from !== undefined && equalShapes(next.output.shape, from.tensor.shape);
  });
}

/** Convolutions of PyTorch have what they tell apart on axis 1. */
const isChannelsFirst = ({ operation, layer }: Producer): boolean =>
  /^conv(_transpose)?[123]d$/.test(operation) && layer?.className.startsWith("torch.nn.") === true;

/** Rows of scores that views have made of what a convolution gave. */
function beforeLoss({ input, contract }: LossCallFact, { path }: FileFacts): Mixed | undefined {
  if (contract.target !== "indices" || contract.axis !== undefined) return undefined;
  let at = input.producer;
  while (at !== undefined && isView(at)) {
    const from = at.inputs[0];
    const order =
      from?.producer && isChannelsFirst(from.producer)
        ? rowsOfClasses(from.tensor.shape, input.tensor.shape)
        : undefined;
    if (order !== undefined && at.call?.path === path) return { view: at, call: at.call, kind: "classes", order };
    at = from?.producer;
  }
  return undefined;
}

function message({ view, call, kind, order }: Mixed): string {
  const who = code(excerpt(call.calleeText, 40));
  const [from] = view.inputs;
  const [has, made] = [from === undefined ? "" : printShape(from.tensor.shape), printShape(view.output.shape)];
  const moved = code(`permute(${order.join(", ")})`);
  switch (kind) {
    case "images":
      return `${who} sees images of ${has} as ${made}, but moves no number: each channel then holds pieces of all of them. Put the axes into another order: ${moved}, not another shape.`;
    case "classes":
      return `${who} cuts ${has}, which has its classes on axis 1, into rows: each then holds neighbours in the map, and not the scores of one place. Put the classes last before: ${moved}.`;
    case "states":
      return `${who} sees ${has} as ${made}, but moves no number: the samples are on axis 1, and each row then holds numbers of several. Put the samples first before: ${moved}.`;
    case "heads": {
      const [, heads, steps] = [...(from?.tensor.shape.lead ?? [])].map(printDim);
      return `${who} sees ${has} as ${made}, but moves no number: what ${heads ?? ""} heads give for ${steps ?? ""} steps is mixed. Move the heads back before: ${moved}.`;
    }
  }
}

function movedFirst({ call, kind, order }: Mixed, { facts }: RuleContext): Fix | undefined {
  const inner = operandOf(call);
  if (inner === undefined || facts.language !== "python") return undefined;
  const text = facts.text.slice(inner.start, inner.end);
  const axes = order.join(", ");
  const isMethod = isOfTorch(facts) && /\.(view|reshape)$/.test(call.calleeText);
  if (kind !== "images") {
    if (!isMethod) return undefined;
    const written = `${withSuffix(facts, inner, `.permute(${axes})`).text}.reshape`;
    const title = `Put the axes in order first: ${code(excerpt(written, 60))}`;
    return { title, safe: false, preferred: true, edits: [replaceCallee(call, written)] };
  }
  const array = importedName(facts.text, "tensorflow") ?? importedName(facts.text, "numpy");
  const isTensor = isOfTorch(facts) && !/^(np|numpy)\./.test(call.callee ?? "");
  const written = isTensor
    ? withSuffix(facts, inner, `.permute(${axes})`).text
    : array && `${array}.transpose(${text}, (${axes}))`;
  if (written === undefined) return undefined;
  const edits = [replace(facts.path, call.span, written)];
  return { title: `Write ${code(excerpt(written, 60))}`, safe: false, preferred: true, edits };
}
