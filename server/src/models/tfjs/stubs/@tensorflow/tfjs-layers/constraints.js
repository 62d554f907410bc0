// `tf.constraints`: bounds on weights change no shape.
const __public__ = "tf.constraints";

class Constraint {}

function make(args) {
  return new Constraint();
}

export { make as maxNorm, make as minMaxNorm, make as nonNeg, make as unitNorm };
