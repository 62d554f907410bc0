/** What is called: a function, a class, an object, or something that nobody knows. */
import { argumentQuality, callFunction } from "./calls.ts";
import type { CallRecord } from "./frames.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Machine } from "./machine.ts";
import { somethingOf, withEach } from "./one-of.ts";
import { addRemedy } from "./remedy.ts";
import { unknown } from "./values.ts";
import type { CallArguments, ClassValue, InstanceValue, Value } from "./values.ts";

export function callValue(it: Interpreter, callee: Value, args: CallArguments, site?: CallRecord): Value {
  it.step();
  switch (callee.kind) {
    case "function":
      return callFunction(it, callee, args, undefined);
    case "builtin":
      return callee.call(it, callee.self === undefined ? args : prepend(callee.self, args), site);
    case "method":
      return callMethod(it, callee.function, callee.self, args, site);
    case "class": {
      const made = (callee.construct ?? construct).call(it, it, callee, args, site ?? it.projectSite());
      if (made.kind === "instance" && made.class === callee) it.recorder.constructed(made);
      return made;
    }
    case "instance":
      return callInstance(it, callee, args, site);
    case "super":
    case "descriptor":
      return it.language.callInstance(it, callee, args, site);
    case "dtype": {
      const maker = it.ports.makerOfType?.(it);
      return maker === undefined ? unknown : it.call(maker, prepend(callee, args), site);
    }
    default: {
      const alternatives = callee.kind === "unknown" ? somethingOf(callee) : undefined;
      if (alternatives !== undefined) return withEach(it, alternatives, (each) => it.call(each, args, site)) ?? unknown;
      it.language.calledUnknown?.(it, args);
      if (callee.kind === "unknown" && callee.origin !== undefined && it.ports.isHarmless(callee.origin))
        return unknown;
      // What code that we do not see got hold of once, it may have kept.
      it.escape([...args.positional, ...args.named.values(), ...[...it.escapees].filter((e) => e.escaped)]);
      return it.language.resultOfUnknown?.(it, callee) ?? unknown;
    }
  }
}

const construct = (it: Machine, cls: ClassValue, args: CallArguments, site: CallRecord | undefined): Value =>
  it.language.construct(it, cls, args, site);

/** The outermost call of a model from the project also says which inputs would fit, should this one break. */
function callInstance(
  it: Interpreter,
  callee: InstanceValue,
  args: CallArguments,
  site: CallRecord | undefined,
): Value {
  const quality = argumentQuality(args, it.frame.quality);
  it.recorder.instanceCalled(it, callee, quality);
  const firstReport = it.recorder.broken.length;
  const outermost = !it.insideModel && site !== undefined;
  if (outermost) it.insideModel = true;
  try {
    const value = it.keptCall(callee, args, () => it.language.callInstance(it, callee, args, site));
    it.recorder.layerOutput(it, callee, value);
    // A container calls its children on behalf of the project.
    if (quality === "known" && it.projectSite() !== undefined)
      it.recorder.modelCall({ instance: callee, inputs: args.positional, named: args.named, output: value });
    if (outermost && it.recorder.broken.length > firstReport) addRemedy(it, callee, args, site, firstReport);
    return value;
  } finally {
    if (outermost) it.insideModel = false;
  }
}

function callMethod(it: Interpreter, fn: Value, self: Value, args: CallArguments, site: CallRecord | undefined): Value {
  if (fn.kind !== "function") return it.call(fn, prepend(self, args), site);
  const bound = it.ports.languageOf(fn.closure.module).name === "javascript" ? args : prepend(self, args);
  return callFunction(it, fn, bound, self);
}

function prepend(self: Value, args: CallArguments): CallArguments {
  return { ...args, positional: [self, ...args.positional] };
}
