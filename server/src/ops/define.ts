/**
 * `defineOp` and `runOp`: an operation is a list of parameters with input patterns, named requirements and a result
 * formula. This file binds arguments, has every requirement judged in order and assembles the outcome. It knows no
 * operation, no language and no message.
 */
import { boundsOf, knownDims, proveAtLeast } from "../shape/index.ts";
import type { Dim, DType, FreshSizes, Proof, Reading, Shape, TensorType } from "../shape/index.ts";
import { unknownResult } from "./argument.ts";
import type { OpArgument, OpArguments, OpResult } from "./argument.ts";
import { doubtsOf } from "./doubts.ts";
import type { Doubt, Doubts } from "./doubts.ts";
import type { Judge } from "./judge.ts";
import { misread, patternIn } from "./parameters.ts";
import type { OptionalTensor, Parameter, TensorParameter } from "./parameters.ts";
import { axisNames, bindPattern, ranksOf } from "./pattern.ts";
import type { AxesOf, AxisBinding, Pattern } from "./pattern.ts";
import type { Need, Requirement } from "./requirement.ts";

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a record of parameters of any value types
type Parameters = Readonly<Record<string, Parameter<any>>>;

type ValueOf<P> = P extends { resolve(value: infer Value, judge: Judge): unknown } ? Value : never;
type RequiredAxes<P> =
  P extends OptionalTensor<string> ? never : P extends TensorParameter<infer Text, TensorType> ? AxesOf<Text> : never;
type OptionalAxes<P> = P extends OptionalTensor<infer Text> ? Partial<AxesOf<Text>> : never;
type Together<Union> = [Union] extends [never]
  ? unknown
  : (Union extends unknown ? (each: Union) => void : never) extends (all: infer All) => void
    ? All
    : never;

/** What `requires` and `result` see: every parameter's value, and every axis that a pattern names. */
export type Variables<P extends Parameters> = { readonly [K in keyof P]: ValueOf<P[K]> } & Together<
  { [K in keyof P]: RequiredAxes<P[K]> }[keyof P]
> &
  Together<{ [K in keyof P]: OptionalAxes<P[K]> }[keyof P]>;

type Needs<Subject extends string> = Need<Subject> | readonly (Need<Subject> | undefined)[] | undefined;

export interface OpDefinition<P extends Parameters> {
  readonly name: string;
  readonly params: P;
  /** By id, judged in this order; each sees what the earlier ones made assume. */
  readonly requires?: Readonly<
    Record<string, (variables: Variables<P>, fresh: FreshSizes) => Needs<Extract<keyof P, string>>>
  >;
  readonly result: (variables: Variables<P>, fresh: FreshSizes) => OpResult | TensorType;
  /** What holds of the result even where a requirement is broken: a variable of a tensor that did not match is absent. */
  readonly promise?: (variables: Partial<Variables<P>>, fresh: FreshSizes) => OpResult | TensorType;
  /** What the framework lets pass though it cannot be meant, by id and in numbers. */
  readonly doubts?: Readonly<Record<string, Doubt<Variables<P>>>>;
  /** The text parameter that says which operation of a family this is. */
  readonly family?: Extract<keyof P, string>;
  /** A check of what a call was given: its report stands at the call, not where a layer was made. */
  readonly blames?: "call";
}

export interface Operation {
  readonly name: string;
  readonly parameters: readonly { readonly name: string; readonly kind: string; readonly required: boolean }[];
  /** Ids of everything that it may require, those of its patterns included. */
  readonly requirements: readonly string[];
  readonly blames?: "call";
  run(args: OpArguments, judge: Judge): OpOutcome;
}

export interface OpOutcome {
  /** The operation's name; in a family (`unary`, `reduce`…) the member's. */
  readonly op: string;
  readonly broken: readonly BrokenNeed[];
  readonly unknown: readonly Requirement[];
  readonly result: OpResult;
  /** The tensors that went in, with the parameters that took them. */
  readonly operands: readonly { readonly parameter: string; readonly tensor: TensorType }[];
  /** What was let pass, where nothing broke. */
  readonly doubts?: Doubts;
  /** Set where an argument could not be read; the result is then unknown. */
  readonly refused?: { readonly subject: string; readonly reason: "missing" | "unexpected" | "wrong-kind" };
}

