// Vue, as far as models are kept in it: references, and what runs once the component is there. All else is unknown.
import { held } from "held";

export function ref(value) {
  return { value: held(value) };
}

export { ref as shallowRef };

export function markRaw(value) {
  return value;
}

export { markRaw as toRaw };

export function onMounted(callback) {
  callback();
}

export { onMounted as onBeforeMount };
