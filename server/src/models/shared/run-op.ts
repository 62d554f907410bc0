/**
 * A call of an operation from a library's stub: arguments converted, requirements judged and recorded, results given back with
 * the story of how they were made.
 */
import { callFact, callStack, layerFact, literalText, runningLayer, constructorCall } from "../../interp/call-facts.ts";
import type { CallRecord } from "../../interp/frames.ts";
import type { Interpreter } from "../../interp/interpreter.ts";
import type { ReportPlace } from "../../interp/recorder.ts";
import { isCertain, wayTo } from "../../interp/report-places.ts";
import { storyOf } from "../../interp/stories.ts";
import { unknown } from "../../interp/values.ts";
import type {
  CallArguments,
  HeapObject,
  InstanceValue,
  TensorProducer,
  TensorValue,
  Value,
} from "../../interp/values.ts";
import type {
  BrokenRequirement,
  LossCallFact,
  LossContract,
  LossOperand,
  Operand,
  Relation,
} from "../../facts/index.ts";
import type { Operation, OpOutcome } from "../../ops/define.ts";
import type { OpArgument, OpResult } from "../../ops/argument.ts";
import type { Judge } from "../../ops/judge.ts";
import type { Requirement } from "../../ops/requirement.ts";
import { isFloating } from "../../shape/index.ts";
import type { TensorType } from "../../shape/index.ts";
import { fromResult, parameterKind, toArgument } from "./convert.ts";
import { isLayer, isTrainedByItself } from "../library.ts";
import { itemKind, misfitOf } from "./misfit.ts";
import type { Misfit } from "./misfit.ts";
import { origin } from "./operand-origin.ts";
import type { Outcomes } from "./outcomes.ts";
import { isTried } from "../../interp/shape-subscript.ts";
import { runningLibrary } from "./tensor-library.ts";

/** What the calls of one run share. */
export interface OpSession extends HeapObject {
  readonly judge: Judge;
  readonly outcomes: Outcomes;
  /** Under `autocast` floating types are the framework's choice, operation by operation; not a certain False means maybe. */
  mixedPrecision: Value;
}

/** The tensors that went in, by the operation's parameter. */
type Given = Map<string, readonly TensorValue[]>;

export function callOperation(
  it: Interpreter,
  operation: Operation,
  args: CallArguments,
  contract: LossContract | undefined,
  session: OpSession,
): Value {
  if (args.open) return unknown;
  const given: Given = new Map();
  const inputs: TensorValue[] = [];
  const values = new Map<string, Value>();
  const convert = (value: Value, position: number | string): OpArgument => {
    const tensors: TensorValue[] = [];
    const argument = toArgument(it, value, parameterKind(operation, position), tensors);
    const name = typeof position === "string" ? position : operation.parameters[position]?.name;
    if (name !== undefined) {
      given.set(name, tensors);
      values.set(name, value);
    }
    inputs.push(...tensors);
    return argument;
  };
  const positional = args.positional.map(convert);
  const named = Object.fromEntries([...args.named].map(([name, value]) => [name, convert(value, name)]));
  const exact = session.outcomes.of(operation, { positional, named }, session.judge);
  const isMixed = session.mixedPrecision.kind !== "bool" || session.mixedPrecision.value !== false;
  const outcome = isMixed && inputs.length > 0 && operation.name !== "cast" ? withoutFloatingTypes(exact) : exact;
  if (outcome.broken.length > 0) it.recorder.faults += 1;
  const site = it.projectSite();
  const layer = runningLayer(it);
  const followsBreak = inputs.some(({ producer }) => producer?.afterBreak === true);
  if (outcome.refused !== undefined) {
    const { subject, reason } = outcome.refused;
    const found =
      reason === "wrong-kind" && runningLibrary(it) === "torch"
        ? misfitOf(values.get(subject), parameterKind(operation, subject))
        : undefined;
    const misfit = found?.isSize === true ? writtenSize(it, operation, found, site) : found;
    if (misfit !== undefined) it.recorder.faults += 1;
    if (misfit !== undefined && site !== undefined && !it.recorder.isMuted && isCertain(it) && !followsBreak)
      it.recorder.report(misfitFact(it, outcome.op, subject, misfit, site, layer), placesOf(site, layer));
    return unknown;
  }
  if (!it.recorder.isMuted && site !== undefined) {
    if (outcome.broken.length === 0) noteSatisfied(it, outcome.op, site, layer);
    else if (isCertain(it) && !isExpected(it) && !followsBreak) {
      const places = operation.blames === "call" ? wayTo(site) : placesOf(site, layer);
      for (const { requirement } of outcome.broken)
        it.recorder.report(brokenFact(it, outcome, requirement, site, layer, given, operation.blames), places);
    }
    if (contract !== undefined) recordLoss(it, outcome, contract, site, given, optionsOf(operation, args));
  }
  const afterBreak = followsBreak || outcome.broken.length > 0;
  const producer = (output: TensorType): TensorProducer => ({
    operation: outcome.op,
    inputs,
    call: site,
    layer,
    output,
    ...(afterBreak ? { afterBreak } : {}),
  });
  return fromResult(it, outcome.result, producer);
}

