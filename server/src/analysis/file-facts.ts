/** Assembles the facts of one file from what a run recorded. */
import type {
  BrokenRequirement,
  FileFacts,
  LayerOutputFact,
  LossCallFact,
  Producer,
  SeenElsewhereFact,
  ShapeCommentFact,
  ValueElsewhereFact,
  ValueFact,
} from "../facts/index.ts";
import type { Span } from "../base/span.ts";
import { callFact } from "../interp/call-facts.ts";
import type { CallRecord } from "../interp/frames.ts";
import { storyOf } from "../interp/stories.ts";
import type { Interpreter } from "../interp/interpreter.ts";
import type { Recorder } from "../interp/recorder.ts";
import type { SettledValue } from "../interp/sightings.ts";
import type { ParsedFile } from "../python/syntax/parse.ts";
import { isRepaired, toOriginal } from "../python/syntax/parse.ts";

export interface FileFactsInput {
  readonly path: string;
  readonly text: string;
  readonly others?: ReadonlyMap<string, string>;
  readonly language: FileFacts["language"];
  readonly incomplete: boolean;
  readonly machine?: Interpreter;
  readonly models?: FileFacts["models"];
  readonly instances?: FileFacts["instances"];
  readonly heads?: FileFacts["heads"];
  readonly comments?: readonly ShapeCommentFact[];
  readonly errors?: FileFacts["syntaxErrors"];
  readonly parsed?: ParsedFile | undefined;
}

export function fileFacts(input: FileFactsInput): FileFacts {
  const { path, text, language, incomplete, machine } = input;
  const recorder = machine?.recorder;
  const values = recorder === undefined || machine === undefined ? [] : valueFacts(machine, recorder, path, text);
  return {
    path,
    text,
    others: input.others ?? new Map(),
    language,
    values,
    valuesElsewhere: machine === undefined ? [] : valuesElsewhere(machine, path, input.others ?? new Map()),
    layerOutputs: recorder === undefined ? [] : layerOutputs(recorder, path, text),
    seenElsewhere: machine === undefined ? [] : seenElsewhere(machine, path, input.others ?? new Map()),
    sizes: [...(recorder?.sizes.values() ?? [])]
      .filter((s) => s.path === path)
      .map(({ span, size }) => ({ span, size })),
    broken: (recorder?.placed(path) ?? [])
      .filter((b) => !isHalfTyped(b, path, input.parsed))
      .map((b) =>
        b.call === undefined || b.call.path === path ? b : { ...b, operands: b.operands.map(withoutPlace), whole: b },
      ),
    lossCalls: [...(recorder?.losses.values() ?? [])].flatMap((loss) => lossSeenFrom(loss, path)),
    calls:
      machine === undefined || recorder === undefined
        ? []
        : [...recorder.calls.values()].filter((c) => c.module.path === path).map((c) => callFact(machine, c)),
    models: input.models ?? [],
    instances: input.instances ?? [],
    heads: input.heads ?? [],
    functions: (recorder?.functions ?? [])
      .filter(({ closure, ir }) => closure.module.path === path && !ir.arrow)
      .map(({ ir: { name, nameSpan, span } }) => ({ name, nameSpan, span })),
    comments: input.comments ?? [],
    assignments: [...(recorder?.assignments.values() ?? [])].filter((each) => each.path === path),
    unbound: [...(recorder?.unbound.get(path) ?? [])],
    unresolved: (recorder?.missing ?? []).filter((m) => m.path === path).map(({ module, span }) => ({ module, span })),
    syntaxErrors: input.errors ?? [],
    incomplete,
  };
}

/** A loss that another file calls for this one. What its operands are called there has no place here. */
function lossSeenFrom(loss: LossCallFact, path: string): readonly LossCallFact[] {
  if (loss.call.path === path) return [loss];
  if (!loss.stack.some(({ place }) => place.path === path)) return [];
  const { input, target } = loss;
  const seen = { input: withoutPlace(input), ...(target === undefined ? {} : { target: withoutPlace(target) }) };
  return [{ ...loss, ...seen, whole: loss }];
}

function withoutPlace<T extends { readonly span?: Span }>({ span: _, ...operand }: T): Omit<T, "span"> {
  return operand;
}

/** A call that is still being typed: its numbers are not all there yet. */
function isHalfTyped(broken: BrokenRequirement, path: string, parsed: ParsedFile | undefined): boolean {
  const creation = broken.layer?.creation;
  const spans = [...(broken.path === path ? [broken.span] : []), ...(creation?.path === path ? [creation.span] : [])];
  return parsed !== undefined && spans.some((span) => isRepaired(parsed, span));
}

