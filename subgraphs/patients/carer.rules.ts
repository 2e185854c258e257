/** What the rule about carers of children wants to know of one carer's consent. */
export type CarersConsent = {
  readonly since: Date;
  /** The age past which the clinical team has kept the carer. */
  readonly keptPastAge: number | null;
  /** YYYY-MM-DD; null where it is not known: then nobody can say that the patient is a child. */
  readonly patientBorn: string | null;
};

/** Carers of children leave on these birthdays. Domain reference §3.1 */
export const agesOfLeaving = [13, 16, 18] as const;

/**
 * Whether a carer's consent still holds: one that was given before the patient's 13th, 16th or 18th birthday ends as that
 * day begins, unless the carer was kept past it. Days begin at midnight UTC; somebody born on 29 February is a year older
 * on 1 March of other years.
 */
export const carerHolds = ({ since, keptPastAge, patientBorn, today }: CarersConsent & { today: Date }): boolean =>
  patientBorn === null ||
  agesOfLeaving.every((age) => {
    const hasPassed = ageOn(patientBorn, since) < age && ageOn(patientBorn, today) >= age;
    return !hasPassed || (keptPastAge ?? 0) >= age;
  });

/** The moment at which `carerHolds` turns false; undefined where it never does. */
export const carerEnds = ({ since, keptPastAge, patientBorn }: CarersConsent): Date | undefined => {
  if (patientBorn === null) return undefined;
  const age = agesOfLeaving.find((one) => ageOn(patientBorn, since) < one && (keptPastAge ?? 0) < one);
  return age === undefined ? undefined : birthday(patientBorn, age);
};

/** Somebody born on 29 February: `Date` takes 29 February of other years for 1 March, too. */
const birthday = (born: string, age: number): Date => {
  const [year = 0, month = 1, day = 1] = born.split('-').map(Number);
  return new Date(Date.UTC(year + age, month - 1, day));
};

/** Full years: the difference of the two dates as numbers YYYYMMDD, without month and day. */
export const ageOn = (born: string, day: Date): number =>
  Math.trunc((dayNumber(day.toISOString().slice(0, 10)) - dayNumber(born)) / 10_000);

const dayNumber = (date: string): number => Number(date.replaceAll('-', ''));

/** The age of a patient `p` at a moment; null where it is not known. */
const ageAt = (moment: string): string => {
  const number = (date: string): string => `to_char(${date}, 'YYYYMMDD')::int`;
  return `(${number(`${moment} at time zone 'UTC'`)} - ${number('p.date_of_birth')}) / 10000`;
};

/** The ages of a patient `p` at which the carer of a consent `c` leaves. */
const agesOfTheirs = `(values (${agesOfLeaving.join('), (')})) a(age)
    where coalesce(c.kept_past_age, 0) < a.age and ${ageAt('c.since')} < a.age`;

/**
 * `carerHolds` as a predicate on a consent `c` of a patient `p` at the moment `w.at`, for lists: what does not hold must
 * not take up room on a page. `carer.rules.test.ts` proves the two equal.
 */
export const carerHoldsSql = `not exists (select from ${agesOfTheirs} and ${ageAt('w.at')} >= a.age)`;

/** Of a consent `c` of a patient `p` that holds at `w.at`: the age that ends it within three months; null where none does. */
export const agedOutSoonSql = `(select min(a.age) from ${agesOfTheirs} and ${ageAt("(w.at + interval '3 months')")} >= a.age)`;
