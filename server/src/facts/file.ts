/** Everything known about one file after an analysis: the only thing that rules and editor features read. */
import type { Place, Span } from "../base/span.ts";
import type { Dim, TensorType } from "../shape/index.ts";
import type { BrokenRequirement } from "./broken.ts";
import type { CallFact, CallSite, Producer } from "./call.ts";

/** A tensor-valued expression; several evaluations are joined, axes that differ are unknown. */
export interface ValueFact {
  readonly span: Span;
  readonly text: string;
  readonly tensor: TensorType;
  /** An expression that is read, a name that is assigned, or a parameter. */
  /** An output is what a layer gives within a model, at the call that makes the layer. */
  readonly role: "expression" | "target" | "parameter" | "output";
  readonly producer?: Producer | undefined;
  /** "batched input assumed", "at batch size 1 …": printed under the shape in a hover. */
  readonly note?: string;
}

/** A value of another file of the project, where this one led to it. */
export interface ValueElsewhereFact {
  readonly path: string;
  readonly value: ValueFact;
  /** The call in this file. */
  readonly site: Span;
}

/** All that was seen in another file of the project while this one ran: its own top level, and what calls of this file led to. */
export interface SeenElsewhereFact {
  readonly path: string;
  readonly text: string;
  readonly values: readonly ValueFact[];
  readonly layerOutputs: readonly LayerOutputFact[];
}

/** A call that makes a layer, and what comes out of that layer where the program runs it. */
export interface LayerOutputFact {
  readonly span: Span;
  readonly text: string;
  readonly tensor: TensorType;
  /** As of a value. */
  readonly note?: string;
}

/** A call of a loss, with what the loss expects; rules compare the two. */
export interface LossCallFact {
  readonly call: CallFact;
  /** Name as the user wrote it: `criterion`, `F.cross_entropy`. */
  readonly name: string;
  /** Qualified: `torch.nn.CrossEntropyLoss`, `torch.nn.functional.cross_entropy`. */
  readonly loss: string;
  /** The output that is compared, by its name, where one call compares several. */
  readonly part?: string;
  readonly contract: LossContract;
  /** What is known of the loss's other arguments, as they are written: `ignore_index`, `log_target`. */
  readonly options: Readonly<Record<string, string>>;
  readonly input: LossOperand;
  readonly target?: LossOperand;
  /** What the loss lets pass though nothing can be learned of it, by what its operation calls it, in numbers. */
  readonly doubts?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Where a loss object was constructed. */
  readonly creation?: CallFact;
  /** Where a loss was chosen by its name, for later: `model.compile(loss="…")`. */
  readonly chosen?: CallFact;
  /** The project's calls that led here, outermost first. */
  readonly stack: readonly CallSite[];
  /** The same as its own file sees it, where the call stands in another: what its operands are called there. */
  readonly whole?: LossCallFact;
}
export interface LossOperand {
  readonly span?: Span;
  readonly text?: string;
  readonly tensor: TensorType;
  readonly producer?: Producer;
}
export interface LossContract {
  /** What the numbers of the input must be. */
  readonly input: "logits" | "probabilities" | "log-probabilities" | "values";
  /** How classes are told apart: one of K along the class axis, each unit for itself, or not at all. */
  readonly classes: "exclusive" | "independent" | "none";
  /** `signs` are -1 and 1; `sequences` are class numbers of which each sample has several. */
  readonly target: "indices" | "same-shape" | "signs" | "sequences";
  /** Which of the operands the target is: the second, unless told. */
  readonly targetAt?: number;
  /** Where operands must have one shape: whether others are refused, or stretched without a word. */
  readonly otherShapes?: "refused" | "stretched";
  /** Where the classes stand: the second axis, unless told. */
  readonly axis?: number;
  /** Whether an axis of size 1, by which the ranks differ, is put in or taken out before the two are compared. */
  readonly levels?: boolean;
}

