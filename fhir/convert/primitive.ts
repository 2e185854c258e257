import type { Slot } from '../layout.ts';
import type { Adapter } from './codes.ts';
import { textOf } from './value.ts';

/** One kind of primitive as another: undefined where they are not of the same kind of JSON. */
export const primitiveAdapter = (from: Slot, to: Slot): Adapter | undefined => {
  if (from.json !== to.json) return undefined;
  // A text may look like base64, and says something else.
  if (to.type === 'base64Binary' && from.type !== to.type) return undefined;
  const oid = from.type === 'oid' && to.type === 'id';
  const fits = narrower(from.type, to.type);
  if (fits === undefined) return same;
  return (item) => {
    const text = textOf(item.value);
    if (text === undefined) return item;
    // An oid as a URI; the id of a DICOM object is the number alone. FHIR R4 §2.24.0.1, ImagingStudy.series.uid
    const bare = oid ? text.replace(/^urn:oid:/, '') : text;
    if (!fits.test(bare)) return undefined;
    return bare === text ? item : { ...item, value: bare };
  };
};

/** What leaves a primitive as it is. */
export const same: Adapter = (item) => item;

/** What a value must look like, where the other version allows less. FHIR R4 §2.24.0.1 */
const narrower = (from: string, to: string): RegExp | undefined => {
  if (from === to) return undefined;
  switch (to) {
    case 'id':
      return /^[A-Za-z0-9\-.]{1,64}$/;
    case 'code':
      return from === 'id' ? undefined : /^[^\s]+( [^\s]+)*$/;
    case 'positiveInt':
      return /^[1-9]\d*$/;
    case 'unsignedInt':
      return from === 'positiveInt' ? undefined : /^\d+$/;
    case 'integer':
      return from === 'decimal' ? /^-?\d{1,9}$/ : undefined;
    case 'date':
      return /^\d{4}(-\d\d){0,2}$/;
    case 'instant':
      return /T\d\d:\d\d:\d\d/;
    case 'dateTime':
      return from === 'string' ? /^\d{4}(-\d\d){0,2}$/ : undefined;
    case 'oid':
      return /^urn:oid:[0-2](\.(0|[1-9]\d*))+$/;
    case 'uri':
    case 'url':
    case 'canonical':
      return from === 'string' || from === 'markdown' ? /^\S+$/ : undefined;
    default:
      return undefined;
  }
};
