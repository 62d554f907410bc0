/**
 * What an attribute's name tells of an open value, as data: names that only tensors have, and methods that give back the object they
 * were called on whatever it is.
 */

/** Reading one of these means that the value is a tensor. */
export const tensorNames: ReadonlySet<string> = new Set(
  `shape size dim ndim ndimension nelement numel view view_as reshape reshape_as permute flatten unflatten unsqueeze squeeze
  transpose t T mT expand expand_as repeat repeat_interleave tile matmul mm bmm addmm softmax log_softmax sigmoid tanh relu gelu
  exp log log2 log1p sqrt rsqrt square abs pow sin cos erf clamp clamp_ clip sum mean std var argmax argmin amax amin topk cumsum
  cumprod logsumexp norm chunk split unbind narrow gather scatter scatter_ scatter_add_ index_select masked_fill masked_fill_
  masked_select masked_scatter flip roll rot90 tril triu diagonal unfold fill_ zero_ normal_ uniform_ add_ sub_ mul_ div_ new_zeros
  new_ones new_full new_tensor new_empty backward requires_grad_ retain_grad is_contiguous stride storage_offset nonzero
  long int bool type_as swapaxes swapdims movedim moveaxis broadcast_to sum_to_size fill_diagonal_ bernoulli bernoulli_ multinomial
  log_ sqrt_ exp_ isnan isinf item tolist`.split(/\s+/),
);

/** These leave an object what it is, as far as shapes go: devices, precisions and gradients. */
export const sameObjectNames: ReadonlySet<string> = new Set(
  "to cuda cpu xpu mps float half double bfloat16 detach clone contiguous requires_grad_ eval train pin_memory share_memory".split(
    " ",
  ),
);

/** Read without telling anything: what they give is of no use to us. */
export const neutralNames: ReadonlySet<string> = new Set(
  "device dtype is_cuda requires_grad grad grad_fn layout is_leaf".split(" "),
);
