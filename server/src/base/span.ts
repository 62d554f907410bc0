/** A half-open range of UTF-16 offsets in one text. The only notion of place below the hosts. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span in a named file. Paths are absolute, with forward slashes. */
export interface Place {
  readonly path: string;
  readonly span: Span;
}

export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
