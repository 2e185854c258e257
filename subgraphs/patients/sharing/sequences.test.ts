import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { fixedClock } from '../../../kernel/clock.ts';
import { uuid7 } from '../../../kernel/id.ts';
import type { Person } from '../../../kernel/principal.ts';
import { patients, people, teams } from '../../../prisma/demo.ts';
import { seedPatients } from '../../../prisma/seed-patients.ts';
import { callOf, person } from '../../../test/calls.ts';
import { prismaOn } from '../../../test/clients.ts';
import { testDatabase } from '../../../test/database.ts';
import { asking } from '../../../test/slice.ts';
import { labels as allLabels, type Label } from '../../kit/label.ts';
import { openPurview } from '../../kit/purview.ts';
import { openPatients } from '../index.ts';

const database = await testDatabase();
const prisma = prismaOn(database.url);
const slice = openPatients({ sql: database.sql, newId: uuid7 });
await seedPatients(prisma);
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

const alice = patients.alice.id;
const day = 86_400_000;
const begin = Date.parse('2026-06-01T12:00:00Z');
const birthdays = [
  { age: 13, on: Date.parse('2026-07-01T00:00:00Z') },
  { age: 16, on: Date.parse('2029-07-01T00:00:00Z') },
  { age: 18, on: Date.parse('2031-07-01T00:00:00Z') },
];

const parties = {
  team: { named: { teamId: teams['riverside-diabetes'].id }, as: {}, reader: person('diaz') },
  carer: { named: { personId: people.bob.id }, as: { kind: 'CARER' }, reader: person('bob') },
  professional: {
    named: { personId: people.hall.id },
    as: { kind: 'PROFESSIONAL' },
    reader: { ...person('hall'), teams: [] } satisfies Person,
  },
} as const;
type PartyName = keyof typeof parties;

const aParty = fc.constantFrom('team' as const, 'carer' as const, 'professional' as const);
const aStep = fc.oneof(
  fc.record({
    what: fc.constant('set' as const),
    party: aParty,
    labels: fc.subarray([...allLabels], { minLength: 1 }),
    days: fc.constantFrom(null, 20, 600),
  }),
  fc.record({ what: fc.constant('end' as const), party: aParty }),
  fc.record({ what: fc.constant('keep' as const), age: fc.constantFrom(13, 16, 18) }),
  fc.record({ what: fc.constant('wait' as const), days: fc.constantFrom(15, 31, 700) }),
);
type Step = typeof aStep extends fc.Arbitrary<infer Drawn> ? Drawn : never;

/** What was said last about one of them. */
type Said = {
  readonly labels: readonly Label[];
  readonly since: number;
  readonly until: number;
  readonly kept: number;
};
type Model = Partial<Record<PartyName, Said>>;

const isShared = (name: PartyName, said: Said | undefined, now: number): said is Said =>
  said !== undefined &&
  now < said.until &&
  (name !== 'carer' || birthdays.every(({ age, on }) => said.since >= on || now < on || said.kept >= age));

/** The labels that each would read by; undefined: no record at all. */
const expected = (name: PartyName, said: Said | undefined, now: number): readonly string[] | undefined => {
  if (said === undefined) return undefined;
  if (!isShared(name, said, now)) return name === 'carer' ? undefined : [];
  return said.labels.length === 4 ? [...allLabels, 'UNSET'] : said.labels;
};

const after = (model: Model, step: Step, now: number): Model => {
  if (step.what === 'wait') return model;
  if (step.what === 'keep') {
    const { carer, team } = model;
    const isYounger = birthdays.some(({ age, on }) => age === step.age && now < on);
    return carer && isYounger && isShared('carer', carer, now) && isShared('team', team, now)
      ? { ...model, carer: { ...carer, kept: step.age } }
      : model;
  }
  const said = model[step.party];
  const goesOn = isShared(step.party, said, now);
  if (step.what === 'end') return goesOn ? { ...model, [step.party]: { ...said, until: now } } : model;
  const until = step.days === null ? Number.POSITIVE_INFINITY : now + step.days * day;
  const kept = goesOn ? said.kept : 0;
  return { ...model, [step.party]: { labels: step.labels, since: now, until, kept } };
};

const act = async (step: Step, now: number): Promise<void> => {
  if (step.what === 'wait') return;
  const run = (by: Person, name: string, type: string, input: object) =>
    asking(slice, by, fixedClock(new Date(now).toISOString())).run(
      `mutation ($input: ${type}!) { ${name}(input: $input) { __typename } }`,
      { input: { patientId: alice, ...input } },
    );
  if (step.what === 'keep') {
    await run(person('diaz'), 'keepCarer', 'KeepCarerInput', { personId: people.bob.id, pastAge: step.age });
    return;
  }
  const { named, as } = parties[step.party];
  if (step.what === 'end') await run(person('alice'), 'endConsent', 'EndConsentInput', named);
  else
    await run(person('alice'), 'setConsent', 'SetConsentInput', {
      ...named,
      ...as,
      labels: step.labels,
      ...(step.days === null ? {} : { until: new Date(now + step.days * day).toISOString() }),
    });
};

const sees = async (name: PartyName, now: number): Promise<readonly string[] | undefined> => {
  const clock = fixedClock(new Date(now).toISOString());
  const { reader } = parties[name];
  const asked = asking(slice, reader, clock);
  const found = await asked.patient<{ purview: string } | null>({ __typename: 'Patient', id: alice }, 'purview');
  return openPurview(callOf(reader, clock), alice, found?.purview)?.labels;
};

/** Too rare to be met by chance: what the clinical team said outlasts a change of labels. */
const keptAndChanged: Step[] = [
  { what: 'set', party: 'team', labels: ['GENERAL_HEALTH'], days: null },
  { what: 'set', party: 'carer', labels: ['GENERAL_HEALTH'], days: null },
  { what: 'keep', age: 13 },
  { what: 'set', party: 'carer', labels: ['SOCIAL_CARE'], days: null },
  { what: 'wait', days: 31 },
];

it('shows each reader what was said last, whatever is set, ended and kept in whatever order', async () => {
  await prisma.patient.update({ where: { id: alice }, data: { dateOfBirth: new Date('2013-07-01') } });
  await fc.assert(
    fc.asyncProperty(fc.array(aStep, { minLength: 4, maxLength: 12 }), async (steps) => {
      await prisma.consent.deleteMany({ where: { patientId: alice } });
      await prisma.teamLink.deleteMany({ where: { patientId: alice } });
      let [now, model]: [number, Model] = [begin, {}];
      for (const step of steps) {
        if (step.what === 'wait') now += step.days * day;
        await act(step, now);
        model = after(model, step, now);
        for (const name of ['team', 'carer', 'professional'] as const)
          expect([name, await sees(name, now)]).toEqual([name, expected(name, model[name], now)]);
      }
    }),
    { numRuns: 30, examples: [[keptAndChanged]] },
  );
});
