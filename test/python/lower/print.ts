/**
 * Prints the intermediate representation compactly, for tests: one line a statement, blocks indented, expressions as
 * lists in brackets with the operation first. Spans are left out.
 */
import { assertNever } from "../../../server/src/base/assert-never.ts";
import type {
  Argument,
  ClassIR,
  ComprehensionExpr,
  ConstantExpr,
  Expr,
  FunctionIR,
  ImportIR,
  ModuleIR,
  Parameter,
  Stmt,
  Target,
} from "../../../server/src/interp/ir.ts";

export function printModule(module: ModuleIR): string {
  return printBlock(module.body, "");
}

function printBlock(body: readonly Stmt[], indent: string): string {
  return body.map((each) => indent + printStatement(each, indent)).join("\n");
}

// One arm for each kind of statement.
function printStatement(node: Stmt, indent: string): string {
  const deeper = `${indent}  `;
  const block = (head: string, body: readonly Stmt[]): string =>
    body.length === 0 ? head : `${head}\n${printBlock(body, deeper)}`;
  const tail = (head: string, body: readonly Stmt[]): string =>
    body.length === 0 ? "" : `\n${indent}${block(head, body)}`;
  switch (node.kind) {
    case "expression":
      return print(node.value);
    case "assign": {
      const annotation = node.annotation ? `: ${print(node.annotation)}` : "";
      const value = node.value ? ` = ${print(node.value)}` : "";
      return node.targets.map(printTarget).join(" = ") + annotation + value;
    }
    case "augment":
      return `${printTarget(node.target)} ${node.operator}= ${print(node.value)}`;
    case "if":
      return block(`if ${print(node.test)}`, node.then) + tail("else", node.otherwise);
    case "while": {
      const head = words(node.label && `${node.label}:`, node.testAfter && "do", `while ${print(node.test)}`);
      const update = node.update ? ` update ${print(node.update)}` : "";
      return block(head + update, node.body) + tail("else", node.otherwise);
    }
    case "for": {
      const over = `${node.keys ? "keys of" : "in"} ${print(node.iterable)}`;
      const head = words(node.label && `${node.label}:`, `for ${printTarget(node.target)} ${over}`);
      return block(head, node.body) + tail("else", node.otherwise);
    }
    case "try": {
      const handlers = node.handlers.map((handler) => {
        const type = handler.type ? ` ${print(handler.type)}` : "";
        const target = handler.target ? ` as ${printTarget(handler.target)}` : "";
        return `\n${indent}${block(`except${type}${target}`, handler.body)}`;
      });
      return block("try", node.body) + handlers.join("") + tail("else", node.otherwise) + tail("finally", node.finally);
    }
    case "with": {
      const items = node.items.map(
        (item) => print(item.context) + (item.target ? ` as ${printTarget(item.target)}` : ""),
      );
      return block(`with ${items.join(", ")}`, node.body);
    }
    case "block":
      return block(words("block", node.label, node.locals && `{${[...node.locals].sort().join(" ")}}`), node.body);
    case "function":
      return decorated(node.decorators, indent) + block(`def ${functionHead(node.function)}`, node.function.body);
    case "class":
      return decorated(node.decorators, indent) + block(`class ${classHead(node.class)}`, node.class.body);
    case "return":
      return words("return", node.value && print(node.value));
    case "raise":
      return words("raise", node.value && print(node.value), node.cause && `from ${print(node.cause)}`);
    case "break":
    case "continue":
      return words(node.kind, node.label);
    case "delete":
      return `del ${node.targets.map(printTarget).join(" ")}`;
    case "assert":
      return words("assert", print(node.test), node.message && print(node.message));
    case "import":
      return printImport(node.import);
    case "export":
      return `export ${node.local} as ${node.exported}`;
    default:
      return assertNever(node);
  }
}

