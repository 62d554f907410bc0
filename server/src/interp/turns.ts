/**
 * What the turns of a loop show of each other. Where a test that is not known leads to a statement, it may well be the turn that decides it
 * (`if "conv" in name`): what breaks there in some turns and holds in others is not proved to break at all.
 */
import type { BrokenRequirement } from "../facts/index.ts";
import type { Located } from "./sightings.ts";

interface Pass {
  readonly operation: string;
  readonly node: Located;
}

/** A loop that runs turn by turn. */
export interface OpenLoop {
  /** Whether what runs now may be left out of this turn. */
  readonly isDoubtful: () => boolean;
  /** Where each turn begins among what has held. */
  readonly turns: number[];
  /** What broke in it, under such a test alone, and in which turns. */
  readonly doubted: Map<BrokenRequirement, { readonly nodes: readonly Located[]; readonly turns: Set<number> }>;
}

export class Turns {
  private readonly open: OpenLoop[] = [];
  /** What has held since the outermost loop began. */
  private passes: Pass[] = [];

  begin(isDoubtful: () => boolean): OpenLoop {
    const loop: OpenLoop = { isDoubtful, turns: [], doubted: new Map() };
    this.open.push(loop);
    return loop;
  }

  next(loop: OpenLoop): void {
    loop.turns.push(this.passes.length);
  }

  /** All that the operation requires held here. */
  held(operation: string, node: Located): void {
    if (this.open.length > 0) this.passes.push({ operation, node });
  }

  /** It broke at these places; `isNew` where it was not known to. */
  broke(fact: BrokenRequirement, nodes: readonly Located[], isNew: boolean): void {
    for (const loop of this.open) {
      const turn = loop.turns.length - 1;
      if (!loop.isDoubtful()) loop.doubted.delete(fact);
      else if (isNew) loop.doubted.set(fact, { nodes, turns: new Set([turn]) });
      else loop.doubted.get(fact)?.turns.add(turn);
    }
  }

  /** Ends the innermost loop. Gives what broke in some turns only. */
  end(): readonly BrokenRequirement[] {
    const loop = this.open.pop();
    const refuted =
      loop === undefined || loop.turns.length < 2
        ? []
        : [...loop.doubted.keys()].filter((fact) => this.heldElsewhere(loop, fact));
    if (this.open.length === 0) this.passes = [];
    return refuted;
  }

  private heldElsewhere({ turns, doubted }: OpenLoop, fact: BrokenRequirement): boolean {
    const { nodes, turns: broken } = doubted.get(fact) ?? { nodes: [], turns: new Set() };
    return turns.some((start, turn) => {
      if (broken.has(turn)) return false;
      const passes = this.passes.slice(start, turns[turn + 1]);
      return passes.some(({ operation, node }) => operation === fact.operation && nodes.includes(node));
    });
  }
}
