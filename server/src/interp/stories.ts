/**
 * The story behind a tensor: which call of which layer made it, and of what. A file has thousands of tensors and few of their stories are asked
 * for, so each is told when somebody asks, or when what it speaks of is about to be undone.
 */
import { once } from "../base/once.ts";
import type { ArgumentFact, CallFact, LayerFact, Producer } from "../facts/index.ts";
import {
  constructorCall,
  literalText,
  nameWithin,
  parameterNames,
  qualifiedName,
  settings,
  writtenByCaller,
} from "./call-facts.ts";
import type { CallRecord } from "./frames.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Expr } from "./ir.ts";
import type { InstanceValue, TensorProducer, TensorValue, Value } from "./values.ts";

const deepestStory = 200;

/** Each producer has one story, however many tensors it went into: those of a residual network share their beginnings. */
export function storyOf(it: Interpreter, producer: TensorProducer, depth = 0): Producer {
  const known = it.recorder.stories.get(producer);
  if (known !== undefined) return known;
  const story = new Story(it, producer, depth);
  it.recorder.stories.set(producer, story);
  it.heap.beforeUndo(() => {
    story.tellAll();
  });
  return story;
}

class Story implements Producer {
  private readonly producer: TensorProducer;
  private readonly tellCall: () => CallFact | undefined;
  private readonly tellLayer: () => LayerFact | undefined;
  private readonly tellInputs: () => Producer["inputs"];
  private readonly tellGiven: () => Producer["inputs"];
  private isTold = false;

  constructor(it: Interpreter, producer: TensorProducer, depth: number) {
    this.producer = producer;
    const { call, layer } = producer;
    this.tellCall = once(() => call && shallowCall(call));
    this.tellLayer = once(() => layer && layerFact(call, layer));
    this.tellInputs = once(() => (depth >= deepestStory ? [] : inputsOf(it, producer.inputs, depth)));
    this.tellGiven = once(() => (depth >= deepestStory ? [] : inputsOf(it, producer.given ?? [], depth)));
  }

  get operation(): string {
    return this.producer.operation;
  }

  get output(): Producer["output"] {
    return this.producer.output;
  }

  get call(): CallFact | undefined {
    return this.tellCall();
  }

  get layer(): LayerFact | undefined {
    return this.tellLayer();
  }

  get inputs(): Producer["inputs"] {
    return this.tellInputs();
  }

  get given(): Producer["inputs"] {
    return this.tellGiven();
  }

  tellAll(): void {
    if (this.isTold) return;
    this.isTold = true;
    this.tellCall();
    this.tellLayer();
    for (const { producer } of [...this.inputs, ...this.given]) if (producer instanceof Story) producer.tellAll();
  }
}

function layerFact(call: CallRecord | undefined, layer: InstanceValue): LayerFact {
  const creation = constructorCall(layer);
  return {
    className: layer.class.qualifiedName,
    name: nameWithin(call, layer) ?? layer.class.name,
    ...(creation === undefined ? {} : { creation: shallowCall(creation) }),
  };
}

function inputsOf(it: Interpreter, inputs: readonly TensorValue[], depth: number): Producer["inputs"] {
  return inputs.map((input) => ({
    tensor: { ...input.type, shape: it.assumptions.resolveShape(input.type.shape) },
    ...(input.producer === undefined ? {} : { producer: storyOf(it, input.producer, depth + 1) }),
    ...(input.parameter && input.trainable ? { weight: true } : {}),
  }));
}

/** A call without the story of its arguments: enough to point at and to edit. */
function shallowCall(record: CallRecord): CallFact {
  const { text, path } = record.module;
  const callee = record.call?.callee;
  const names = record.callee === undefined ? [] : parameterNames(record.callee);
  const args: ArgumentFact[] = [];
  const add = (parameter: string, value: Value, expression: Expr | undefined, keyword: boolean): void => {
    const literal = literalText(value);
    const written = writtenByCaller(record, expression);
    const made = value.kind === "instance" ? constructorCall(value) : undefined;
    args.push({
      parameter,
      keyword,
      ...(expression === undefined
        ? {}
        : { span: expression.span, text: text.slice(expression.span.start, expression.span.end) }),
      ...(value.kind === "int" ? { size: value.size } : {}),
      ...written,
      ...(made === undefined || made === record ? {} : { made: shallowCall(made) }),
      ...(literal === undefined ? {} : { literal }),
    });
  };
  record.positional.forEach(({ value, expression }, i) => {
    add(names[i] ?? String(i), value, expression, false);
    for (const each of settings(record, value, expression)) add(each.name, each.value, each.expression, true);
  });
  for (const [name, { value, expression }] of record.named) add(name, value, expression, true);
  const qualified = record.callee === undefined ? undefined : qualifiedName(record.callee);
  const { span } = record.expression;
  return {
    id: record.id,
    path,
    span,
    calleeText:
      callee === undefined ? text.slice(span.start, span.end) : text.slice(callee.span.start, callee.span.end),
    calleeSpan: callee?.span ?? span,
    ...(qualified === undefined ? {} : { callee: qualified }),
    args,
    empty: (record.call?.args.length ?? 0) === 0,
  };
}