export interface BrokenNeed {
  readonly requirement: Requirement;
}

export function defineOp<const P extends Parameters>(definition: OpDefinition<P>): Operation {
  const parameters = Object.entries<Parameter<unknown>>(definition.params);
  return {
    name: definition.name,
    parameters: parameters.map(([name, { kind, required }]) => ({ name, kind, required })),
    requirements: [...new Set([...patternRequirements(parameters), ...Object.keys(definition.requires ?? {})])],
    ...(definition.blames === undefined ? {} : { blames: definition.blames }),
    run: (args, judge) => run(definition as unknown as AnyDefinition, args, judge),
  };
}

export function runOp(operation: Operation, args: OpArguments, judge: Judge): OpOutcome {
  return operation.run(args, judge);
}

/** A tensor as a result; an absent dtype or reading is left out. */
export function result(shape: Shape, dtype?: DType, reading?: Reading): OpResult {
  return {
    kind: "tensor",
    tensor: { shape, ...(dtype === undefined ? {} : { dtype }), ...(reading === undefined ? {} : { reading }) },
  };
}

// --- running

type AnyVariables = Record<string, unknown>;
interface AnyDefinition {
  readonly name: string;
  readonly params: Readonly<Record<string, Parameter<unknown>>>;
  readonly requires?: Readonly<Record<string, (variables: AnyVariables, fresh: FreshSizes) => Needs<string>>>;
  readonly result: (variables: AnyVariables, fresh: FreshSizes) => OpResult | TensorType;
  readonly promise?: (variables: AnyVariables, fresh: FreshSizes) => OpResult | TensorType;
  readonly doubts?: Readonly<Record<string, Doubt<AnyVariables>>>;
  readonly family?: string;
}

interface Findings {
  readonly broken: BrokenNeed[];
  readonly unknown: Requirement[];
}

function run(definition: AnyDefinition, args: OpArguments, judge: Judge): OpOutcome {
  const values = readArguments(definition, args, judge);
  if ("reason" in values) {
    return unread(definition.name, values);
  }
  const findings: Findings = { broken: [], unknown: [] };
  const axes = new Map<string, AxisBinding>();
  let matched = true;
  for (const [name, parameter] of Object.entries(definition.params)) {
    const value = values.read.get(name);
    if (!isTensorParameter(parameter) || value === undefined) continue;
    const pattern = patternIn(parameter, (layout) => values.read.get(layout));
    if (pattern === undefined) return unread(definition.name);
    const bound = match(name, pattern, value as TensorType, axes, judge, findings);
    if (bound === undefined) matched = false;
    else values.read.set(name, bound);
  }
  const current = remembered(judge, () => variablesNow(definition, values.read, axes, judge));
  if (matched) judgeRequirements(definition, current, judge, findings);
  const variables = current();
  const outcome = {
    op: familyMember(definition, variables),
    broken: findings.broken,
    unknown: findings.unknown,
    operands: tensorOperands(definition, variables),
  };
  if (findings.broken.length === 0) {
    const full = asResult(definition.result(variables, judge));
    const negative = negativeSize(definition, full);
    if (negative === undefined) return { ...outcome, ...doubtsOf(definition.doubts, variables), result: full };
    findings.broken.push({ requirement: negative });
  }
  return { ...outcome, result: asResult(definition.promise?.(variables, judge) ?? unknownResult) };
}

/** An argument could not be read, or nothing tells in which order the axes stand. */
function unread(op: string, refused?: Refusal): OpOutcome {
  const nothing = { op, broken: [], unknown: [], result: unknownResult, operands: [] };
  return refused === undefined ? nothing : { ...nothing, refused };
}

/** The answer again, as long as nothing more was assumed. */
function remembered<T>(judge: Judge, compute: () => T): () => T {
  let revision = judge.revision?.();
  let known: T | undefined;
  return () => {
    const now = judge.revision?.();
    if (known === undefined || now !== revision) known = compute();
    revision = now;
    return known;
  };
}

