/**
 * What a probe is to run: which model, the ways to make it, what goes in, which loss. Pure: from the facts of a file and the wishes of the user.
 * What neither says is assumed where any value would do (and told), and asked where it would be a guess. How it is run is left to `run/`.
 */
import type { ModelFact, FileFacts, InstanceFact } from "../facts/index.ts";
import { err, ok } from "../base/result.ts";
import type { Result } from "../base/result.ts";
import { planInputs } from "./inputs.ts";
import type { PlannedInput } from "./inputs.ts";
import { planLoss } from "./plan-loss.ts";
import type { PlannedLoss } from "./plan-loss.ts";
import { waysToMake } from "./making.ts";
import type { Way } from "./making.ts";

export type Framework = "torch" | "keras" | "tfjs";

export interface ProbeWishes {
  /** A class, or a variable at the top level. */
  readonly model?: string;
  /** An expression that makes the model, in the file's own names. */
  readonly make?: string;
  /** Shapes in Shapeline's notation, a dtype behind them if need be, a parameter's name before: `x=(2, 16) int64`. */
  readonly inputs: readonly string[];
}

export interface Plan {
  readonly framework: Framework;
  /** As the user would name it; absent where the runner has to look. */
  readonly model?: string;
  readonly className?: string;
  /** Tried in order. */
  readonly make: readonly Way[];
  /** Empty: the runner derives them from the model. */
  readonly inputs: readonly PlannedInput[];
  readonly loss?: PlannedLoss;
  readonly comparable: Comparable;
}

/**
 * What was inferred that the run can be held against. `all`: the model is made and fed as the program does it. `open`: the program feeds it nothing that is
 * known, so what was inferred for its own calls (of other methods, of parts) says nothing of this run, what holds for any input does. `none`: the user said
 * how to make it, or gave sizes of another input.
 */
export type Comparable = "all" | "open" | "none";

/** What is open, and how to say it. */
export interface Question {
  readonly kind: "model" | "make" | "input";
  readonly text: string;
  /** For a model: the names to choose from. */
  readonly choices?: readonly string[];
  /** For a model that is made nowhere: its class. */
  readonly className?: string;
  /** For an input: the parameter that it is. */
  readonly parameter?: string;
}

/** What can be run: an object of the program, or a class that it never makes. */
interface Target {
  readonly name: string;
  readonly className: string;
  readonly instance?: InstanceFact;
  readonly model?: ModelFact;
}

export function planProbe(facts: FileFacts, wishes: ProbeWishes): Result<Plan, Question> {
  const framework = frameworkOf(facts);
  if (framework === "tfjs") return planScript(wishes);
  const target = chooseTarget(facts, wishes);
  if (!target.ok) return target;
  const { name, className, instance, model } = target.value ?? {};
  const make = waysToMake(wishes.make, instance, model);
  if (!make.ok) return err({ kind: "make", ...make.error });
  const known = instance?.inputs ?? model?.inputs ?? [];
  const inputs = planInputs(wishes.inputs, known, model?.fits ?? []);
  if (!inputs.ok) return err({ kind: "input", ...inputs.error });
  const loss = framework === "torch" ? planLoss(facts) : undefined;
  return ok({
    framework,
    ...(name === undefined ? {} : { model: name }),
    ...(className === undefined ? {} : { className }),
    make: make.value,
    inputs: inputs.value.inputs,
    ...(loss === undefined ? {} : { loss }),
    comparable: !inputs.value.comparable || wishes.make !== undefined ? "none" : isFed(target.value) ? "all" : "open",
  });
}

/** A script's runner sees every model as it is made, with the shapes that it takes: only sizes are wanted. */
export function planScript(wishes: ProbeWishes): Result<Plan, Question> {
  const inputs = planInputs(wishes.inputs, [], []);
  if (!inputs.ok) return err({ kind: "input", ...inputs.error });
  return ok({
    framework: "tfjs",
    ...(wishes.model === undefined ? {} : { model: wishes.model }),
    make: wishes.make === undefined ? [] : [{ kind: "expression", text: wishes.make }],
    inputs: inputs.value.inputs,
    comparable: wishes.inputs.length === 0 && wishes.make === undefined ? "all" : "none",
  });
}