function layerOutputs(recorder: Recorder, path: string, text: string): readonly LayerOutputFact[] {
  return [...recorder.sightings.valuesIn(path)]
    .filter((value) => value.role === "layer" && isInformative(value))
    .map(({ span, type, quality }) => ({
      span,
      text: text.slice(span.start, span.end),
      tensor: type,
      ...noteOf(quality),
    }));
}

function noteOf(quality: SettledValue["quality"]): Pick<LayerOutputFact, "note"> {
  return quality === "open" ? { note: "inputs assumed batched" } : {};
}

function valueFacts(machine: Interpreter, recorder: Recorder, path: string, text: string): readonly ValueFact[] {
  return [...recorder.sightings.valuesIn(path)]
    .filter(isInformative)
    .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
    .flatMap((value) => (value.role === "layer" ? [] : [valueFact(machine, value, value.role, text)]));
}

function valueFact(machine: Interpreter, value: SettledValue, role: ValueFact["role"], text: string): ValueFact {
  let fact = seenValues.get(value);
  if (fact === undefined) seenValues.set(value, (fact = new SeenValue(machine, value, role, text)));
  return fact;
}

/** What calls and operators give in the project's other files, as far as a call of this one led to them. */
function valuesElsewhere(
  machine: Interpreter,
  path: string,
  others: ReadonlyMap<string, string>,
): readonly ValueElsewhereFact[] {
  return [...others].flatMap(([other, text]) =>
    other === path
      ? []
      : [...machine.recorder.sightings.valuesIn(other)].flatMap((value) => {
          const maker = value.role === "expression" ? value.producer?.call : undefined;
          const isIt = maker?.module.path === other && maker.expression.span.start === value.span.start;
          const site = isIt ? siteIn(path, maker) : undefined;
          return site === undefined
            ? []
            : [{ path: other, value: valueFact(machine, value, "expression", text), site: site.expression.span }];
        }),
  );
}

function seenElsewhere(
  machine: Interpreter,
  path: string,
  others: ReadonlyMap<string, string>,
): readonly SeenElsewhereFact[] {
  return [...others].flatMap(([other, text]) => (other === path ? [] : [new SeenElsewhere(machine, other, text)]));
}

/** Only a probe asks for it. */
class SeenElsewhere implements SeenElsewhereFact {
  readonly path: string;
  readonly text: string;
  readonly #machine: Interpreter;
  readonly #recorder: Recorder;

  constructor(machine: Interpreter, path: string, text: string) {
    this.path = path;
    this.text = text;
    this.#machine = machine;
    this.#recorder = machine.recorder;
  }

  get values(): readonly ValueFact[] {
    return valueFacts(this.#machine, this.#recorder, this.path, this.text);
  }

  get layerOutputs(): readonly LayerOutputFact[] {
    return layerOutputs(this.#recorder, this.path, this.text);
  }
}

/** The innermost call in this file that led to one in another. */
function siteIn(path: string, record: CallRecord): CallRecord | undefined {
  let at = record.frame.calledFrom;
  while (at !== undefined && at.module.path !== path) at = at.frame.calledFrom;
  return at;
}

/** Of what an edit does not reach, the same values come again and again. */
const seenValues = new WeakMap<SettledValue, ValueFact>();

/** What made the value is told only when someone asks: a file has thousands of values, and a hover looks at one. */
class SeenValue implements ValueFact {
  readonly span: Span;
  readonly text: string;
  readonly tensor: ValueFact["tensor"];
  readonly role: ValueFact["role"];
  declare readonly note?: string;
  readonly #machine: Interpreter;
  readonly #value: SettledValue;

  constructor(machine: Interpreter, value: SettledValue, role: ValueFact["role"], text: string) {
    this.span = value.span;
    this.text = text.slice(value.span.start, value.span.end);
    this.tensor = value.type;
    this.role = role;
    const { note } = noteOf(value.quality);
    if (note !== undefined) this.note = note;
    this.#machine = machine;
    this.#value = value;
  }

  get producer(): Producer | undefined {
    const { producer } = this.#value;
    return producer === undefined ? undefined : storyOf(this.#machine, producer);
  }
}

/** Something at least is known of the shape. */
function isInformative({ type: { shape, dtype } }: SettledValue): boolean {
  return shape.rest === undefined || shape.lead.length + shape.tail.length > 0 || dtype !== undefined;
}

export function pythonErrors(parsed: ParsedFile): FileFacts["syntaxErrors"] {
  return parsed.chunks.flatMap((chunk, i) => {
    const place = toOriginal(parsed, i);
    return chunk.module.errors.map(({ span, message }) => ({ span: place(span), message }));
  });
}
