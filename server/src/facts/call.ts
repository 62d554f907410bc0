/**
 * Calls, as the rules see them: who was called, with which argument texts and places, and which call made it.
 * Only calls written in the project's own files are facts; what a library does inside is summed up in them.
 */
import type { Place, Span } from "../base/span.ts";
import type { Dim, TensorType } from "../shape/index.ts";

/** One argument of a call, bound to the parameter of that name. */
export interface ArgumentFact {
  readonly parameter: string;
  /** Where the argument's value is written; absent when a default was taken. */
  readonly span?: Span;
  /** Source text of the value. */
  readonly text?: string;
  /** Where the value comes from, if the argument only hands on what a caller of the enclosing function wrote. */
  readonly written?: WrittenFact;
  /** Where it was handed on on the way from there, by the names of parameters: the nearest call first. */
  readonly handedOn?: readonly WrittenFact[];
  /** What is known of the value, where it is a size or a tensor. */
  readonly size?: Dim;
  readonly tensor?: TensorType;
  readonly producer?: Producer;
  /** The call that made it, where it is a layer that another is told of. */
  readonly made?: CallFact;
  /** Strings, flags and None, printed as Python or JS would: rules compare modes such as `reduction`. */
  readonly literal?: string;
  /** True when the argument is written as `name=value`. */
  readonly keyword: boolean;
}

export interface WrittenFact extends Place {
  readonly text: string;
}

/** A call expression in a project file. */
export interface CallFact {
  readonly id: number;
  readonly path: string;
  readonly span: Span;
  /** The callee's source text: `self.fc`, `nn.Linear`, `F.cross_entropy`. */
  readonly calleeText: string;
  readonly calleeSpan: Span;
  /** Qualified name of what was called, where known: `torch.nn.functional.cross_entropy`, `torch.nn.Linear`. */
  readonly callee?: string;
  readonly args: readonly ArgumentFact[];
  /** Whether anything stands between the parentheses. */
  readonly empty: boolean;
}

/** A layer object: an instance of a library's module class, with the project's call that constructed it. */
export interface LayerFact {
  /** Qualified class name: `torch.nn.Linear`. */
  readonly className: string;
  /** How the project names it: `self.fc`, `model.fc`, `Sequential`'s child `[2]`; the callee's text where nothing better is known. */
  readonly name: string;
  readonly creation?: CallFact;
}

/** The call that made a value, and what went in: the story behind a shape. */
export interface Producer {
  /** The operation's name: `flatten`, `softmax`, `linear`. */
  readonly operation: string;
  readonly call?: CallFact | undefined;
  readonly layer?: LayerFact | undefined;
  /** The tensors that went in, with their own makers. */
  readonly inputs: readonly ProducerInput[];
  /** Of an output of a model that was built before: what went into the model. */
  readonly given?: readonly ProducerInput[];
  readonly output: TensorType;
}

export interface ProducerInput {
  readonly tensor: TensorType;
  readonly producer?: Producer;
  /** Set where it is trained: a layer's weight, a variable of the program's own. */
  readonly weight?: true;
}

/** A call on the way from an entry to the place of a report, outermost first. */
export interface CallSite {
  readonly place: Place;
  readonly text: string;
}
