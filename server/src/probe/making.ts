/** The ways to make a model again, best first: the variable that holds it, the call that made it, a call of a function that did. */
import type { ArgumentFact, CallFact, InstanceFact, ModelFact } from "../facts/index.ts";
import { err, ok } from "../base/result.ts";
import type { Result } from "../base/result.ts";

export type Way =
  | { readonly kind: "variable"; readonly name: string }
  /** In the names of the file's top level. `again`: the program makes it so itself, and what it has made comes first. */
  | { readonly kind: "expression"; readonly text: string; readonly again?: true }
  /** Whatever the runner finds. */
  | { readonly kind: "discover" };

export function waysToMake(
  wish: string | undefined,
  instance: InstanceFact | undefined,
  model: ModelFact | undefined,
): Result<readonly Way[], { readonly text: string; readonly className: string }> {
  if (wish !== undefined) return ok([{ kind: "expression", text: wish }]);
  const ways: Way[] = [];
  if (instance?.variable !== undefined) ways.push({ kind: "variable", name: instance.variable });
  instance?.made.forEach((call, index) => {
    // The innermost call is the class's own; by whatever name the program called it there, the class has this one.
    const callee = index === 0 && instance.ownClass ? instance.className : call.calleeText;
    const text = expressionOf(callee, call);
    if (text !== undefined && (index > 0 || instance.ownClass)) ways.push({ kind: "expression", text, again: true });
  });
  if (instance === undefined && model !== undefined) {
    const needs = model.needs ?? [];
    if (needs.length > 0) {
      const names = needs.map((name) => `\`${name}\``).join(", ");
      const text = `\`${model.name}\` is made nowhere in the file, and needs ${names}: how is it made?`;
      return err({ text, className: model.name });
    }
    ways.push({ kind: "expression", text: `${model.name}()` });
  }
  // A variable may be set where the probe does not go: below `if __name__ == "__main__":`, in a statement that fails.
  if (ways.length === 0) ways.push({ kind: "discover" });
  return ok(ways);
}

/** Undefined where an argument cannot be written at the top level: `*layers`, a method of an object that is there no more. */
function expressionOf(callee: string, call: CallFact): string | undefined {
  if (/^self\b|[^\w.]/.test(callee)) return undefined;
  const texts = call.args.map(argumentText);
  return texts.includes(undefined) ? undefined : `${callee}(${texts.join(", ")})`;
}

function argumentText({ parameter, keyword, literal, size, text }: ArgumentFact): string | undefined {
  const value = literal ?? (typeof size === "number" ? String(size) : text);
  if (value === undefined) return undefined;
  return keyword ? `${parameter}=${value}` : value;
}