// One arm for each kind of expression.
export function print(node: Expr): string {
  switch (node.kind) {
    case "constant":
      return printConstant(node);
    case "name":
      return node.name;
    case "attribute":
      return `${print(node.object)}${node.optional ? "?" : ""}.${node.name}`;
    case "index":
      return list(node.optional ? "index?" : "index", print(node.object), print(node.index));
    case "slice":
      return list("slice", ...[node.lower, node.upper, node.step].map((each) => (each ? print(each) : "_")));
    case "call":
      return list(
        ...(node.construct ? ["new"] : []),
        print(node.callee) + (node.optional ? "?" : ""),
        ...node.args.map(printArgument),
      );
    case "binary":
      return list(node.operator, print(node.left), print(node.right));
    case "unary":
      return list(node.operator, print(node.operand));
    case "compare":
      return list(print(node.first), ...node.rest.map((each) => `${each.operator} ${print(each.value)}`));
    case "logical":
      return list(node.operator, ...node.values.map(print));
    case "conditional":
      return list("if", print(node.test), print(node.then), print(node.otherwise));
    case "sequence":
      return list(node.form, ...node.items.map(print));
    case "dict":
      return list(
        node.object ? "object" : "dict",
        ...node.entries.map((each) => (each.key ? `${print(each.key)}: ` : "**") + print(each.value)),
      );
    case "function":
      return list(
        `lambda ${functionHead(node.function)}`,
        ...node.function.body.map((each) => printStatement(each, "")),
      );
    case "class":
      return list("class", classHead(node.class));
    case "comprehension":
      return printComprehension(node);
    case "template":
      return list(
        "template",
        ...node.parts.map((part) =>
          typeof part === "string"
            ? JSON.stringify(part)
            : print(part.value) + (part.formatted ? "!" : part.spec === undefined ? "" : `:${part.spec}`),
        ),
      );
    case "assign":
      return list(`${node.operator ?? ":"}=`, printTarget(node.target), print(node.value));
    case "yield":
      return list(node.delegate ? "yield from" : "yield", ...(node.value ? [print(node.value)] : []));
    case "await":
      return list("await", print(node.value));
    case "spread":
      return `*${print(node.value)}`;
    case "typed":
      return list("typed", print(node.value), node.type);
    case "broken":
      return list("broken", ...node.children.map(print));
    default:
      return assertNever(node);
  }
}

function printTarget(node: Target): string {
  switch (node.kind) {
    case "name":
      return node.name;
    case "attribute":
      return `${print(node.object)}.${node.name}`;
    case "index":
      return list("index", print(node.object), print(node.index));
    case "unpack":
      return list("unpack", ...node.items.map((item) => (item ? (item.rest ? "*" : "") + printDefaulted(item) : "_")));
    case "properties":
      return list(
        "properties",
        ...node.entries.map(
          (each) => `${typeof each.key === "string" ? each.key : `[${print(each.key)}]`}: ${printDefaulted(each)}`,
        ),
        ...(node.rest ? [`*${printTarget(node.rest)}`] : []),
      );
    case "broken":
      return list(node.kind);
    default:
      return assertNever(node);
  }
}

function printDefaulted(item: { readonly target: Target; readonly default?: Expr }): string {
  return printTarget(item.target) + (item.default ? `=${print(item.default)}` : "");
}

function printConstant({ value }: ConstantExpr): string {
  switch (value.type) {
    case "bool":
      return value.value ? "True" : "False";
    case "none":
      return "None";
    case "int":
      return String(value.value);
    case "float":
      return Number.isInteger(value.value) ? value.value.toFixed(1) : String(value.value);
    case "str":
      return JSON.stringify(value.value);
    default:
      return `<${value.type}>`;
  }
}

function printComprehension(node: ComprehensionExpr): string {
  const clauses = node.clauses.map((clause) => {
    const conditions = clause.conditions.map((condition) => ` if ${print(condition)}`).join("");
    return `for ${printTarget(clause.target)} in ${print(clause.iterable)}${conditions}`;
  });
  return list(`${node.form}-of`, (node.key ? `${print(node.key)}: ` : "") + print(node.element), ...clauses);
}

function printArgument(node: Argument): string {
  const prefix = { positional: "", spread: "*", keyword: `${node.name ?? "?"}=`, keywords: "**" }[node.kind];
  return prefix + print(node.value);
}

function functionHead(node: FunctionIR): string {
  const flags = [node.async && "async", node.generator && "generator", node.arrow && "arrow"].filter(Boolean);
  const parameters = node.parameters.map(printParameter).join(", ");
  const returns = node.returns ? ` -> ${print(node.returns)}` : "";
  const locals = [...node.locals].sort().join(" ");
  return words(`${node.name}(${parameters})${returns}`, ...(flags as string[]), `{${locals}}`);
}

function printParameter(node: Parameter): string {
  const mark = { "positional-only": "/", normal: "", rest: "*", "keyword-only": "!", keywords: "**" }[node.kind];
  const annotation = node.annotation ? `: ${print(node.annotation)}` : "";
  const target = node.target ? `@${printTarget(node.target)}` : "";
  return mark + node.name + target + annotation + (node.default ? `=${print(node.default)}` : "");
}

function classHead(node: ClassIR): string {
  return `${node.name}(${node.bases.map(printArgument).join(", ")}) {${[...node.locals].sort().join(" ")}}`;
}

function printImport(node: ImportIR): string {
  const bindings = node.bindings.map((each) => `${each.imported} as ${each.local}`).join(", ");
  return words("import", ".".repeat(node.level) + node.module, node.star ? "star" : bindings);
}

function decorated(decorators: readonly Expr[], indent: string): string {
  return decorators.map((each) => `@${print(each)}\n${indent}`).join("");
}

function list(...parts: readonly string[]): string {
  return `(${parts.join(" ")})`;
}

function words(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== false && part !== "").join(" ");
}