function familyMember(definition: AnyDefinition, variables: AnyVariables): string {
  const member = definition.family === undefined ? undefined : variables[definition.family];
  return typeof member === "string" ? member : definition.name;
}

type Refusal = NonNullable<OpOutcome["refused"]>;

function readArguments(
  definition: AnyDefinition,
  args: OpArguments,
  judge: Judge,
): { read: Map<string, unknown> } | Refusal {
  const names = Object.keys(definition.params);
  const given = new Map<string, OpArgument>();
  for (const [index, argument] of args.positional.entries()) {
    const name = names[index];
    if (name === undefined) return { subject: String(index), reason: "unexpected" };
    given.set(name, argument);
  }
  for (const [name, argument] of Object.entries(args.named)) {
    if (!names.includes(name) || given.has(name)) return { subject: name, reason: "unexpected" };
    given.set(name, argument);
  }
  const read = new Map<string, unknown>();
  for (const [name, parameter] of Object.entries(definition.params)) {
    const argument = given.get(name);
    const present = argument?.kind === "none" && parameter.kind !== "any" ? undefined : argument;
    const value = parameter.read(present, name, judge);
    if (value === misread) return { subject: name, reason: argument === undefined ? "missing" : "wrong-kind" };
    read.set(name, value);
  }
  return { read };
}

function isTensorParameter(parameter: Parameter<unknown>): parameter is TensorParameter<string, unknown> {
  return parameter.kind === "tensor";
}

/** Binds a tensor's axes; a name that is bound already makes an equality. `undefined` where the rank does not fit. */
function match(
  name: string,
  pattern: Pattern,
  tensor: TensorType,
  axes: Map<string, AxisBinding>,
  judge: Judge,
  findings: Findings,
): TensorType | undefined {
  const before = judge.resolveShape(tensor.shape);
  const proof = decide(
    { id: "rank", subject: name, kind: "rank", shape: before, allowed: ranksOf(pattern) },
    judge,
    findings,
  );
  if (proof === "fails") return undefined;
  const assumed = judge.resolveShape(before);
  const shape =
    assumed.rest === undefined || pattern.words.every((word) => word.form === "any")
      ? assumed
      : judge.expand(assumed, axisNames(pattern), { optionalFirst: pattern.optionalFirst });
  for (const [axis, binding] of bindPattern(pattern, shape, judge)) {
    if (binding.kind === "size" && binding.exactly !== undefined) {
      decide(
        { id: "exact-size", subject: name, kind: "equal", left: binding.size, right: binding.exactly },
        judge,
        findings,
      );
    }
    if (axis === undefined) continue;
    const earlier = axes.get(axis);
    if (earlier === undefined) axes.set(axis, binding);
    else requireSame(`same-${axis}`, name, earlier, binding, judge, findings);
  }
  return { ...tensor, shape };
}

function requireSame(
  id: string,
  subject: string,
  left: AxisBinding,
  right: AxisBinding,
  judge: Judge,
  findings: Findings,
): void {
  const lefts = sizesIn(left);
  const rights = sizesIn(right);
  if (lefts === undefined || rights === undefined) return;
  if (lefts.length !== rights.length) {
    decide(
      {
        id,
        subject,
        kind: "proof",
        proof: "fails",
        detail: { left: String(lefts.length), right: String(rights.length) },
      },
      judge,
      findings,
    );
    return;
  }
  for (const [index, size] of lefts.entries()) {
    decide({ id, subject, kind: "equal", left: rights[index] ?? size, right: size }, judge, findings);
  }
}

function sizesIn(binding: AxisBinding): readonly Dim[] | undefined {
  if (binding.kind === "size") return [binding.size];
  return binding.kind === "sizes" ? binding.sizes : knownDims(binding.run);
}

function variablesNow(
  definition: AnyDefinition,
  read: ReadonlyMap<string, unknown>,
  axes: ReadonlyMap<string, AxisBinding>,
  judge: Judge,
): AnyVariables {
  const variables: AnyVariables = {};
  for (const [name, binding] of axes) variables[name] = resolveBinding(binding, judge);
  for (const [name, parameter] of Object.entries(definition.params)) {
    variables[name] = parameter.resolve(read.get(name), judge);
  }
  return variables;
}

