/** What is known of a tensor: its shape, its element type and what its numbers mean. */
import type { DType } from "./dtype.ts";
import { joinReadings, type Reading } from "./reading.ts";
import { joinShapes, printShape, type FreshSizes, type Shape } from "./shape.ts";

export interface TensorType {
  readonly shape: Shape;
  readonly dtype?: DType;
  readonly reading?: Reading;
  /**
   * The axes, from the slowest in memory to the fastest, of a tensor that lies in memory without gaps. Not known of most: only an operation that
   * is sure of it says so.
   */
  readonly order?: readonly number[];
  /** How far apart in memory the neighbours along each axis are, of a part that was cut out of a tensor and lies there with gaps. */
  readonly strides?: readonly number[];
}

export function tensorOf(shape: Shape, dtype?: DType, reading?: Reading): TensorType {
  return { shape, ...(dtype === undefined ? {} : { dtype }), ...(reading === undefined ? {} : { reading }) };
}

/** What is known of a tensor that is one of these two. */
export function joinTensors(a: TensorType, b: TensorType, fresh: FreshSizes): TensorType {
  if (a === b) return a;
  const dtype = a.dtype === b.dtype ? a.dtype : undefined;
  const joined = tensorOf(joinShapes(a.shape, b.shape, fresh), dtype, joinReadings(a.reading, b.reading));
  const sameOrder = a.order !== undefined && String(a.order) === String(b.order);
  const sameStrides = a.strides !== undefined && String(a.strides) === String(b.strides);
  return {
    ...joined,
    ...(sameOrder ? { order: a.order } : {}),
    ...(sameStrides ? { strides: a.strides } : {}),
  };
}

/** `(B, 10) int64`, in the notation of shape comments. */
export function printTensor(t: TensorType): string {
  const shape = printShape(t.shape);
  return t.dtype === undefined ? shape : `${shape} ${t.dtype}`;
}
