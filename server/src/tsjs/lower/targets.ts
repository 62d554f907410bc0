/** What is assigned to: names, members, and patterns, in declarations and in assignments. */
import type { PropertyItem, Target, UnpackItem } from "../../interp/ir.ts";
import type { ArrayLiteral, BindingName, Expression, ObjectLiteral } from "../syntax.ts";
import { nameHere, span } from "./context.ts";
import type { Context } from "./context.ts";
import { keyName, lowerKey } from "./objects.ts";

/** The target of a declaration or parameter. */
export function lowerBinding(node: BindingName, context: Context): Target {
  const { syntax, lower } = context;
  const at = span(node, context);
  if (syntax.isIdentifier(node)) return nameTarget(node.text, at, context);
  const withDefault = (initializer: Expression | undefined): { default?: ReturnType<typeof lower.expression> } =>
    initializer === undefined ? {} : { default: lower.expression(initializer, context) };
  if (syntax.isArrayBindingPattern(node)) {
    const items = node.elements.map((element): UnpackItem | undefined => {
      if (syntax.isOmittedExpression(element)) return undefined;
      const target = lowerBinding(element.name, context);
      return { target, rest: element.dotDotDotToken !== undefined, ...withDefault(element.initializer) };
    });
    return unpack(at, items);
  }
  const rest = node.elements.find((element) => element.dotDotDotToken !== undefined);
  const entries = node.elements
    .filter((element) => element !== rest)
    .map((element): PropertyItem => {
      const { propertyName } = element;
      const key =
        propertyName === undefined
          ? syntax.isIdentifier(element.name)
            ? element.name.text
            : ""
          : keyOf(propertyName, context);
      return { key, target: lowerBinding(element.name, context), ...withDefault(element.initializer) };
    });
  return {
    kind: "properties",
    span: at,
    entries,
    ...(rest === undefined ? {} : { rest: lowerBinding(rest.name, context) }),
  };
}

/** The target of an assignment: an expression that is read as a pattern. */
export function lowerTarget(node: Expression, context: Context): Target {
  const { syntax, lower } = context;
  const at = span(node, context);
  if (syntax.isIdentifier(node)) return nameTarget(node.text, at, context);
  if (syntax.isPropertyAccessExpression(node)) {
    const object = lower.expression(node.expression, context);
    return { kind: "attribute", span: at, object, name: node.name.text, nameSpan: span(node.name, context) };
  }
  if (syntax.isElementAccessExpression(node)) {
    const object = lower.expression(node.expression, context);
    return { kind: "index", span: at, object, index: lower.expression(node.argumentExpression, context) };
  }
  if (syntax.isArrayLiteralExpression(node)) return unpack(at, arrayItems(node, context));
  if (syntax.isObjectLiteralExpression(node)) return objectTarget(node, context);
  if (syntax.isParenthesizedExpression(node) || syntax.isNonNullExpression(node))
    return lowerTarget(node.expression, context);
  if (syntax.isAsExpression(node) || syntax.isSatisfiesExpression(node) || syntax.isTypeAssertionExpression(node)) {
    return lowerTarget(node.expression, context);
  }
  return { kind: "broken", span: at };
}

function nameTarget(written: string, at: Target["span"], context: Context): Target {
  return written === "" ? { kind: "broken", span: at } : { kind: "name", span: at, name: nameHere(written, context) };
}

/** Only the last item may take the rest. */
function unpack(at: Target["span"], items: readonly (UnpackItem | undefined)[]): Target {
  const early = items.slice(0, -1).some((item) => item?.rest === true);
  return early ? { kind: "broken", span: at } : { kind: "unpack", span: at, items };
}

function arrayItems(node: ArrayLiteral, context: Context): readonly (UnpackItem | undefined)[] {
  const { syntax } = context;
  return node.elements.map((element) => {
    if (syntax.isOmittedExpression(element)) return undefined;
    if (syntax.isSpreadElement(element)) return { target: lowerTarget(element.expression, context), rest: true };
    return { rest: false, ...targetWithDefault(element, context) };
  });
}

function objectTarget(node: ObjectLiteral, context: Context): Target {
  const { syntax } = context;
  const entries: PropertyItem[] = [];
  let rest: Target | undefined;
  for (const member of node.properties) {
    if (syntax.isSpreadAssignment(member)) rest = lowerTarget(member.expression, context);
    else if (syntax.isPropertyAssignment(member)) {
      entries.push({ key: keyOf(member.name, context), ...targetWithDefault(member.initializer, context) });
    } else if (syntax.isShorthandPropertyAssignment(member)) {
      const initializer = member.objectAssignmentInitializer;
      const target = nameTarget(member.name.text, span(member.name, context), context);
      const fallback = initializer === undefined ? {} : { default: context.lower.expression(initializer, context) };
      entries.push({ key: member.name.text, target, ...fallback });
    }
  }
  return { kind: "properties", span: span(node, context), entries, ...(rest === undefined ? {} : { rest }) };
}

/** `a = 1` within a pattern. */
function targetWithDefault(node: Expression, context: Context): Pick<UnpackItem, "target" | "default"> {
  const { syntax } = context;
  if (!syntax.isBinaryExpression(node) || node.operatorToken.kind !== syntax.SyntaxKind.EqualsToken)
    return { target: lowerTarget(node, context) };
  return { target: lowerTarget(node.left, context), default: context.lower.expression(node.right, context) };
}

function keyOf(node: Parameters<typeof keyName>[0], context: Context): PropertyItem["key"] {
  return keyName(node, context) ?? lowerKey(node, context);
}