/** What the model takes is known from a call of the program. */
function isFed({ instance, model }: Partial<Target> = {}): boolean {
  return instance?.inputs !== undefined || model?.open !== true;
}

/** By what the file imports; else by what the project's files do that it is made of. */
export function frameworkOf({ language, text, others }: Pick<FileFacts, "language" | "text" | "others">): Framework {
  if (language !== "python") return "tfjs";
  for (const each of [text, ...(others?.values() ?? [])]) {
    const named = frameworkNamed(each);
    if (named !== undefined) return named;
  }
  return "torch";
}

/** What the text of a Python file says by itself. Keras comes before PyTorch, which may be only what it runs on. */
export function frameworkNamed(text: string): Framework | undefined {
  const imports = (name: string): boolean => new RegExp(`^\\s*(?:import|from)\\s+${name}\\b`, "m").test(text);
  const isTorch = /\bnn\.Module\b|\btorch\.nn\b|^\s*(?:import|from)\s+torch\s+import\s+nn\b/m.test(text);
  if ((imports("keras") || imports("tensorflow") || imports("tf_keras")) && !isTorch) return "keras";
  return isTorch || imports("torch") ? "torch" : undefined;
}

function chooseTarget(facts: FileFacts, wishes: ProbeWishes): Result<Target | undefined, Question> {
  const targets = targetsOf(facts);
  if (wishes.model !== undefined) {
    const { model } = wishes;
    const found =
      targets.find(({ name }) => name === model) ??
      targets.find(({ className }) => className === model) ??
      inner(facts, model);
    if (found !== undefined) return ok(found);
    // The runner may know a name that the analysis does not.
    return ok({
      name: model,
      className: model,
      instance: { className: model, ownClass: false, variable: model, made: [], inner: false },
    });
  }
  if (wishes.make !== undefined) return ok(targets.find(({ className }) => wishes.make?.includes(`${className}(`)));
  const [only, ...others] = targets;
  if (others.length === 0) return ok(only);
  const choices = targets.map(({ name }) => name);
  return err({ kind: "model", text: `Which model: ${choices.join(", ")}?`, choices });
}

/** Classes of libraries whose objects are models in themselves. */
const CONTAINER = /^(?:Sequential|Model|Functional)$/;

/** The models that are no parts of others: objects of the program, and where it makes none, classes. */
export function targetsOf({ instances = [], models }: FileFacts): readonly Target[] {
  const byName = new Map<string, Target>();
  for (const instance of instances) {
    const { className, variable, ownClass, inner: isInner } = instance;
    if (isInner || /(?:Loss|Metric)$/.test(className) || (!ownClass && variable === undefined)) continue;
    if (!ownClass && instance.inputs === undefined && !CONTAINER.test(className)) continue;
    const model = models.find(({ name }) => name === className);
    // A class of the file has one target, its last object: others differ in numbers only.
    const name = variable ?? className;
    const before = ownClass ? [...byName].find(([, target]) => target.className === className) : undefined;
    if (before !== undefined && variable === undefined) continue;
    if (before !== undefined) byName.delete(before[0]);
    byName.set(name, { name, className, instance, ...(model === undefined ? {} : { model }) });
  }
  if (byName.size === 0) for (const target of built(instances)) byName.set(target.name, target);
  if (byName.size > 0) return [...byName.values()];
  const parts = new Set(instances.filter((each) => each.inner).map(({ className }) => className));
  return models
    .filter(({ name }) => !parts.has(name))
    .map((model) => ({ name: model.name, className: model.name, model }));
}

/** Containers that functions of the file make and no variable of its top level holds; each has the name of its function. */
function built(instances: readonly InstanceFact[]): readonly Target[] {
  return instances.flatMap((instance) => {
    const { className, made, inner: isInner } = instance;
    const [, builder] = made;
    if (isInner || builder === undefined || !CONTAINER.test(className)) return [];
    return [{ name: builder.calleeText, className, instance }];
  });
}

/** A part of a model, asked for by its class. */
function inner({ instances = [], models }: FileFacts, className: string): Target | undefined {
  const instance = instances.find((each) => each.className === className);
  const model = models.find(({ name }) => name === className);
  if (instance === undefined && model === undefined) return undefined;
  return {
    name: className,
    className,
    ...(instance === undefined ? {} : { instance }),
    ...(model === undefined ? {} : { model }),
  };
}
