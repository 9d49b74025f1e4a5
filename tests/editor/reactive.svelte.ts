/** Props of a component under test that it follows when they are changed. */
export function reactive<T extends object>(initial: T): T {
  let values = $state.raw(initial);
  return new Proxy(initial, {
    get: (_, key) => Reflect.get(values, key) as unknown,
    set: (_, key, value) => {
      values = { ...values, [key]: value as unknown };
      return true;
    },
  });
}