function resolveBinding(binding: AxisBinding, judge: Judge): Dim | Shape | readonly Dim[] {
  if (binding.kind === "size") return judge.resolve(binding.size);
  return binding.kind === "sizes" ? binding.sizes.map((size) => judge.resolve(size)) : judge.resolveShape(binding.run);
}

function judgeRequirements(
  definition: AnyDefinition,
  current: () => AnyVariables,
  judge: Judge,
  findings: Findings,
): void {
  for (const [id, state] of Object.entries(definition.requires ?? {})) {
    // What comes later may be a mere consequence: one mistake is one report.
    if (findings.broken.length > 0) return;
    if (dtypeIds.has(id) && isOfNothing(definition, current())) continue;
    const needs = state(current(), judge);
    for (const need of isList(needs) ? needs : [needs]) {
      if (need !== undefined) decide({ ...need, id }, judge, findings);
    }
  }
}

/** Where there is nothing to compute, many functions of PyTorch do not get as far as to look at dtypes. */
const dtypeIds: ReadonlySet<string> = new Set(["dtype", "index-dtype", "target-dtype"]);

const isOfNothing = (definition: AnyDefinition, variables: AnyVariables): boolean =>
  tensorOperands(definition, variables).some(({ tensor: { shape } }) => [...shape.lead, ...shape.tail].includes(0));

function isList(needs: Needs<string>): needs is readonly (Need | undefined)[] {
  return Array.isArray(needs);
}

/** An id is reported once an operation: further axes broken in the same way add nothing. */
function decide(requirement: Requirement, judge: Judge, findings: Findings): Proof {
  const proof = judge.judge(requirement);
  if (proof === "unknown") findings.unknown.push(requirement);
  else if (proof === "fails" && !findings.broken.some((broken) => broken.requirement.id === requirement.id)) {
    findings.broken.push({ requirement });
  }
  return proof;
}

function tensorOperands(definition: AnyDefinition, variables: AnyVariables): OpOutcome["operands"] {
  return Object.keys(definition.params).flatMap((parameter) =>
    tensorsIn(variables[parameter]).map((tensor) => ({ parameter, tensor })),
  );
}

function tensorsIn(value: unknown): readonly TensorType[] {
  if (Array.isArray(value)) return value.flatMap(tensorsIn);
  if (typeof value !== "object" || value === null) return [];
  if ("shape" in value && !("kind" in value)) return [value as TensorType];
  return "tensor" in value ? tensorsIn(value.tensor) : [];
}

// --- results

function asResult(value: OpResult | TensorType): OpResult {
  return "kind" in value ? value : { kind: "tensor", tensor: value };
}

/** The safety net under every formula: an axis that is surely negative breaks the operation. */
function negativeSize(definition: AnyDefinition, value: OpResult): Requirement | undefined {
  if (value.kind === "tuple" || value.kind === "list") {
    return value.items.map((item) => negativeSize(definition, item)).find((found) => found !== undefined);
  }
  if (value.kind !== "tensor") return undefined;
  const { lead, tail } = value.tensor.shape;
  const negative = [...lead, ...tail].find((size) => boundsOf(size).min < 0 && proveAtLeast(size, 0) === "fails");
  const subject = Object.keys(definition.params)[0] ?? "input";
  return negative === undefined
    ? undefined
    : { id: "positive-output", subject, kind: "at-least", left: negative, right: 0 };
}

/** `rank`, `exact-size` and `same-<axis>`: what the patterns themselves require. */
function patternRequirements(parameters: readonly (readonly [string, Parameter<unknown>])[]): readonly string[] {
  const patterns = parameters.flatMap(([, parameter]) => (isTensorParameter(parameter) ? [parameter.pattern] : []));
  const ids = new Set<string>();
  const seen = new Set<string>();
  for (const { words, open, fixed } of patterns) {
    if (!open || fixed > 0) ids.add("rank");
    for (const { name, exactly } of words) {
      if (exactly !== undefined) ids.add("exact-size");
      if (name === undefined) continue;
      if (seen.has(name)) ids.add(`same-${name}`);
      seen.add(name);
    }
  }
  return [...ids];
}
