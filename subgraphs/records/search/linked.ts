import { nameOf, type QueryParameter } from './query.ts';

/** A parameter that goes through other resources; `inner` is what is asked of those. FHIR R4 §3.1.1.4.13, §3.1.1.5.2 (_has) */
export type Link =
  | { readonly kind: 'chain'; readonly reference: string; readonly type?: string; readonly inner: QueryParameter }
  | { readonly kind: 'has'; readonly reference: string; readonly type: string; readonly inner: QueryParameter };

/** `subject:Patient.name=x`, `patient.name:exact=x`, `_has:Observation:patient:code=x`; undefined for what goes through none. */
export const linkOf = (parameter: QueryParameter): Link | undefined => {
  const written = nameOf(parameter);
  const { values } = parameter;
  const has = /^_has:([A-Za-z]+):([A-Za-z0-9_-]+):(.+)$/.exec(written);
  if (has !== null) {
    const [, type = '', reference = '', rest = ''] = has;
    return { kind: 'has', reference, type, inner: { ...split(rest), values } };
  }
  const chain = /^([A-Za-z0-9_-]+)(?::([A-Z][A-Za-z]*))?\.(.+)$/.exec(written);
  if (chain === null) return undefined;
  const [, reference = '', type, rest = ''] = chain;
  return { kind: 'chain', reference, ...(type === undefined ? {} : { type }), inner: { ...split(rest), values } };
};

/** Tells the links of one search apart. */
export const linkName = (parameter: QueryParameter): string => `${nameOf(parameter)}=${parameter.values.join(',')}`;

/** The inner search as a query, which is read as any other is. */
export const innerQuery = (inner: QueryParameter): string =>
  new URLSearchParams([[nameOf(inner), inner.values.join(',')]]).toString();

const split = (name: string): Pick<QueryParameter, 'name' | 'modifier'> => {
  const colon = name.indexOf(':');
  return colon < 0 ? { name, modifier: undefined } : { name: name.slice(0, colon), modifier: name.slice(colon + 1) };
};
