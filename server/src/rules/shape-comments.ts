/** What each `# shape:` comment claims of which value, read with the one notation. Whether it is true is asked by the comment rules and by the tests. */
import type { FileFacts, ShapeCommentFact } from "../facts/index.ts";
import { parseShapeComment } from "../shape/index.ts";
import type { NotationError, ParsedShape, ShapeComment, TensorType } from "../shape/index.ts";
import type { Result } from "../base/result.ts";
import type { Span } from "../base/span.ts";
import { commentBody } from "./ignore.ts";

export interface Claim {
  readonly shape: ParsedShape;
  /** The value's name, where it has one. */
  readonly name: string | undefined;
  readonly span: Span;
  /** Absent where nothing is known of the value. */
  readonly tensor: TensorType | undefined;
}

export function readComment(
  facts: FileFacts,
  comment: ShapeCommentFact,
): Result<ShapeComment, NotationError> | undefined {
  const body = commentBody(facts.text, comment.span);
  return parseShapeComment(body.text, body.offset);
}

/** The claims of a well-formed comment. A name that the statement does not have claims nothing. */
export function claimsOf(facts: FileFacts, comment: ShapeCommentFact): readonly Claim[] {
  const read = readComment(facts, comment);
  if (read?.ok !== true) return [];
  const { value } = read;
  if (value.kind === "ignore") return [];
  if (value.kind === "shape") {
    const known = comment.targets.filter(({ tensor }) => tensor !== undefined);
    const [target] = known.length > 0 ? known : comment.targets;
    if (target === undefined || (known.length > 1 && !sameTensor(known))) return [];
    return [{ shape: value.shape, name: target.name, span: target.span, tensor: target.tensor }];
  }
  return value.entries.flatMap(({ name, shape }) => {
    const target = comment.targets.find((each) => each.name === name);
    return target === undefined ? [] : [{ shape, name, span: target.span, tensor: target.tensor }];
  });
}

/** `a = b = f(x)`: one value under several names. */
const sameTensor = (targets: ShapeCommentFact["targets"]): boolean =>
  targets.every(({ tensor }) => tensor === targets[0]?.tensor);
