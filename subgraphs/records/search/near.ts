import { invalid, type Failure } from '../../../kernel/failure.ts';
import { rangeHash, type Place } from '../extract/sink.ts';
import type { Parameter } from '../extract/type-index.ts';
import type { Condition, Criterion } from './criterion.ts';
import { quantityOf } from './quantity.ts';
import { malformed, splitUnescaped, unescaped, type QueryParameter } from './query.ts';

/** Without a distance "near" is left to the server. */
const usualKilometres = 50;

const kilometres: Readonly<Partial<Record<string, number>>> = {
  '': 1,
  km: 1,
  m: 0.001,
  '[mi_i]': 1.609344,
  mi: 1.609344,
  '[ft_i]': 0.0003048,
  '[nmi_i]': 1.852,
};

/**
 * `near=latitude|longitude|distance|units` (R4), and `near=latitude:longitude&near-distance=5||km` (STU3): along the
 * surface of a sphere. R4 Location search parameters
 */
export const near = (
  parameter: QueryParameter,
  { terminals }: Parameter,
  beside: readonly QueryParameter[],
): Criterion | Failure => {
  const [value = '', ...others] = parameter.values;
  const wanted =
    others.length > 0
      ? undefined
      : areaOf(
          value,
          beside.find(({ name }) => name === 'near-distance'),
        );
  const place = terminals[0]?.place;
  if (wanted === undefined || place === undefined)
    return malformed(parameter, value, 'latitude|longitude|distance|units in degrees and km, m or [mi_i]');
  const degrees = wanted.kilometres / kilometresOfDegree;
  return {
    condition: within(place, wanted),
    way: { kind: 'ranges', places: [place.range], from: wanted.latitude - degrees, to: wanted.latitude + degrees },
    content: true,
  };
};

/** STU3's second half of `near`, which reads it. */
export const distance = (parameter: QueryParameter, beside: readonly QueryParameter[]): Criterion | Failure =>
  beside.some(({ name }) => name === 'near')
    ? { condition: () => 'true', content: false }
    : invalid('near-distance goes with near, and means nothing by itself.', parameter.name);

type Area = { readonly latitude: number; readonly longitude: number; readonly kilometres: number };

const areaOf = (value: string, beside: QueryParameter | undefined): Area | undefined => {
  const parts = splitUnescaped(value, '|').map(unescaped);
  const [latitude = '', longitude = '', amountOf = '', unit = '', ...more] =
    parts.length === 1 ? (parts[0] ?? '').split(':') : parts;
  const position = { latitude: degreesIn(latitude, 90), longitude: degreesIn(longitude, 180) };
  const reach = beside === undefined ? { amount: amountOf, unit } : distanceIn(beside.values[0] ?? '');
  const factor = kilometres[reach.unit];
  const amount = reach.amount === '' ? usualKilometres : numberIn(reach.amount);
  if (position.latitude === undefined || position.longitude === undefined || more.length > 0) return undefined;
  if (factor === undefined || amount === undefined || amount < 0) return undefined;
  return { latitude: position.latitude, longitude: position.longitude, kilometres: amount * factor };
};

/** `le5|http://unitsofmeasure.org|km`, `5||km`, and the `5|km` of the specification's example. */
const distanceIn = (text: string): { amount: string; unit: string } => {
  const parts = splitUnescaped(text.replace(/^(?:le|lt|eq)/, ''), '|').map(unescaped);
  return {
    amount: parts[0] ?? '',
    unit: (quantityOf(text) === undefined ? '?' : parts.at(parts.length > 1 ? -1 : 1)) ?? '',
  };
};

const numberIn = (text: string): number | undefined =>
  /^[+-]?\d{1,12}(?:\.\d{1,20})?$/.test(text) ? Number(text) : undefined;

const degreesIn = (text: string, most: number): number | undefined => {
  const degrees = numberIn(text);
  return degrees === undefined || Math.abs(degrees) > most ? undefined : degrees;
};

/** The mean radius of the earth (IUGG), and what a degree of latitude is on it. */
const radius = 6371.0088;
const kilometresOfDegree = (radius * Math.PI) / 180;

/** The haversine of the angle between the two positions. */
const within =
  (place: Place, { latitude, longitude, kilometres: reach }: Area): Condition =>
  (bind) => {
    const lat = bind(latitude, 'float8');
    const lon = bind(longitude, 'float8');
    return `exists (select from unnest(r.num_ph, r.num_lo) as a(ph, v), unnest(r.num_ph, r.num_lo) as o(ph, v)
  where a.ph = ${bind(rangeHash(place, '||latitude'), 'bigint')} and o.ph = ${bind(rangeHash(place, '||longitude'), 'bigint')}
  and ${String(2 * radius)} * asin(sqrt(least(1, power(sind((a.v - ${lat}) / 2), 2) + cosd(${lat}) * cosd(a.v) * power(sind((o.v - ${lon}) / 2), 2)))) <= ${bind(reach, 'float8')})`;
  };
