/** Another code for the same kind of quantity: a number in it is the number here times `factor`, plus `offset`. */
export type Converted = { readonly code: string; readonly factor: number; readonly offset: number };

/** What a number of a unit is in the unit that its family is measured by: times `factor`, plus `offset`. */
type Unit = { readonly factor: number; readonly offset?: number };

/**
 * Units of health care that differ by no power of ten. Those of a family are one another; all are special or customary units
 * of UCUM (§31 to §46), and the factors its own: a year has 365.25 days, and a month is a twelfth of it.
 */
const families: readonly Readonly<Record<string, Unit>>[] = [
  {
    s: { factor: 1 },
    min: { factor: 60 },
    h: { factor: 3_600 },
    d: { factor: 86_400 },
    wk: { factor: 604_800 },
    mo: { factor: 2_629_800 },
    a: { factor: 31_557_600 },
  },
  {
    g: { factor: 1 },
    mg: { factor: 0.001 },
    kg: { factor: 1_000 },
    '[oz_av]': { factor: 28.349_523_125 },
    '[lb_av]': { factor: 453.592_37 },
    '[stone_av]': { factor: 6_350.293_18 },
  },
  {
    m: { factor: 1 },
    cm: { factor: 0.01 },
    mm: { factor: 0.001 },
    '[in_i]': { factor: 0.025_4 },
    '[ft_i]': { factor: 0.304_8 },
  },
  { Pa: { factor: 1 }, kPa: { factor: 1_000 }, 'mm[Hg]': { factor: 133.322 } },
  { J: { factor: 1 }, kJ: { factor: 1_000 }, cal: { factor: 4.184 }, kcal: { factor: 4_184 } },
  {
    K: { factor: 1 },
    Cel: { factor: 1, offset: 273.15 },
    '[degF]': { factor: 5 / 9, offset: (459.67 * 5) / 9 },
  },
];

/** The other units of the same family. */
export const conversions = (code: string): readonly Converted[] => {
  const family = families.find((one) => Object.hasOwn(one, code)) ?? {};
  const here = family[code];
  if (here === undefined) return [];
  return Object.entries(family).flatMap(([other, there]) =>
    other === code
      ? []
      : [
          {
            code: other,
            factor: here.factor / there.factor,
            offset: ((here.offset ?? 0) - (there.offset ?? 0)) / there.factor,
          },
        ],
  );
};

/** Of so many digits, what doubles add to a number is not seen: 150 lb are 68.0388555 kg. */
const digits = 12;

export const convertedNumber = (number: number, { factor, offset }: Converted): number =>
  Number((number * factor + offset).toPrecision(digits));
