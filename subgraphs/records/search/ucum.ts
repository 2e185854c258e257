/**
 * UCUM units that differ from each other by a power of ten, so that one is the other by moving the decimal point: exact,
 * whatever the number. Those that differ by another factor (hours, pounds, mm[Hg]) are in `unit-factors.ts`.
 */
export const ucum = 'http://unitsofmeasure.org';

/** Another code for the same: a number in it is the number here, times ten to `power`. */
export type Equivalent = { readonly code: string; readonly power: number };

/** All codes that are searched along with this one, itself first; only itself where it is none of these. UCUM §29, §30 */
export const equivalents = (code: string): readonly Equivalent[] => {
  const itself = { code, power: 0 };
  const read = readUnit(code);
  if (read === undefined) return [itself];
  const { top, bottom } = read;
  const bottoms = bottom === undefined ? [{ text: '', power: 0 }] : spellings(bottom).map(underneath);
  const others = spellings(top).flatMap((over) =>
    bottoms.map((under) => ({
      code: `${over.text}${under.text}`,
      power: top.power - (bottom?.power ?? 0) - over.power + under.power,
    })),
  );
  return [itself, ...others.filter((other) => other.code !== code && other.code !== '')];
};

type Spelling = { readonly text: string; readonly power: number };

const underneath = ({ text, power }: Spelling): Spelling => ({ text: `/${text}`, power });

/** A unit that takes prefixes, one written as a power of ten, or one that stays as it is. */
type Part = { readonly base: string; readonly power: number; readonly kind: 'metric' | 'count' | 'fixed' };

/** The prefixes that quantities in health care are written with. UCUM §27 */
const prefixes: Readonly<Record<string, number>> = { k: 3, '': 0, d: -1, c: -2, m: -3, u: -6, n: -9, p: -12, f: -15 };

/** UCUM §28, §30: those that are metric; `l` and `L` are the same. */
const metric = [
  'g',
  'L',
  'l',
  'mol',
  'm',
  's',
  'eq',
  '[iU]',
  'J',
  'Pa',
  'W',
  'V',
  'A',
  'Hz',
  'osm',
  'kat',
  'cal',
  'Bq',
  'Gy',
  'Sv',
];

const readUnit = (code: string): { top: Part; bottom: Part | undefined } | undefined => {
  const slash = code.indexOf('/');
  const over = slash < 0 ? code : code.slice(0, slash);
  const top = over === '' ? { base: '', power: 0, kind: 'count' as const } : metricPart(over);
  if (top === undefined || code === '') return undefined;
  if (slash < 0) return top.kind === 'metric' ? { top, bottom: undefined } : undefined;
  const under = code.slice(slash + 1);
  return { top, bottom: metricPart(under) ?? { base: under, power: 0, kind: 'fixed' } };
};

const metricPart = (text: string): Part | undefined => {
  const [, ten] = /^10[*^](-?\d{1,2})$/.exec(text) ?? [];
  if (ten !== undefined) return { base: '', power: Number(ten), kind: 'count' };
  // The unit by itself comes first: a metre is no milli-nothing.
  if (metric.includes(text)) return { base: litre(text), power: 0, kind: 'metric' };
  const base = metric.find((unit) => text.endsWith(unit) && Object.hasOwn(prefixes, text.slice(0, -unit.length)));
  if (base === undefined) return undefined;
  return { base: litre(base), power: prefixes[text.slice(0, -base.length)] ?? 0, kind: 'metric' };
};

const litre = (unit: string): string => (unit === 'l' ? 'L' : unit);

const spellings = ({ base, kind }: Part): readonly Spelling[] => {
  if (kind === 'fixed') return [{ text: base, power: 0 }];
  if (kind === 'count')
    return [{ text: '', power: 0 }, ...[3, 6, 9, 12].map((power) => ({ text: `10*${String(power)}`, power }))];
  return Object.entries(prefixes).flatMap(([prefix, power]) =>
    (base === 'L' ? ['L', 'l'] : [base]).map((unit) => ({ text: `${prefix}${unit}`, power })),
  );
};
