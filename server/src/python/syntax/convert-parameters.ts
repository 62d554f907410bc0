/** The parameter lists of functions and lambdas, with the `/` and `*` markers resolved into each parameter's form. */
import type { Expression, Parameter } from "./ast.ts";
import { tokenSpan } from "./leaves.ts";
import { ParameterCategory } from "./pyright.ts";
import type { ExpressionNode, ParameterNode } from "./pyright.ts";
import { outerEnd } from "./ranges.ts";

export function convertParameters(
  text: string,
  nodes: readonly ParameterNode[],
  convert: (node: ExpressionNode) => Expression,
): readonly Parameter[] {
  const slash = nodes.findIndex((node) => node.d.name === undefined && text[node.start] === "/");
  const parameters: Parameter[] = [];
  let form: Parameter["form"] = slash < 0 ? "normal" : "positional-only";
  nodes.forEach((node, index) => {
    const { category } = node.d;
    if (index === slash) form = "normal";
    if (category === ParameterCategory.ArgsList) form = "keyword-only";
    if (node.d.name === undefined) return;
    const { name, annotation, defaultValue } = node.d;
    const nameSpan = tokenSpan(name.d.token);
    const last = defaultValue ?? annotation;
    parameters.push({
      form:
        category === ParameterCategory.ArgsList
          ? "rest"
          : category === ParameterCategory.KwargsDict
            ? "keywords"
            : form,
      span: { start: node.start, end: last === undefined ? nameSpan.end : outerEnd(text, last) },
      name: name.d.value,
      nameSpan,
      ...(annotation !== undefined && { annotation: convert(annotation) }),
      ...(defaultValue !== undefined && { default: convert(defaultValue) }),
    });
  });
  return parameters;
}