const takesSizes = new Set(["full", "view", "reshape"]);

/**
 * What the call itself was given, a float or `None`, of which a tensor or a layer's weight was to be made. Where nobody calls the function,
 * it stands for a default that callers may well be meant to replace.
 */
function writtenSize(
  it: Interpreter,
  { name }: Operation,
  misfit: Misfit,
  site: CallRecord | undefined,
): Misfit | undefined {
  if (isTried(it)) return undefined;
  const given = [...(site?.positional ?? []), ...(site?.named.values() ?? [])].map(({ value }) => value);
  const value = given.find((each) => each === misfit.value) ?? given.find(({ kind }) => kind === misfit.value.kind);
  return value === undefined || !takesSizes.has(name) ? undefined : { ...misfit, value };
}

/** The report of something else that stands where a tensor should. */
function misfitFact(
  it: Interpreter,
  operation: string,
  subject: string,
  { value, kind, items, tensor, key, odd, isSize }: Misfit,
  site: CallRecord,
  layer: InstanceValue | undefined,
): BrokenRequirement {
  const { producer: _, ...place } = origin(it, value, site);
  return {
    operation,
    requirement: isSize === true ? "whole-number" : "one-tensor",
    subject,
    relation: {
      kind: "other",
      detail: {
        kind,
        ...(items === undefined ? {} : { items }),
        ...(tensor === undefined ? {} : { tensors: 1 }),
        ...(key === undefined ? {} : { key }),
        ...(odd === undefined ? {} : { odd, oddKind: itemKind(value, odd) }),
        ...(place.text === undefined ? {} : { text: place.text }),
      },
    },
    path: site.module.path,
    span: site.expression.span,
    ...(site.call === undefined ? {} : { call: callFact(it, site) }),
    ...(layer === undefined ? {} : { layer: layerFact(it, layer) }),
    operands:
      tensor === undefined
        ? []
        : [
            {
              parameter: subject,
              shape: it.assumptions.resolveShape(tensor.type.shape),
              ...place,
              ...(tensor.producer === undefined ? {} : { producer: storyOf(it, tensor.producer) }),
            },
          ],
    stack: callStack(it),
  };
}

/** What remains of an outcome where the framework casts floating tensors as it likes. */
function withoutFloatingTypes(outcome: OpOutcome): OpOutcome {
  return {
    ...outcome,
    broken: outcome.broken.filter(({ requirement }) => requirement.kind !== "dtype"),
    result: withoutFloatingType(outcome.result),
  };
}

function withoutFloatingType(result: OpResult): OpResult {
  switch (result.kind) {
    case "tensor": {
      const { dtype, ...rest } = result.tensor;
      return dtype === undefined || !isFloating(dtype) ? result : { kind: "tensor", tensor: rest };
    }
    case "tuple":
    case "list":
      return { ...result, items: result.items.map(withoutFloatingType) };
    case "open-list":
      return { ...result, item: withoutFloatingType(result.item) };
    case "size":
    case "unknown":
      return result;
  }
}

/** The last batch fails within a `try` of the loop: the program is made for that. */
const isExpected = (it: Interpreter): boolean => it.lastBatch !== undefined && it.guarded > it.lastBatchGuards;

function brokenFact(
  it: Interpreter,
  outcome: OpOutcome,
  requirement: Requirement,
  site: CallRecord,
  layer: InstanceValue | undefined,
  given: Given,
  blames: Operation["blames"],
): BrokenRequirement {
  return {
    operation: outcome.op,
    requirement: requirement.id,
    subject: requirement.subject,
    relation: relationFact(requirement),
    ...(requirement.detail === undefined ? {} : { detail: requirement.detail }),
    path: site.module.path,
    span: site.expression.span,
    ...(site.call === undefined ? {} : { call: callFact(it, site) }),
    ...(layer === undefined ? {} : { layer: layerFact(it, layer) }),
    ...(it.recorder.part === undefined ? {} : { part: it.recorder.part }),
    ...(blames === "call" ? { byCall: true } : {}),
    operands: operandFacts(it, outcome, site, given),
    stack: callStack(it),
    ...(it.lastBatch === undefined ? {} : { lastBatch: it.lastBatch }),
  };
}

/**
 * Where a report may stand, innermost first: the project's call and those that led to it. For a container's child, or a layer
 * put into a library's model, the constructor comes before them: that is what the user can change, unless the very layer serves
 * another call well.
 */
