/** What patients and their devices measure: codes of LOINC, units of UCUM, and the values that a living person can have. */
export type MeasurementKind = {
  readonly key: string;
  readonly name: string;
  /** LOINC */
  readonly code: string;
  /** R4 ValueSet observation-category */
  readonly category: 'vital-signs' | 'activity';
  /** One part of its own code, or several that are taken together. */
  readonly parts: readonly MeasuredPart[];
};

export type MeasuredPart = {
  readonly key: string;
  readonly name: string;
  readonly code: string;
  readonly units: readonly MeasuredUnit[];
};

/** UCUM, as it is written for people, and what is between these is taken. */
export type MeasuredUnit = {
  readonly code: string;
  readonly name: string;
  readonly low: number;
  readonly high: number;
};

const unit = (code: string, name: string, [low, high]: readonly [number, number]): MeasuredUnit => ({
  code,
  name,
  low,
  high,
});

type Single = Omit<MeasurementKind, 'parts' | 'category'> & Partial<Pick<MeasurementKind, 'category'>>;

/** What is one value: its only part has its own code and is called VALUE. */
const single = (kind: Single, ...units: readonly MeasuredUnit[]): MeasurementKind => ({
  category: 'vital-signs',
  ...kind,
  parts: [{ key: 'VALUE', name: kind.name, code: kind.code, units }],
});

const pressure = (key: string, name: string, code: string): MeasuredPart => ({
  key,
  name,
  code,
  units: [unit('mm[Hg]', 'mmHg', key === 'SYSTOLIC' ? [40, 320] : [20, 220])],
});

export const measurementKinds: readonly MeasurementKind[] = [
  {
    key: 'BLOOD_PRESSURE',
    name: 'Blood pressure',
    code: '85354-9',
    category: 'vital-signs',
    parts: [
      pressure('SYSTOLIC', 'Systolic blood pressure', '8480-6'),
      pressure('DIASTOLIC', 'Diastolic blood pressure', '8462-4'),
    ],
  },
  single({ key: 'HEART_RATE', name: 'Heart rate', code: '8867-4' }, unit('/min', 'beats per minute', [20, 300])),
  single(
    { key: 'RESPIRATORY_RATE', name: 'Respiratory rate', code: '9279-1' },
    unit('/min', 'breaths per minute', [3, 100]),
  ),
  single({ key: 'OXYGEN_SATURATION', name: 'Oxygen saturation', code: '59408-5' }, unit('%', '%', [40, 100])),
  single(
    { key: 'BODY_TEMPERATURE', name: 'Body temperature', code: '8310-5' },
    unit('Cel', '°C', [25, 45]),
    unit('[degF]', '°F', [77, 113]),
  ),
  single(
    { key: 'BODY_WEIGHT', name: 'Body weight', code: '29463-7' },
    unit('kg', 'kg', [0.2, 650]),
    unit('[lb_av]', 'lb', [0.4, 1433]),
  ),
  single(
    { key: 'BODY_HEIGHT', name: 'Body height', code: '8302-2' },
    unit('cm', 'cm', [20, 280]),
    unit('[in_i]', 'in', [8, 110]),
  ),
  single({ key: 'BODY_MASS_INDEX', name: 'Body mass index', code: '39156-5' }, unit('kg/m2', 'kg/m²', [5, 250])),
  single(
    { key: 'WAIST_CIRCUMFERENCE', name: 'Waist circumference', code: '8280-0' },
    unit('cm', 'cm', [20, 300]),
    unit('[in_i]', 'in', [8, 118]),
  ),
  single({ key: 'BLOOD_GLUCOSE', name: 'Blood glucose', code: '15074-8' }, unit('mmol/L', 'mmol/L', [0.3, 80])),
  single({ key: 'PEAK_FLOW', name: 'Peak expiratory flow', code: '33452-4' }, unit('L/min', 'L/min', [20, 1000])),
  single(
    { key: 'STEPS', name: 'Steps in a day', code: '41950-7', category: 'activity' },
    unit('{steps}/d', 'steps per day', [0, 200_000]),
  ),
];

export const loinc = 'http://loinc.org';
export const ucum = 'http://unitsofmeasure.org';

const byKey = new Map(measurementKinds.map((kind) => [kind.key, kind]));
const byCode = new Map(measurementKinds.map((kind) => [kind.code, kind]));

export const kindCalled = (key: string): MeasurementKind | undefined => byKey.get(key);

/** The kind with this code of LOINC: what feeds send by other codes has none. */
export const kindOfCode = (code: string | undefined): MeasurementKind | undefined =>
  code === undefined ? undefined : byCode.get(code);
