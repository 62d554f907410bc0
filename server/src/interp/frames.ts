/** The call stack: which call of which file is running, so that a report finds its place. */
import type { CallExpr, Expr, FunctionIR } from "./ir.ts";
import type { Environment, SourceModule } from "./environment.ts";
import type { BranchEffects } from "./heap.ts";
import type { OpenLoop } from "./turns.ts";
import type { FunctionValue, Value } from "./values.ts";

/** One evaluated call written in a project file, kept so that it can become a fact. */
export interface CallRecord {
  readonly id: number;
  readonly module: SourceModule;
  readonly expression: Expr;
  /** Absent for operators and subscripts. */
  readonly call: CallExpr | undefined;
  readonly callee: Value | undefined;
  readonly positional: readonly { readonly value: Value; readonly expression: Expr | undefined }[];
  readonly named: ReadonlyMap<string, { readonly value: Value; readonly expression: Expr | undefined }>;
  /** The frame that made the call, and how many unknown tests were open then. */
  readonly frame: Frame;
  readonly uncertain: number;
}

/** How much the arguments of a call tell: facts from better runs hide those from worse ones. */
export type Quality = "known" | "open" | "vague";

export const rank: Readonly<Record<Quality, number>> = { known: 2, open: 1, vague: 0 };

/** A running function, class body or module. */
export interface Frame {
  readonly caller: Frame | undefined;
  /** The nearest call of the project that led here. */
  readonly calledFrom: CallRecord | undefined;
  readonly module: SourceModule;
  readonly function: FunctionValue | undefined;
  /** The names of the function; a module's stand in the module. */
  readonly environment: Environment | undefined;
  /** The bound instance or class, where the function is a method. */
  readonly self: Value | undefined;
  readonly depth: number;
  readonly quality: Quality;
  /** The call, operator or subscript of this frame that is being evaluated. */
  site: CallRecord | undefined;
  /** Journal position and heap clock when the frame began: what pending exits are relative to. */
  readonly mark: number;
  readonly bornBefore: number;
  /** Values given by `return` under tests that are not known, with what those paths did since the frame began. */
  readonly pending: { readonly value: Value; readonly effects: BranchEffects }[];
  /** Values that a generator has yielded so far; `yieldsMaybe` when some of them only on some paths. */
  readonly yielded: Value[];
  yieldsMaybe: boolean;
  /** How many unknown tests were open when the frame began. */
  readonly uncertainBefore: number;
  readonly doubtBefore: number;
  /** The loops and labelled blocks that are running, innermost last. */
  readonly loops: LoopTarget[];
  /** What runs when the function has ended, by the function that is then called: handlers that were handed to code that we cannot see. */
  readonly afterwards: Map<FunctionIR, () => void>;
}

/** A running loop: where `break` and `continue` under unknown tests leave what they did. */
export interface LoopTarget {
  readonly label: string | undefined;
  /** A labelled block, which only a labelled `break` leaves. */
  readonly block: boolean;
  readonly mark: number;
  turnMark: number;
  /** Left by `break` only: what follows the loop is reached by no other way. */
  endless: boolean;
  readonly breaks: BranchEffects[];
  readonly continues: BranchEffects[];
  readonly turns: OpenLoop;
  /** Paths on which the loop was left so far, and how many of them make nothing doubtful. */
  readonly exits: () => number;
  expectedExits: number;
}