function placesOf(site: CallRecord, layer: InstanceValue | undefined): readonly ReportPlace[] {
  return [...wayTo(madeBy(site, layer)), ...wayTo(site)];
}

function madeBy(site: CallRecord, layer: InstanceValue | undefined): CallRecord | undefined {
  // What is no model (a loss object) stands nowhere by itself, and a model's own method speaks of the model.
  if (layer === undefined || layer === site.callee || !isLayer(layer.class)) return undefined;
  if (site.callee?.kind === "method" && site.callee.self === layer) return undefined;
  return constructorCall(layer);
}

/** This call works here, or the layer works wherever it was made. */
function noteSatisfied(it: Interpreter, operation: string, site: CallRecord, layer: InstanceValue | undefined): void {
  // A method checks several things under one name: that one of them holds excuses none of the others.
  const ofMethod = site.callee?.kind === "method" && site.callee.self === layer;
  const creation = ofMethod ? constructorCall(layer) : madeBy(site, layer);
  it.recorder.turns.held(operation, site.expression);
  it.recorder.satisfied(
    operation,
    creation ?? site,
    creation !== undefined,
    creation === undefined ? undefined : layer,
  );
}

function relationFact(requirement: Requirement): Relation {
  switch (requirement.kind) {
    case "equal":
    case "at-least":
    case "multiple":
      return { kind: requirement.kind, left: requirement.left, right: requirement.right };
    case "broadcast":
      return { kind: "broadcast", left: requirement.left, right: requirement.right, axis: requirement.axis };
    case "rank":
      return { kind: "rank", shape: requirement.shape, allowed: requirement.allowed };
    case "axis":
      return { kind: "axis", axis: requirement.axis, rank: requirement.rank };
    case "dtype":
      return {
        kind: "dtype",
        actual: requirement.actual ?? "?",
        allowed: typeof requirement.allowed === "string" ? requirement.allowed : requirement.allowed.join(", "),
      };
    case "proof":
      return { kind: "other", detail: requirement.detail ?? {} };
  }
}

function operandFacts(it: Interpreter, outcome: OpOutcome, site: CallRecord, given: Given): readonly Operand[] {
  const counts = new Map<string, number>();
  return outcome.operands.map(({ parameter, tensor }) => {
    const index = counts.get(parameter) ?? 0;
    counts.set(parameter, index + 1);
    const value = given.get(parameter)?.[index];
    const library = value?.library;
    return {
      parameter,
      shape: it.assumptions.resolveShape(tensor.shape),
      ...(library === undefined ? {} : { library }),
      ...(value?.parameter === true && value.trainable ? { weight: true } : {}),
      ...origin(it, value, site),
    };
  });
}

/** What is known of the arguments that are no tensors. */
function optionsOf({ parameters }: Operation, { positional, named }: CallArguments): LossCallFact["options"] {
  const all = [...positional.map((value, i) => [parameters[i]?.name ?? String(i), value] as const), ...named];
  return Object.fromEntries(
    all.flatMap(([name, value]) => {
      const text = literalText(value);
      return text === undefined ? [] : [[name, text]];
    }),
  );
}

function recordLoss(
  it: Interpreter,
  outcome: OpOutcome,
  contract: LossContract,
  site: CallRecord,
  given: Given,
  options: LossCallFact["options"],
): void {
  const layer = runningLayer(it);
  const made = layer === undefined || isTrainedByItself(layer.class) ? undefined : layer;
  const creation = made === undefined ? undefined : constructorCall(made);
  const chosen = creation === undefined && made?.creation !== site ? made?.creation : undefined;
  const call = callFact(it, site);
  const operand = (index: number): LossOperand | undefined => {
    const entry = outcome.operands[index];
    if (entry === undefined) return undefined;
    const value = given.get(entry.parameter)?.[0];
    return {
      tensor: { ...entry.tensor, shape: it.assumptions.resolveShape(entry.tensor.shape) },
      ...origin(it, value, site),
    };
  };
  const input = operand(0);
  const target = operand(contract.targetAt ?? 1);
  if (input === undefined) return;
  it.recorder.loss(it, {
    call,
    name: call.calleeText,
    loss: layer?.class.qualifiedName ?? call.callee ?? outcome.op,
    ...(it.recorder.part === undefined ? {} : { part: it.recorder.part }),
    contract,
    options,
    input,
    ...(target === undefined ? {} : { target }),
    ...(outcome.doubts === undefined ? {} : { doubts: outcome.doubts }),
    ...(creation === undefined ? {} : { creation: callFact(it, creation) }),
    ...(chosen === undefined ? {} : { chosen: callFact(it, chosen) }),
    stack: callStack(it),
  });
}
