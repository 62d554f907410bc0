// What a framework around the program keeps for it: numbers, texts and lists are changed from outside, so that nobody knows them; a model or a tensor
// stays until the program puts another in its place.
import { ops } from "shapeline";
import { Layer } from "@tensorflow/tfjs-layers/layer";

export function held(initial) {
  return ops.surely_tensor(initial) || initial instanceof Layer ? initial : ops.unknown();
}
