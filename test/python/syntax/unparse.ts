/** A syntax tree as Python text again, every operation in its own parentheses, so that a test can show what was understood. */
import { assertNever } from "../../../server/src/base/assert-never.ts";
import type {
  Argument,
  Comprehension,
  Constant,
  Expression,
  FormattedString,
  ImportAlias,
  Module,
  Parameter,
  Pattern,
  Statement,
} from "../../../server/src/python/syntax/ast.ts";

export function unparseModule(module: Module): string {
  return block(module.body, "");
}

function block(statements: readonly Statement[], indent: string): string {
  return statements.map((statement) => unparseStatement(statement, indent)).join("\n");
}

function clause(header: string, body: readonly Statement[], indent: string): string {
  return body.length === 0 ? `${indent}${header}:` : `${indent}${header}:\n${block(body, `${indent}  `)}`;
}

function optional(keyword: string, body: readonly Statement[], indent: string): string {
  return body.length === 0 ? "" : `\n${clause(keyword, body, indent)}`;
}

function unparseStatement(statement: Statement, indent: string): string {
  const async = "isAsync" in statement && statement.isAsync ? "async " : "";
  const otherwise = "otherwise" in statement ? optional("else", statement.otherwise, indent) : "";
  switch (statement.kind) {
    case "FunctionDef": {
      const returns = statement.returns === undefined ? "" : ` -> ${show(statement.returns)}`;
      const header = `${async}def ${statement.name}(${parameters(statement.parameters)})${returns}`;
      return decorators(statement.decorators, indent) + clause(header, statement.body, indent);
    }
    case "ClassDef":
      return (
        decorators(statement.decorators, indent) +
        clause(`class ${statement.name}(${args(statement.bases)})`, statement.body, indent)
      );
    case "For":
      return (
        clause(`${async}for ${show(statement.target)} in ${show(statement.iterable)}`, statement.body, indent) +
        otherwise
      );
    case "While":
    case "If":
      return clause(`${statement.kind.toLowerCase()} ${show(statement.test)}`, statement.body, indent) + otherwise;
    case "With": {
      const items = statement.items.map(
        ({ context, target }) => show(context) + (target === undefined ? "" : ` as ${show(target)}`),
      );
      return clause(`${async}with ${items.join(", ")}`, statement.body, indent);
    }
    case "Match": {
      const cases = statement.cases.map(({ pattern, guard, body }) => {
        return clause(
          `case ${showPattern(pattern)}${guard === undefined ? "" : ` if ${show(guard)}`}`,
          body,
          `${indent}  `,
        );
      });
      return `${indent}match ${show(statement.subject)}:\n${cases.join("\n")}`;
    }
    case "Try": {
      const handlers = statement.handlers.map(({ type, name, body }) => {
        const caught = type === undefined ? "" : ` ${show(type)}`;
        return `\n${clause(`except${caught}${name === undefined ? "" : ` as ${name}`}`, body, indent)}`;
      });
      return (
        clause("try", statement.body, indent) +
        handlers.join("") +
        otherwise +
        optional("finally", statement.finally, indent)
      );
    }
    default:
      return indent + simple(statement);
  }
}

type Compound = "FunctionDef" | "ClassDef" | "For" | "While" | "If" | "With" | "Match" | "Try";

function simple(statement: Exclude<Statement, { readonly kind: Compound }>): string {
  switch (statement.kind) {
    case "Return":
      return `return${after(statement.value)}`;
    case "Delete":
      return `del ${list(statement.targets)}`;
    case "Assign":
      return [...statement.targets, statement.value].map(show).join(" = ");
    case "AugAssign":
      return `${show(statement.target)} ${statement.operator}= ${show(statement.value)}`;
    case "AnnAssign":
      return `${show(statement.target)}: ${show(statement.annotation)}${statement.value === undefined ? "" : ` = ${show(statement.value)}`}`;
    case "Raise":
      return `raise${after(statement.value)}${statement.cause === undefined ? "" : ` from ${show(statement.cause)}`}`;
    case "Assert":
      return `assert ${show(statement.test)}${statement.message === undefined ? "" : `, ${show(statement.message)}`}`;
    case "Import":
      return `import ${aliases(statement.names)}`;
    case "ImportFrom":
      return `from ${".".repeat(statement.level)}${statement.module} import ${statement.star ? "*" : aliases(statement.names)}`;
    case "Global":
    case "Nonlocal":
      return `${statement.kind.toLowerCase()} ${statement.names.join(", ")}`;
    case "ExpressionStatement":
      return show(statement.value);
    case "Pass":
    case "Break":
    case "Continue":
      return statement.kind.toLowerCase();
    case "TypeAlias":
      return `type ${statement.name} = ${show(statement.value)}`;
    default:
      return assertNever(statement);
  }
}

function after(value: Expression | undefined): string {
  return value === undefined ? "" : ` ${show(value)}`;
}

function aliases(names: readonly ImportAlias[]): string {
  return names.map(({ name, alias }) => (alias === undefined ? name : `${name} as ${alias}`)).join(", ");
}

function decorators(expressions: readonly Expression[], indent: string): string {
  return expressions.map((expression) => `${indent}@${show(expression)}\n`).join("");
}

function list(expressions: readonly Expression[]): string {
  return expressions.map(show).join(", ");
}

const parameterMarks = { "positional-only": "", normal: "", rest: "*", "keyword-only": "", keywords: "**" } as const;

