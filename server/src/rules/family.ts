/**
 * Which rule speaks of which broken requirement: each belongs to exactly one family, whatever the operation. Requirements are known by their ids
 * and relations, so a new operation that names its requirements like the others needs nothing here.
 */
import type { BrokenRequirement } from "../facts/index.ts";

export type Family =
  | "features"
  | "channels"
  | "size"
  | "broadcast"
  | "elements"
  | "memory"
  | "axis"
  | "rank"
  | "empty"
  | "divisible"
  | "dtype"
  | "few-values"
  | "index"
  | "tuple"
  | "argument"
  | "parts"
  | "check"
  | "loss-shape"
  | "loss-target-shape"
  | "loss-dtype"
  | "loss-classes";

export function familyOf(broken: BrokenRequirement): Family {
  if (broken.requirement === "one-tensor") return "tuple";
  return isLoss(broken.operation) ? lossFamily(broken) : operationFamily(broken);
}

const isLoss = (operation: string): boolean => /(_loss|cross_?entropy|_with_logits|kl_div)$/.test(operation);

/** Losses with class indices say more about their target than that two shapes differ. */
const takesIndices = (operation: string): boolean =>
  /^(sparse_cross_entropy|cross_entropy|nll_loss|multi_margin_loss|fit_sparse|batch_sparse)/.test(operation);

function lossFamily({ operation, requirement, relation }: BrokenRequirement): Family {
  if (relation.kind === "dtype" || requirement.includes("dtype")) return "loss-dtype";
  if (requirement.includes("class") && relation.kind === "at-least") return "loss-classes";
  if (requirement.includes("weight")) return "size";
  return takesIndices(operation) ? "loss-target-shape" : "loss-shape";
}

const features = /^((unchecked-)?features\d?|normalized-shape|input-size|embed-dim|model-size)$/;
const channels = /^(in-channels|channels)$/;
const elements = /^(element-count|value-count|elements|same-elements|view-.*|reshape-.*|unflatten-.*)$/;

function operationFamily({ operation, requirement, relation }: BrokenRequirement): Family {
  if (operation === "unpack") return "parts";
  if (operation === "check") return "check";
  if (requirement === "memory-order" || requirement === "memory-gaps") return "memory";
  if (elements.test(requirement)) return "elements";
  if (requirement.includes("dtype")) return "dtype";
  if (requirement === "index-range") return "index";
  switch (relation.kind) {
    case "axis":
    case "rank":
    case "dtype":
    case "broadcast":
      return relation.kind;
    case "multiple":
      return "divisible";
    case "equal":
      if (features.test(requirement)) return "features";
      return channels.test(requirement) ? "channels" : "size";
    case "at-least":
      if (requirement === "positive-output") return "empty";
      return requirement.startsWith("values-per-") ? "few-values" : "argument";
    case "other":
      return requirement.includes("size") || requirement.includes("shape") ? "size" : "argument";
  }
}
