/** Object literals. Methods are functions; getters and setters are functions under the names of `members.ts`. */
import type { DictExpr, Expr } from "../../interp/ir.ts";
import { getterOf, setterOf, symbolKey } from "../members.ts";
import type { Expression, ObjectLiteral, ObjectMember, PropertyName } from "../syntax.ts";
import { broken, isUnfinished, span, text } from "./context.ts";
import type { Context } from "./context.ts";
import { definedValue } from "./self-names.ts";

type Entry = DictExpr["entries"][number];

export function lowerObject(node: ObjectLiteral, context: Context): Expr {
  const entries = node.properties.flatMap((member) => lowerMember(member, context));
  const at = span(node, context);
  const rest: readonly Entry[] = isUnfinished(node, context) ? [{ value: broken(at) }] : [];
  return { kind: "dict", span: at, entries: [...entries, ...rest], object: true };
}

function lowerMember(member: ObjectMember, context: Context): readonly Entry[] {
  const { syntax, lower } = context;
  const { SyntaxKind } = syntax;
  switch (member.kind) {
    case SyntaxKind.SpreadAssignment:
      return [{ value: lower.expression(member.expression, context) }];
    case SyntaxKind.ShorthandPropertyAssignment: {
      const at = span(member.name, context);
      return [{ key: text(member.name.text, at), value: lower.expression(member.name, context) }];
    }
    case SyntaxKind.PropertyAssignment: {
      const key = lowerKey(member.name, context);
      return [{ key, value: definedValue(member.initializer, keyName(member.name, context) ?? "", key.span, context) }];
    }
    case SyntaxKind.MethodDeclaration:
    case SyntaxKind.GetAccessor:
    case SyntaxKind.SetAccessor: {
      if (member.body === undefined) return [];
      const known = keyName(member.name, context);
      const nameSpan = span(member.name, context);
      const form =
        member.kind === SyntaxKind.GetAccessor
          ? getterOf
          : member.kind === SyntaxKind.SetAccessor
            ? setterOf
            : undefined;
      if (form !== undefined && known === undefined) return [];
      const fn = lower.function(member, context, { name: known ?? "", nameSpan, member: "method" });
      const key =
        form === undefined || known === undefined ? lowerKey(member.name, context) : text(form(known), nameSpan);
      return [{ key, value: { kind: "function", span: fn.span, function: fn } }];
    }
  }
}

/** A key as an expression: a string, unless it is computed. */
export function lowerKey(node: PropertyName, context: Context): Expr {
  const known = keyName(node, context);
  if (known !== undefined) return text(known, span(node, context));
  return context.syntax.isComputedPropertyName(node)
    ? context.lower.expression(node.expression, context)
    : text("", span(node, context));
}

/** The property that a key names, where the text says so. */
export function keyName(node: PropertyName, context: Context): string | undefined {
  const { syntax } = context;
  if (syntax.isComputedPropertyName(node)) return computedName(node.expression, context);
  return syntax.isNumericLiteral(node) ? String(Number(node.text)) : node.text;
}

/** `["name"]`, `[Symbol.iterator]`. */
function computedName(node: Expression, context: Context): string | undefined {
  const { syntax } = context;
  if (syntax.isStringLiteralLike(node)) return node.text;
  const isSymbol =
    syntax.isPropertyAccessExpression(node) &&
    syntax.isIdentifier(node.expression) &&
    node.expression.text === "Symbol";
  return isSymbol ? symbolKey(node.name.text) : undefined;
}
