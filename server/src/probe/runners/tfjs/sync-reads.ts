/**
 * Numbers that a program wants at once (`dataSync`, `print`) from a graphics adapter: TensorFlow.js draws them on a page's canvas, which Node has not. They are
 * zeros then, and that is told; shapes are the adapter's own, and `await x.data()` gives the true numbers.
 */
interface TensorData {
  readonly values?: unknown;
  readonly dtype: string;
  readonly shape: readonly number[];
}
export interface ReadingBackend {
  readSync?(id: object): unknown;
  readonly tensorMap?: { get(id: object): TensorData | undefined };
}

/** `onZeros` is called the first time. */
export function standInForReads(backend: ReadingBackend, onZeros: () => void): void {
  const { tensorMap } = backend;
  const read = backend.readSync?.bind(backend);
  if (read === undefined || tensorMap === undefined || "OffscreenCanvas" in globalThis) return;
  let told = false;
  backend.readSync = (id) => {
    const data = tensorMap.get(id);
    const kind = data === undefined ? undefined : ARRAYS[data.dtype];
    // Numbers that came from the program, and have not been computed, are still there.
    if (data === undefined || kind === undefined || (data.values !== undefined && data.values !== null))
      return read(id);
    if (!told) onZeros();
    told = true;
    return new kind(data.shape.reduce((size, axis) => size * axis, 1));
  };
}

const ARRAYS: Readonly<Record<string, new (size: number) => ArrayLike<number>>> = {
  float32: Float32Array,
  int32: Int32Array,
  bool: Uint8Array,
};
