// React, as far as models are kept in it: references, and what runs once the component is there. All else is unknown.
import { ops } from "shapeline";
import { held } from "held";

export function useRef(initialValue) {
  return { current: held(initialValue) };
}

export function useEffect(setup, dependencies) {
  setup();
}

export { useEffect as useLayoutEffect };

export function useCallback(fn, dependencies) {
  return fn;
}

export function useMemo(calculateValue, dependencies) {
  return calculateValue();
}

// What a state is after the first time, the program's handlers say.
export function useState(initialState) {
  if (typeof initialState === "function") initialState();
  return [ops.unknown(), (nextState) => {}];
}