function parameters(items: readonly Parameter[]): string {
  const shown = items.flatMap((item, index) => {
    const annotation = item.annotation === undefined ? "" : `: ${show(item.annotation)}`;
    const value = item.default === undefined ? "" : `=${show(item.default)}`;
    const isFirstKeyword =
      item.form === "keyword-only" &&
      !items.slice(0, index).some(({ form }) => form === "rest" || form === "keyword-only");
    const isLastPositional = item.form === "positional-only" && items[index + 1]?.form !== "positional-only";
    const text = `${parameterMarks[item.form]}${item.name}${annotation}${value}`;
    return [...(isFirstKeyword ? ["*"] : []), text, ...(isLastPositional ? ["/"] : [])];
  });
  return shown.join(", ");
}

function args(items: readonly Argument[]): string {
  const marks = { positional: "", spread: "*", keyword: "", keywords: "**" } as const;
  return items
    .map(({ form, name, value }) => (form === "keyword" ? `${name ?? ""}=` : marks[form]) + show(value))
    .join(", ");
}

export function show(expression: Expression): string {
  switch (expression.kind) {
    case "BoolOp":
      return `(${expression.values.map(show).join(` ${expression.operator} `)})`;
    case "NamedExpr":
      return `(${expression.target.name} := ${show(expression.value)})`;
    case "BinOp":
      return `(${show(expression.left)} ${expression.operator} ${show(expression.right)})`;
    case "UnaryOp":
      return `(${expression.operator === "not" ? "not " : expression.operator}${show(expression.operand)})`;
    case "Lambda":
      return `(lambda ${parameters(expression.parameters)}: ${show(expression.body)})`;
    case "IfExp":
      return `(${show(expression.body)} if ${show(expression.test)} else ${show(expression.otherwise)})`;
    case "Dict":
      return `{${expression.entries.map(({ key, value }) => (key === undefined ? "**" : `${show(key)}: `) + show(value)).join(", ")}}`;
    case "Set":
      return `{${list(expression.items)}}`;
    case "Comprehension":
      return comprehension(expression);
    case "Await":
      return `(await ${show(expression.value)})`;
    case "Yield":
      return `(yield${expression.delegate ? " from" : ""}${after(expression.value)})`;
    case "Compare":
      return `(${show(expression.first)}${expression.rest.map(({ operator, value }) => ` ${operator} ${show(value)}`).join("")})`;
    case "Call":
      return `${show(expression.callee)}(${args(expression.args)})`;
    case "FormattedString":
      return formatted(expression);
    case "Constant":
      return constant(expression.value);
    case "Attribute":
      return `${show(expression.object)}.${expression.name}`;
    case "Subscript":
      return `${show(expression.object)}[${show(expression.index)}]`;
    case "Starred":
      return `*${show(expression.value)}`;
    case "Name":
      return expression.name;
    case "List":
      return `[${list(expression.items)}]`;
    case "Tuple":
      return `(${list(expression.items)}${expression.items.length === 1 ? "," : ""})`;
    case "Slice": {
      const part = (bound: Expression | undefined): string => (bound === undefined ? "" : show(bound));
      return `${part(expression.lower)}:${part(expression.upper)}${expression.step === undefined ? "" : `:${show(expression.step)}`}`;
    }
    case "Broken":
      return `‹${list(expression.children)}›`;
  }
}

function comprehension({ form, key, element, clauses }: Comprehension): string {
  const inner = `${key === undefined ? "" : `${show(key)}: `}${show(element)}${clauses
    .map(({ target, iterable, conditions }) => {
      return ` for ${show(target)} in ${show(iterable)}${conditions.map((condition) => ` if ${show(condition)}`).join("")}`;
    })
    .join("")}`;
  if (form === "generator") return `(${inner})`;
  return form === "list" ? `[${inner}]` : `{${inner}}`;
}

function formatted({ parts }: FormattedString): string {
  const shown = parts.map((part) =>
    typeof part === "string"
      ? JSON.stringify(part).slice(1, -1)
      : `{${show(part.value)}${part.formatted ? "…" : part.spec === undefined ? "" : `:${part.spec}`}}`,
  );
  return `f"${shown.join("")}"`;
}

function constant(value: Constant["value"]): string {
  switch (value.type) {
    case "none":
      return "None";
    case "bool":
      return value.value ? "True" : "False";
    case "int":
      return String(value.value);
    case "float":
      return `float ${String(value.value)}`;
    case "str":
      return JSON.stringify(value.value);
    case "ellipsis":
      return "...";
    case "bytes":
    case "other":
      return `<${value.type}>`;
  }
}

function showPattern(pattern: Pattern): string {
  switch (pattern.kind) {
    case "MatchValue":
      return show(pattern.value);
    case "MatchAs": {
      const name = pattern.name ?? "_";
      return pattern.pattern === undefined ? name : `(${showPattern(pattern.pattern)} as ${name})`;
    }
    case "MatchOr":
      return `(${pattern.patterns.map(showPattern).join(" | ")})`;
    case "MatchSequence":
      return `[${pattern.patterns.map(showPattern).join(", ")}]`;
    case "MatchStar":
      return `*${pattern.name ?? "_"}`;
    case "MatchMapping": {
      const entries = pattern.entries.map(({ key, pattern: value }) => `${show(key)}: ${showPattern(value)}`);
      return `{${[...entries, ...(pattern.rest === undefined ? [] : [`**${pattern.rest}`])].join(", ")}}`;
    }
    case "MatchClass": {
      const keywords = pattern.keywords.map(({ name, pattern: value }) => `${name}=${showPattern(value)}`);
      return `${show(pattern.cls)}(${[...pattern.positional.map(showPattern), ...keywords].join(", ")})`;
    }
    case "Broken":
      return "‹›";
  }
}
