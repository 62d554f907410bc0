// `tf.initializers`: what weights start with changes no shape.
const __public__ = "tf.initializers";

class Initializer {}

function make(args) {
  return new Initializer();
}

export {
  make as constant,
  make as glorotNormal,
  make as glorotUniform,
  make as heNormal,
  make as heUniform,
  make as identity,
  make as leCunNormal,
  make as leCunUniform,
  make as ones,
  make as orthogonal,
  make as randomNormal,
  make as randomUniform,
  make as truncatedNormal,
  make as varianceScaling,
  make as zeros,
};
