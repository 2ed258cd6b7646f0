/** Caches the results of `compute` by the identity of its argument, which must be immutable. */
export function memoize<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const cached = known.get(key);
    if (cached !== undefined) return cached.value;
    const value = compute(key);
    known.set(key, { value });
    return value;
  };
}
