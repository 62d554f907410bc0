/** What a program says of the environment that it runs in, by the text of its files: libraries choose their own version by it. */
import type { Interpreter } from "../../interp/interpreter.ts";
import type { Frame } from "../../interp/frames.ts";
import { bool } from "../../interp/values.ts";
import type { Value } from "../../interp/values.ts";

/** `versionOf`: the version of a distribution in the environment that the program runs in, where that is known. */
export function environmentPrimitives(
  versionOf: (distribution: string) => string | undefined,
): Readonly<Record<string, (it: Interpreter, args: readonly Value[]) => Value>> {
  let major: string | undefined;
  const installedKeras = (): string => (major ??= /^\d+/.exec(versionOf("keras") ?? "")?.[0] ?? "");
  const says = (it: Interpreter, pattern: RegExp): boolean => filesOnTheWay(it).some((text) => pattern.test(text));
  const choosesSecond = (it: Interpreter): boolean =>
    filesOnTheWay(it).some(
      (text) =>
        /^\s*(import|from)\s+tf_keras\b/m.test(text) ||
        switchesOn(text, "TF_USE_LEGACY_KERAS") ||
        onlyInSecondKeras.test(text),
    );
  return {
    /** Whether a file that led here switches on an environment variable: `os.environ["NAME"] = "1"`, `%env NAME=1`. */
    switches_on: (it, [name]) => {
      const wanted = name?.kind === "str" ? name.value : undefined;
      return bool(wanted !== undefined && filesOnTheWay(it).some((text) => switchesOn(text, wanted)));
    },
    /**
     * Whether a file that led here chooses Keras 2: by its own package, by the switch that TensorFlow reads, by names that Keras 3 has no more. Where
     * none says anything, the Keras that is installed.
     */
    second_keras: (it) => bool(choosesSecond(it) || (installedKeras() === "2" && !says(it, onlyInThirdKeras))),
    /** Whether it is Keras 3 for certain: a file that led here uses what Keras 2 has not, or nothing else is installed, and none chooses Keras 2. */
    surely_third_keras: (it) => bool((says(it, onlyInThirdKeras) || installedKeras() === "3") && !choosesSecond(it)),
  };
}

const onlyInThirdKeras =
  /\bkeras\.(ops|random|tree|distribution)\b|^\s*from keras import [^\n]*\bops\b|\bKERAS_BACKEND\b/m;

/** Modules, layers and methods that Keras 3 took away (its migration guide). */
const onlyInSecondKeras =
  /\boptimizers\.legacy\b|\blayers\.experimental\b|\bkeras\.layers\.(merge|core|convolutional|recurrent|normalization|pooling|embeddings|advanced_activations)\b|\bCuDNN(LSTM|GRU)\b|\bnp_utils\b|\bkeras\.wrappers\b|\b(fit|evaluate|predict)_generator\(|\bpredict_(classes|proba)\(/;

function filesOnTheWay(it: Interpreter): readonly string[] {
  const texts = new Set<string>();
  for (let frame: Frame | undefined = it.frame; frame !== undefined; frame = frame.caller)
    if (frame.module.project) texts.add(frame.module.text);
  return [...texts];
}

function switchesOn(text: string, name: string): boolean {
  return text.includes(name) && new RegExp(`${name}["'\\s\\],:=]+(1|true)`, "i").test(text);
}
