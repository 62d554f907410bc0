/**
 * Calls with what PyTorch makes of them, and what the analysis makes of them: `torch.rand(2, 3).sum(1)  -> (2,) float32`, or `!!` for a
 * refusal. Says where the two differ. Who draws the calls (scripts/conformance/generate.py), and who counts, is left to others.
 */

export interface Call {
  readonly text: string;
  /** Printed tensors in the order they come out; `other` for what is no tensor; nothing for a refusal. */
  readonly real: Outcome | undefined;
  /** PyTorch's words, of a refusal. */
  readonly refusal?: string;
}

export type Outcome = string | readonly Outcome[];

/** What the analysis says of one call: an error, or tensors by place in the outcome (`""`, `"_0"`, `"_1_0"`). */
export interface Answer {
  readonly errors: readonly string[];
  readonly tensors: ReadonlyMap<string, string>;
}

export type Verdict =
  /** `partly`: of every tensor something is known; `arguments`: a refusal of the kind of an argument, or of their number. */
  | { readonly kind: "equal" | "both-refuse" | "partly" | "unknown" | "arguments" }
  | { readonly kind: "false-alarm" | "wrong" | "missed"; readonly detail: string };

export function readCalls(text: string): readonly Call[] {
  return text.split("\n").flatMap((line): readonly Call[] => {
    if (line === "" || line.startsWith("#")) return [];
    const found = /^(.*?) {2}(->|!!) ?(.*)$/.exec(line);
    if (found === null) throw new Error(`not a call with its outcome: ${line}`);
    const [, call = "", mark, rest = ""] = found;
    return [mark === "!!" ? { text: call, real: undefined, refusal: rest } : { text: call, real: readOutcome(rest) }];
  });
}

function readOutcome(text: string): Outcome {
  let place = 0;
  const read = (): Outcome => {
    if (text[place] !== "[") {
      const found = /^[^;\]]*/.exec(text.slice(place))?.[0] ?? "";
      place += found.length;
      return found;
    }
    const items: Outcome[] = [];
    place += 1;
    while (place < text.length && text[place] !== "]") {
      items.push(read());
      if (text[place] === ";") place += 2;
    }
    place += 1;
    return items;
  };
  return read();
}

/** The line of a program that gives each tensor of the call's value a name. A call that fails ends its own function only. */
export function assignment(call: Call, name: string): string {
  return call.real === undefined
    ? `def f${name}(): ${name} = ${call.text}`
    : `${target(call.real, name)} = ${call.text}`;
}

function target(outcome: Outcome, name: string): string {
  if (typeof outcome === "string") return name;
  return `(${outcome.map((item, index) => `${target(item, `${name}_${String(index)}`)}, `).join("")})`;
}

export function compare(call: Call, { errors, tensors }: Answer): Verdict {
  if (call.real === undefined) {
    if (errors.length > 0) return { kind: "both-refuse" };
    const claimed = [...tensors.values()];
    // That a function takes no such argument is Python's affair, not one of shapes.
    if (call.refusal?.startsWith("TypeError") === true) return { kind: "arguments" };
    const certain = claimed.length > 0 && !claimed.some((claim) => claim.includes("?"));
    return certain
      ? { kind: "missed", detail: `${claimed.join("; ")}, refused: ${call.refusal ?? ""}` }
      : { kind: "unknown" };
  }
  if (errors.length > 0) return { kind: "false-alarm", detail: errors.join("; ") };
  const parts = leaves(call.real, "").map(([place, real]) => ({ real, claim: tensors.get(place) }));
  const wrong = parts.find(({ real, claim }) => claim !== undefined && !agrees(claim, real));
  if (wrong !== undefined) return { kind: "wrong", detail: `${wrong.claim ?? ""} is really ${wrong.real}` };
  const tensorsOnly = parts.filter(({ real }) => real !== "other");
  if (tensorsOnly.every(({ real, claim }) => claim === real)) return { kind: "equal" };
  return { kind: tensorsOnly.every(({ claim }) => claim !== undefined) ? "partly" : "unknown" };
}

function leaves(outcome: Outcome, place: string): readonly (readonly [string, string])[] {
  if (typeof outcome === "string") return [[place, outcome]];
  return outcome.flatMap((item, index) => leaves(item, `${place}_${String(index)}`));
}

/** Whether nothing that is claimed is otherwise: sizes and dtype may be left open. */
function agrees(claim: string, real: string): boolean {
  const [ours, theirs] = [parts(claim), parts(real)];
  if (ours === undefined) return true;
  if (theirs === undefined) return false;
  if (ours.dtype !== undefined && ours.dtype !== theirs.dtype) return false;
  if (ours.sizes.some((size) => size.startsWith("*"))) return ours.sizes.length - 1 <= theirs.sizes.length;
  return (
    ours.sizes.length === theirs.sizes.length &&
    ours.sizes.every((size, index) => !/^-?\d+$/.test(size) || size === theirs.sizes[index])
  );
}

function parts(text: string): { readonly sizes: readonly string[]; readonly dtype: string | undefined } | undefined {
  const found = /^\((.*)\)(?: (\w+))?$/.exec(text);
  if (found === null) return undefined;
  const sizes = (found[1] ?? "")
    .split(",")
    .map((size) => size.trim())
    .filter((size) => size !== "");
  return { sizes, dtype: found[2] };
}

const roots: Readonly<Record<string, string>> = { F: "torch.nn.functional", nn: "torch.nn" };

/** The public names that a call uses, those on the way to them too: `torch.rand`, `torch.Tensor.sum`, `torch.nn.Linear`. */
export function namesIn(text: string): readonly string[] {
  const dotted = [...text.matchAll(/\b(torch|F|nn|einops)((?:\.\w+)+)/g)].flatMap(([, owner = "", path = ""]) => {
    const words = path.slice(1).split(".");
    return words.map((_, index) => [roots[owner] ?? owner, ...words.slice(0, index + 1)].join("."));
  });
  const methods = [...text.matchAll(/(?:[)\]]|\b(?!torch\b|nn\b|F\b|np\b|einops\b)[a-z]+)\.(\w+)/g)];
  return [...new Set([...dotted, ...methods.map(([, name = ""]) => `torch.Tensor.${name}`)])];
}