/** A model: a module class or instance with the inputs that it takes and what it gives, for the code lens and hovers. */
export interface ModelFact {
  readonly name: string;
  /** The class's or the variable's name. */
  readonly span: Span;
  /** The class of the model, if the fact is about a variable; the file's own class then has its own fact. */
  readonly inputs: readonly { readonly name: string; readonly tensor: TensorType }[];
  readonly outputs: readonly TensorType[];
  /** Trainable and other parameters; absent when a size is not known. */
  readonly parameters?: number;
  /** True if inputs are assumed, not taken from a call. */
  readonly open: boolean;
  /** Sentences such as "square images of 28 or 29 fit". */
  readonly notes: readonly string[];
  /** Sizes of square images that fit, by input: what `notes` says, in numbers. */
  readonly fits?: readonly { readonly input: string; readonly sizes: readonly number[] }[];
  /** Parameters of the constructor that have no default. */
  readonly needs?: readonly string[];
}

/** An object of a model class that the program makes: what is needed to make it again and to call it. */
export interface InstanceFact {
  /** The class's own name: `Net`, `Sequential`. */
  readonly className: string;
  /** True if the class is one of this file. */
  readonly ownClass: boolean;
  /** The name at the top level of the file that holds the object. */
  readonly variable?: string;
  /** The call that made it, then the calls of this file's functions within which that happened, outwards: any of them gives the object, or something made with it. */
  readonly made: readonly CallFact[];
  /** True if it is a part: kept in another model, made by one, or a layer of which models are made. */
  readonly inner: boolean;
  /** What went in at its first call with known inputs. */
  readonly inputs?: ModelFact["inputs"];
}

/** A network that a library made for the program, with the layers that give its outputs: what is replaced for another task. */
export interface HeadFact {
  /** The call that made the network. */
  readonly call: CallFact;
  /** The main one first, then auxiliary ones. */
  readonly layers: readonly HeadLayer[];
}
export interface HeadLayer {
  /** From the network on, as Python writes it: `.fc`, `.classifier[6]`. */
  readonly path: string;
  readonly className: string;
  readonly outputs: number;
}

/** A function or method of the file. */
export interface FunctionFact {
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
}

/** A `# shape:` comment, and the value that it speaks of. */
export interface ShapeCommentFact {
  readonly span: Span;
  readonly text: string;
  readonly targets: readonly { readonly span: Span; readonly tensor?: TensorType; readonly name?: string }[];
}

/** An assignment to an attribute of a library's layer: `model.fc.out_features = 10`. */
export interface AttributeAssignmentFact {
  /** The target: `model.fc.out_features`. */
  readonly span: Span;
  /** The text of the layer: `model.fc`. */
  readonly object: string;
  readonly className: string;
  readonly attribute: string;
  /** The size that it was, and the size that it is given, where they are known. */
  readonly before?: Dim;
  readonly after?: Dim;
}

/** An import that could not be followed: what comes from it is unknown. */
export interface UnresolvedImportFact {
  readonly module: string;
  readonly span: Span;
}

/** An integer-valued expression on an assignment, for the interpreter's own tests and hovers. */
export interface SizeFact {
  readonly span: Span;
  readonly size: Dim;
}

export interface FileFacts {
  readonly path: string;
  readonly text: string;
  /** The project's other files that took part, by path: what a fix may have to change stands there. */
  readonly others?: ReadonlyMap<string, string>;
  readonly language: "python" | "javascript" | "typescript";
  readonly values: readonly ValueFact[];
  readonly valuesElsewhere?: readonly ValueElsewhereFact[];
  readonly layerOutputs?: readonly LayerOutputFact[];
  readonly seenElsewhere?: readonly SeenElsewhereFact[];
  readonly sizes: readonly SizeFact[];
  readonly broken: readonly BrokenRequirement[];
  readonly lossCalls: readonly LossCallFact[];
  readonly calls: readonly CallFact[];
  readonly models: readonly ModelFact[];
  readonly instances?: readonly InstanceFact[];
  readonly heads?: readonly HeadFact[];
  readonly functions?: readonly FunctionFact[];
  readonly comments: readonly ShapeCommentFact[];
  readonly assignments: readonly AttributeAssignmentFact[];
  /** Names that are read where nothing has bound them: an edit must not make more of them. */
  readonly unbound?: readonly string[];
  readonly unresolved: readonly UnresolvedImportFact[];
  readonly syntaxErrors: readonly { readonly span: Span; readonly message: string }[];
  /** True if the analysis gave up for lack of fuel: what is missing is unknown, not absent. */
  readonly incomplete: boolean;
}

export type { Place };
