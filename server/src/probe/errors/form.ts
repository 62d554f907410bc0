/** A form of a framework's message, and what it means in our words. */

export interface Form {
  readonly framework: "Python" | "PyTorch" | "Keras" | "TensorFlow" | "TensorFlow.js";
  readonly pattern: RegExp;
  readonly explain: (found: readonly string[]) => { readonly meaning: string; readonly advice: string };
}

/** `2x30`, `2, 30`: how many elements. */
export const product = (shape: string): number => shape.split(/[x,]\s*/).reduce((all, size) => all * Number(size), 1);
