/** The public face of `shape/`: everything other modules may import of it. */
export type { Atom, Bounds, Dim, Factor, FloorAtom, ModAtom, Polynomial, SizeSymbol, Term } from "./polynomial.ts";
export {
  add,
  asConstant,
  asSymbol,
  equalDims,
  isOpaque,
  multiply,
  negate,
  product,
  subtract,
  sum,
  symbol,
  symbolsOf,
  type SymbolFields,
} from "./dim.ts";
export { ceilDivide, floorDivide, modulo } from "./divide.ts";
export { eachRemainder, eachSample, isEachOf } from "./each-sample.ts";
export { evaluateDim, substitute } from "./substitute.ts";
export { boundsOf } from "./bounds.ts";
export { printDim } from "./print.ts";
export { and, not, or, proveAtLeast, proveEqual, proveMultiple, type Proof } from "./proof.ts";
export { findSizes, smallestFor, solveLinear, type Equation, type Solution } from "./solve.ts";

export {
  axisOf,
  concatShapes,
  dropAxis,
  elementCount,
  equalShapes,
  insertAxis,
  joinShapes,
  knownDims,
  minRank,
  printShape,
  proveEqualShapes,
  rankOf,
  replaceAxis,
  rowShape,
  shapeFrom,
  shapeOf,
  substituteShape,
  type FreshSizes,
  type Row,
  type Shape,
} from "./shape.ts";
export { broadcast, broadcastSizes, type AxisBroadcast, type AxisPair, type Broadcast } from "./broadcast.ts";

export {
  asDType,
  isComplex,
  isFloating,
  isInteger,
  promote,
  promoteScalar,
  type DType,
  type ScalarKind,
} from "./dtype.ts";
export { joinReadings, readingText, type Reading } from "./reading.ts";
export { joinTensors, printTensor, tensorOf, type TensorType } from "./tensor.ts";

export type { NotationError, ParsedAxis, ParsedShape, ParsedSize, SizeOperator } from "./notation.ts";
export { parseShape } from "./notation-parse.ts";
export { printNotation } from "./notation-print.ts";
export { parseShapeComment, type IgnoredRule, type NamedShape, type ShapeComment } from "./notation-comment.ts";
export { noBindings, type Bindings } from "./notation-size.ts";
export { matchShape, matchTensor, type Match } from "./notation-match.ts";
export { declareTensor, type Declaration, type DeclaredNames } from "./notation-declare.ts";
