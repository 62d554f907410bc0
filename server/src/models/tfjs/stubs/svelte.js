// Svelte: what runs once the component is there. All else is unknown.
export function onMount(fn) {
  fn();
}
