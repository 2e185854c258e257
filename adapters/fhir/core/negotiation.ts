import { Problem } from './outcome.ts';

/** How the client wants its answer. `_format` wins over Accept. FHIR R4 §3.1.0.1.11 */
export type Wish = { readonly accept: string | undefined; readonly format: string | undefined };

/** Nothing where JSON will do, else why not. */
export const refuseOtherThanJson = ({ accept, format }: Wish): Problem | undefined => {
  if (format !== undefined) return isJson(mediaRange(format)) ? undefined : unacceptable('_format');
  if (accept === undefined || accept.trim() === '') return undefined;
  const wanted = accept.split(',').map(mediaRange);
  return wanted.some((range) => range.wanted && (isJson(range) || anything.has(range.type)))
    ? undefined
    : unacceptable('Accept');
};

/**
 * JSON or XML, whichever the client would rather have of a base that writes both; undefined for neither. `fhirVersion` is
 * the base's own.
 */
export const formWanted = ({ accept, format }: Wish, fhirVersion: readonly string[]): 'json' | 'xml' | undefined => {
  const formOf = ({ type, version }: MediaRange): 'json' | 'xml' | undefined => {
    if (version !== undefined && !fhirVersion.includes(version)) return undefined;
    if (jsonTypes.has(type) || anything.has(type) || type === 'application/json+fhir') return 'json';
    return xmlTypes.has(type) || type === 'application/xml+fhir' ? 'xml' : undefined;
  };
  if (format !== undefined) return formOf(mediaRange(format));
  if (accept === undefined || accept.trim() === '') return 'json';
  const ranges = accept.split(',').map(mediaRange);
  const wanted = ranges.filter((range) => range.wanted && formOf(range) !== undefined);
  const [first] = wanted.sort((one, other) => other.quality - one.quality);
  return first === undefined ? undefined : formOf(first);
};

/** Nothing where bytes in their own media type, or a Binary in JSON, will do: only FHIR XML is refused. */
export const refuseFhirXml = ({ accept, format }: Wish): Problem | undefined => {
  if (format !== undefined) return xmlTypes.has(mediaRange(format).type) ? unacceptable('_format') : undefined;
  const wanted = (accept ?? '*/*').split(',').map(mediaRange);
  return wanted.every(({ type }) => type === 'application/fhir+xml') ? unacceptable('Accept') : undefined;
};

/** Whether the client names FHIR JSON itself, and does not merely put up with anything. It decides how a Binary is read. */
export const asksForJson = ({ accept, format }: Wish): boolean =>
  format === undefined
    ? (accept ?? '')
        .split(',')
        .map(mediaRange)
        .some((range) => range.wanted && isJson(range))
    : isJson(mediaRange(format));

type MediaRange = {
  readonly type: string;
  readonly wanted: boolean;
  readonly version: string | undefined;
  readonly quality: number;
};

const mediaRange = (text: string): MediaRange => {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const valueOf = (name: string): string | undefined =>
    parameters.find((parameter) => parameter.startsWith(`${name}=`))?.slice(name.length + 1);
  return {
    // `_format=application/fhir+json` with an unescaped plus arrives with a blank.
    type: type.replace(' ', '+'),
    wanted: !/^0(\.0*)?$/.test(valueOf('q') ?? '1'),
    version: valueOf('fhirversion'),
    quality: Number(valueOf('q') ?? '1') || 0,
  };
};

/** Media types may name the version they want: FHIR R4 §2.1.0.6.1. `4.0` is ours. */
const isJson = ({ type, version }: MediaRange): boolean =>
  jsonTypes.has(type) && (version === undefined || version === '4.0');

const jsonTypes = new Set(['application/fhir+json', 'application/json', 'text/json', 'json']);
const xmlTypes = new Set(['application/fhir+xml', 'application/xml', 'text/xml', 'xml']);
const anything = new Set(['*/*', 'application/*']);

const unacceptable = (where: string): Problem =>
  new Problem(
    'unacceptable',
    `This base writes FHIR R4 as JSON: ${where === 'Accept' ? 'Accept: application/fhir+json' : '_format=json'}.`,
    where,
  );
