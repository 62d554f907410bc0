// Written by scripts/generate.mjs. Do not edit.
import type { Rule } from "./define.ts";
import { shapeCommentMismatch } from "./comment/shape-comment-mismatch.ts";
import { shapeCommentSyntax } from "./comment/shape-comment-syntax.ts";
import { unusedIgnore } from "./comment/unused-ignore.ts";
import { batchAsTime } from "./layer/batch-as-time.ts";
import { ineffectiveAssignment } from "./layer/ineffective-assignment.ts";
import { accidentalOuterProduct } from "./loss/accidental-outer-product.ts";
import { argmaxOverBatch } from "./loss/argmax-over-batch.ts";
import { classCountMismatch } from "./loss/class-count-mismatch.ts";
import { classNumbersAsBinary } from "./loss/class-numbers-as-binary.ts";
import { constantArgmax } from "./loss/constant-argmax.ts";
import { constantSoftmax } from "./loss/constant-softmax.ts";
import { exclusiveSigmoid } from "./loss/exclusive-sigmoid.ts";
import { klTargetForm } from "./loss/kl-target-form.ts";
import { lossShapeMismatch } from "./loss/loss-shape-mismatch.ts";
import { lossTargetDtype } from "./loss/loss-target-dtype.ts";
import { lossTargetShape } from "./loss/loss-target-shape.ts";
import { missingLogSoftmax } from "./loss/missing-log-softmax.ts";
import { missingSigmoid } from "./loss/missing-sigmoid.ts";
import { multiLabelSoftmax } from "./loss/multi-label-softmax.ts";
import { negativeLabel } from "./loss/negative-label.ts";
import { reluBeforeLogitsLoss } from "./loss/relu-before-logits-loss.ts";
import { repeatedActivation } from "./loss/repeated-activation.ts";
import { sigmoidBeforeBceWithLogits } from "./loss/sigmoid-before-bce-with-logits.ts";
import { sigmoidBeforeCrossEntropy } from "./loss/sigmoid-before-cross-entropy.ts";
import { silentBroadcastInLoss } from "./loss/silent-broadcast-in-loss.ts";
import { singleLogitCrossEntropy } from "./loss/single-logit-cross-entropy.ts";
import { softmaxBeforeBceWithLogits } from "./loss/softmax-before-bce-with-logits.ts";
import { softmaxBeforeCrossEntropy } from "./loss/softmax-before-cross-entropy.ts";
import { softmaxOverBatch } from "./loss/softmax-over-batch.ts";
import { swappedLossArguments } from "./loss/swapped-loss-arguments.ts";
import { thresholdOnLogits } from "./loss/threshold-on-logits.ts";
import { unreadableLabels } from "./loss/unreadable-labels.ts";
import { zeroOneTarget } from "./loss/zero-one-target.ts";
import { axisOutOfRange } from "./shape/axis-out-of-range.ts";
import { channelMismatch } from "./shape/channel-mismatch.ts";
import { dtypeMismatch } from "./shape/dtype-mismatch.ts";
import { elementCountMismatch } from "./shape/element-count-mismatch.ts";
import { emptyOutput } from "./shape/empty-output.ts";
import { featureMismatch } from "./shape/feature-mismatch.ts";
import { implicitSoftmaxAxis } from "./shape/implicit-softmax-axis.ts";
import { indexOutOfRange } from "./shape/index-out-of-range.ts";
import { invalidArgument } from "./shape/invalid-argument.ts";
import { mixingView } from "./shape/mixing-view.ts";
import { neverEqual } from "./shape/never-equal.ts";
import { notBroadcastable } from "./shape/not-broadcastable.ts";
import { notDivisible } from "./shape/not-divisible.ts";
import { rankMismatch } from "./shape/rank-mismatch.ts";
import { refutedCheck } from "./shape/refuted-check.ts";
import { sizeMismatch } from "./shape/size-mismatch.ts";
import { tooFewValues } from "./shape/too-few-values.ts";
import { tupleForTensor } from "./shape/tuple-for-tensor.ts";
import { unpackMismatch } from "./shape/unpack-mismatch.ts";
import { viewOfMovedAxes } from "./shape/view-of-moved-axes.ts";

export const rules: readonly Rule[] = [
  shapeCommentMismatch,
  shapeCommentSyntax,
  unusedIgnore,
  batchAsTime,
  ineffectiveAssignment,
  accidentalOuterProduct,
  argmaxOverBatch,
  classCountMismatch,
  classNumbersAsBinary,
  constantArgmax,
  constantSoftmax,
  exclusiveSigmoid,
  klTargetForm,
  lossShapeMismatch,
  lossTargetDtype,
  lossTargetShape,
  missingLogSoftmax,
  missingSigmoid,
  multiLabelSoftmax,
  negativeLabel,
  reluBeforeLogitsLoss,
  repeatedActivation,
  sigmoidBeforeBceWithLogits,
  sigmoidBeforeCrossEntropy,
  silentBroadcastInLoss,
  singleLogitCrossEntropy,
  softmaxBeforeBceWithLogits,
  softmaxBeforeCrossEntropy,
  softmaxOverBatch,
  swappedLossArguments,
  thresholdOnLogits,
  unreadableLabels,
  zeroOneTarget,
  axisOutOfRange,
  channelMismatch,
  dtypeMismatch,
  elementCountMismatch,
  emptyOutput,
  featureMismatch,
  implicitSoftmaxAxis,
  indexOutOfRange,
  invalidArgument,
  mixingView,
  neverEqual,
  notBroadcastable,
  notDivisible,
  rankMismatch,
  refutedCheck,
  sizeMismatch,
  tooFewValues,
  tupleForTensor,
  unpackMismatch,
  viewOfMovedAxes,
];
