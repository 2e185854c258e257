/** How the client wants its answer. `_format` wins over Accept. FHIR R4 §3.1.0.1.11 */
export type Wish = { readonly accept: string | undefined; readonly format: string | undefined };

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

/**
 * Whether the client names FHIR itself, and does not merely put up with anything, as browsers do with XML. It decides how a
 * Binary is read. FHIR R4 §2.47.3
 */
export const asksForFhir = (wish: Wish, fhirVersion: readonly string[]): boolean => {
  const { accept, format } = wish;
  if (formWanted(wish, fhirVersion) === undefined) return false;
  if (format !== undefined) return true;
  const named = (accept ?? '').split(',').map(mediaRange);
  return named.some(({ type, wanted }) => wanted && (jsonTypes.has(type) || type.includes('fhir')));
};

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

const jsonTypes = new Set(['application/fhir+json', 'application/json', 'text/json', 'json']);
const xmlTypes = new Set(['application/fhir+xml', 'application/xml', 'text/xml', 'xml']);
const anything = new Set(['*/*', 'application/*']);
