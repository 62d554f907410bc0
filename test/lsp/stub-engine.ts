/**
 * An engine that understands four words, so that the server is tested without an analysis: `tensor(2, 3)` makes a value, `model(…)` a model, `wrong(7)`
 * is reported and can be fixed to `right(7)`, `fault()` is a fault of ours. `import other` in a file speaks of the file other.py beside it.
 */
import type { FileFacts, ModelFact, ValueFact } from "../../server/src/facts/index.ts";
import type { Change } from "../../server/src/lsp/analysis-client.ts";
import type { Engine } from "../../server/src/lsp/analysis-host.ts";
import type { Diagnostic } from "../../server/src/rules/index.ts";
import type { TensorType } from "../../server/src/shape/index.ts";

export interface StubEngine extends Engine {
  /** Every change that arrived, in order. */
  readonly changes: readonly Change[];
  /** Every file that was analysed, in order, with its root. */
  readonly analysed: readonly { readonly root: string; readonly path: string }[];
}

export function createStubEngine(read: (path: string) => string | undefined = () => undefined): StubEngine {
  const texts = new Map<string, string>();
  const changes: Change[] = [];
  const analysed: { root: string; path: string }[] = [];
  const textOf = (path: string): string => texts.get(path) ?? read(path) ?? "";
  return {
    changes,
    analysed,
    change(change) {
      changes.push(change);
      if (change.kind !== "text") return;
      if (change.text === undefined) texts.delete(change.path);
      else texts.set(change.path, change.text);
    },
    facts(root, path) {
      analysed.push({ root, path });
      const text = textOf(path);
      if (text.includes("fault()")) throw new Error("the stub has a fault");
      return factsOf(path, text);
    },
    trial: (_, path, changed) => factsOf(path, changed.get(path) ?? textOf(path)),
    read: textOf,
    users: () => [],
    diagnose: (facts, rules, where) =>
      rules["wrong-word"] === "off"
        ? []
        : matches(facts.text, /wrong\((\d+)\)/g).map((match) =>
            wrongWord(facts, match, rules["wrong-word"] ?? "error", textOf, where),
          ),
  };
}

function factsOf(path: string, text: string): FileFacts {
  return {
    path,
    text,
    language: "python",
    values: matches(text, /(\w+) = tensor\(([\d, ]+)\)/g).flatMap(valuesOf),
    sizes: [],
    broken: [],
    lossCalls: [],
    calls: [],
    models: matches(text, /model\(([\d, ]+)\)/g).map(modelOf),
    comments: [],
    assignments: [],
    unresolved: [],
    syntaxErrors: [],
    incomplete: false,
  };
}

/** The name's value and the call's. */
function valuesOf(match: RegExpExecArray): readonly ValueFact[] {
  const [whole, name = "", sizes = ""] = match;
  const tensor = tensorOf(sizes);
  const call = whole.slice(name.length + " = ".length);
  const end = match.index + whole.length;
  return [
    { span: { start: match.index, end: match.index + name.length }, text: name, tensor, role: "target" },
    { span: { start: end - call.length, end }, text: call, tensor, role: "expression" },
  ];
}

function modelOf(match: RegExpExecArray): ModelFact {
  return {
    name: "model",
    span: { start: match.index, end: match.index + "model".length },
    inputs: [{ name: "x", tensor: tensorOf(match[1] ?? "") }],
    outputs: [tensorOf("1, 10")],
    parameters: 11_181_642,
    open: false,
    notes: [],
  };
}

function tensorOf(sizes: string): TensorType {
  return { shape: { lead: sizes.split(",").map(Number), tail: [] }, dtype: "float32" };
}

function wrongWord(
  { path, text }: FileFacts,
  match: RegExpExecArray,
  severity: Diagnostic["severity"] | "off",
  textOf: (path: string) => string,
  where: Parameters<Engine["diagnose"]>[2],
): Diagnostic {
  const span = { start: match.index, end: match.index + match[0].length };
  const other = `${path.slice(0, path.lastIndexOf("/"))}/other.py`;
  const first = { path, span: { start: 0, end: 1 } };
  return {
    rule: "wrong-word",
    severity: severity === "off" ? "hint" : severity,
    message: `\`wrong\` is said here, and the text began at ${where?.(first) ?? "line 1"}.`,
    span,
    related: [
      { place: first, message: "The text began here." },
      ...(text.includes("import other")
        ? [
            {
              place: {
                path: other,
                span: { start: textOf(other).indexOf("said"), end: textOf(other).indexOf("said") + 4 },
              },
              message: "Said there.",
            },
          ]
        : []),
    ],
    fixes: [
      {
        title: "Say `right`",
        safe: Number(match[1]) < 100,
        preferred: true,
        edits: [{ path, span: { start: span.start, end: span.start + "wrong".length }, newText: "right" }],
      },
    ],
  };
}

function matches(text: string, pattern: RegExp): RegExpExecArray[] {
  return [...text.matchAll(pattern)];
}
