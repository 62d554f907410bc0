// `tf.io`: where models are kept. A handler of one address is known by that.
import { ops } from "shapeline";

const __public__ = "tf.io";

export function http(path, loadOptions) {
  return { path };
}

export { http as browserHTTPRequest };

// Paths of a disk, as Node has them.
export function fileSystem(path) {
  return { path: typeof path === "string" ? `file://${path}` : ops.unknown() };
}

export function fromMemory(modelArtifacts) {
  return { path: ops.unknown() };
}

export { fromMemory as fromMemorySync, fromMemory as browserFiles };
export function withSaveHandler(saveHandler) {
  return ops.unknown();
}
export function listModels() {
  return ops.unknown();
}
export function removeModel(url) {
  return ops.unknown();
}
export function copyModel(sourceURL, destURL) {
  return ops.unknown();
}
export function moveModel(sourceURL, destURL) {
  return ops.unknown();
}
