/** What each loss of PyTorch expects, by the operation's name. Sources: the losses' pages under torch.nn. */
import type { LossContract } from "../../facts/index.ts";

const regression: LossContract = { input: "values", classes: "none", target: "same-shape" };

export const torchLosses: ReadonlyMap<string, LossContract> = new Map<string, LossContract>([
  ["cross_entropy", { input: "logits", classes: "exclusive", target: "indices" }],
  ["nll_loss", { input: "log-probabilities", classes: "exclusive", target: "indices" }],
  ["binary_cross_entropy", { input: "probabilities", classes: "independent", target: "same-shape" }],
  ["binary_cross_entropy_with_logits", { input: "logits", classes: "independent", target: "same-shape" }],
  ["multilabel_soft_margin_loss", { input: "logits", classes: "independent", target: "same-shape" }],
  ["multi_margin_loss", { input: "values", classes: "exclusive", target: "indices" }],
  ["ctc_loss", { input: "log-probabilities", classes: "exclusive", target: "sequences" }],
  ["cosine_embedding_loss", { input: "values", classes: "none", target: "signs", targetAt: 2 }],
  ["margin_ranking_loss", { input: "values", classes: "none", target: "signs", targetAt: 2 }],
  ["hinge_embedding_loss", { input: "values", classes: "none", target: "signs" }],
  ["soft_margin_loss", { input: "values", classes: "none", target: "signs" }],
  ["kl_div", { input: "log-probabilities", classes: "none", target: "same-shape" }],
  ["mse_loss", regression],
  ["l1_loss", regression],
  ["smooth_l1_loss", regression],
  ["huber_loss", regression],
  ["poisson_nll_loss", { input: "values", classes: "none", target: "same-shape" }],
  ["gaussian_nll_loss", { input: "values", classes: "none", target: "same-shape" }],
]);
