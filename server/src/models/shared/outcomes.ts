/**
 * Operations on arguments that are known to the last number give the same outcome each time: it is kept for the life of a machine, so that
 * an edit pays for what it changed. Nothing is kept that failed, or that has a size of its own in it: two such sizes must never be taken
 * for one.
 */
import type { OpArgument, OpArguments, OpResult } from "../../ops/argument.ts";
import { runOp } from "../../ops/define.ts";
import type { Operation, OpOutcome } from "../../ops/define.ts";
import type { Judge } from "../../ops/judge.ts";
import { readingText } from "../../shape/index.ts";
import type { Shape } from "../../shape/index.ts";

/** Outcomes kept of one operation: more are no program's, but a loop's. */
const mostKept = 2000;

export class Outcomes {
  private readonly kept = new Map<Operation, Map<string, OpOutcome>>();

  of(operation: Operation, args: OpArguments, judge: Judge): OpOutcome {
    const key = this.key(args);
    if (key === undefined) return runOp(operation, args, judge);
    let kept = this.kept.get(operation);
    if (kept === undefined) this.kept.set(operation, (kept = new Map<string, OpOutcome>()));
    const before = kept.get(key);
    if (before !== undefined) return before;
    const outcome = runOp(operation, args, judge);
    if (kept.size < mostKept && isLasting(outcome)) kept.set(key, outcome);
    return outcome;
  }

  /** All that the outcome depends on, in one text; `undefined` where an argument is not wholly known. */
  private key(args: OpArguments): string | undefined {
    let key = "";
    for (const argument of args.positional) {
      const part = this.part(argument);
      if (part === undefined) return undefined;
      key += `${part};`;
    }
    for (const name in args.named) {
      const part = this.part(args.named[name] as OpArgument);
      if (part === undefined) return undefined;
      key += `${name}=${part};`;
    }
    return key;
  }

  private part(argument: OpArgument): string | undefined {
    switch (argument.kind) {
      case "tensor": {
        const { shape, dtype, reading, order } = argument.tensor;
        const sizes = sizesText(shape);
        return sizes === undefined
          ? undefined
          : `T${sizes}${dtype ?? "?"}${reading === undefined ? "" : ` ${readingText(reading)} `}${order === undefined ? "" : `@${String(order)}`}`;
      }
      case "int":
        return typeof argument.value === "number" ? `i${String(argument.value)}` : undefined;
      case "float":
        return `f${String(argument.value)}`;
      case "number":
        return argument.isInt ? "i?" : "n?";
      case "flag":
        return `b${String(argument.value)}`;
      case "text":
        return argument.value === undefined ? "t" : `t${JSON.stringify(argument.value)}`;
      case "dtype":
        return `d${argument.value ?? "?"}`;
      case "list": {
        let text = argument.isList === true ? "[" : "(";
        for (const item of argument.items) {
          const part = this.part(item);
          if (part === undefined) return undefined;
          text += `${part},`;
        }
        return `${text}]`;
      }
      case "sizes": {
        const sizes = sizesText(argument.shape);
        return sizes === undefined ? undefined : `S${sizes}`;
      }
      case "none":
        return "n";
      case "ellipsis":
        return "e";
      case "slice":
      case "open-list":
      case "unknown":
        return undefined;
    }
  }
}

/** The sizes of a shape that is known to the last number. */
function sizesText({ lead, rest, tail }: Shape): string | undefined {
  if (rest !== undefined) return undefined;
  let text = "(";
  for (const sizes of [lead, tail]) {
    for (const size of sizes) {
      if (typeof size !== "number") return undefined;
      text += `${String(size)},`;
    }
  }
  return `${text})`;
}

function isLasting({ broken, refused, result }: OpOutcome): boolean {
  return broken.length === 0 && refused === undefined && isWhollyKnown(result);
}

function isWhollyKnown(result: OpResult): boolean {
  switch (result.kind) {
    case "tensor":
      return sizesText(result.tensor.shape) !== undefined;
    case "size":
      return typeof result.size === "number";
    case "tuple":
    case "list":
      return result.items.every(isWhollyKnown);
    case "open-list":
      return isWhollyKnown(result.item);
    case "unknown":
      return true;
  }
}
