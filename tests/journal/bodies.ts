import type { RunRecord } from '../../src/engine/records';

/** Which records the engine says are told again at the end of their iteration or item. */
const fleeting = new Set<RunRecord['type']>(['step', 'set', 'entered', 'taken', 'called']);

/** Gives each record the body that the engine would hand over with it, the same object for the same place. */
export function bodies(): (record: RunRecord) => object | undefined {
  const known = new Map<string, object>();
  const body = (place: string): object => {
    const found = known.get(place) ?? {};
    known.set(place, found);
    return found;
  };
  return (record) => {
    if (record.type === 'iteration') return body(`${record.address}[${record.iteration}]`);
    if (record.type === 'item') return body(`${record.address}{${record.index}}`);
    const failed = record.type === 'step' && record.error !== undefined;
    if (!('address' in record) || !fleeting.has(record.type) || failed) return undefined;
    return body(record.address.slice(0, Math.max(0, record.address.lastIndexOf('/'))));
  };
}
