import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IdentifierKind } from '../identifier.rules.ts';
import { noChecks, reasonsToHold, verdictOn, type Checks, type HeldBefore, type Matched } from './hold.rules.ts';

const all: Checks = { checksNhsStatus: true, softMatch: ['DATE_OF_BIRTH'], autoCreates: true };
const nhsNumber = 'https://fhir.nhs.uk/Id/nhs-number';
const local = 'https://riverside.example/mrn';

const record = (systems: readonly string[], born: string | null = '1990-02-03') => ({
  identifiers: systems.map((system) => ({ system })),
  demographics: { date_of_birth: born, family_name: 'Ó Weir', given_name: 'Dora', gender: 'FEMALE' },
});

const matched = (changes: Partial<Matched>): Matched => ({
  checks: all,
  about: 'PERSON',
  identifiers: [{ kind: 'NHS', verification: '01' }],
  candidates: ['p1'],
  patient: 'p1',
  record: record([nhsNumber]),
  person: { dateOfBirth: '1990-02-03' },
  ...changes,
});

const only = (kind: IdentifierKind, verification: string | null = null) => [{ kind, verification }];

// Domain reference §4.2, NHS-number status check
describe('a message about the patient as such', () => {
  it('goes where its NHS number is verified', () => {
    expect(reasonsToHold(matched({}))).toEqual([]);
  });

  it.each(['02', '03', '04', '05', '06', '07', '08', null])('is held where the status is %s', (status) => {
    expect(reasonsToHold(matched({ identifiers: only('NHS', status) }))).toEqual(['NHS_STATUS']);
  });

  it('with a local number alone is held for a record with an NHS number, or for none at all', () => {
    const identifiers = only('LOCAL');
    expect(reasonsToHold(matched({ identifiers }))).toEqual(['LOCAL_ID_ONLY']);
    expect(reasonsToHold(matched({ identifiers, candidates: [], patient: null, record: undefined }))).toEqual([
      'LOCAL_ID_ONLY',
    ]);
    expect(reasonsToHold(matched({ identifiers, record: record([local]) }))).toEqual([]);
  });

  it('is not compared by its date of birth, which it may correct', () => {
    expect(reasonsToHold(matched({ person: { dateOfBirth: '1990-03-02' } }))).toEqual([]);
  });
});

// Domain reference §4.2, soft match
describe('a message about something else', () => {
  const item = (changes: Partial<Matched>) => reasonsToHold(matched({ about: 'ITEM', ...changes }));

  it('is held where the date of birth is another', () => {
    expect(item({})).toEqual([]);
    expect(item({ person: { dateOfBirth: '1990-03-02' } })).toEqual(['DOB_MISMATCH']);
    expect(item({ person: { dateOfBirth: '1990-03-02' }, checks: noChecks })).toEqual([]);
  });

  it('has to say the date of birth, unless the record does not know it', () => {
    expect(item({ person: {} })).toMatchObject({ kind: 'invalid', field: 'person.dateOfBirth' });
    expect(item({ person: {}, record: record([nhsNumber], null) })).toEqual([]);
  });

  it('needs no verified number', () => {
    expect(item({ identifiers: only('NHS', '02') })).toEqual([]);
  });
});

it('whatever is checked, a message with numbers of several records is held', () => {
  const anyMessage = fc.record({
    about: fc.constantFrom('PERSON' as const, 'ITEM' as const),
    checks: fc.constantFrom(all, noChecks),
    patient: fc.constantFrom('p1', null),
  });
  fc.assert(
    fc.property(anyMessage, (message) => {
      const reasons = reasonsToHold(matched({ ...message, candidates: ['p1', 'p2'], record: undefined }));
      expect(reasons).toEqual([message.patient === null ? 'MULTIPLE_MATCH' : 'ID_CONFLICT']);
    }),
  );
});

it('an organisation that checks nothing has no message with numbers of one record held', () => {
  const anyMessage = fc.record({
    about: fc.constantFrom('PERSON' as const, 'ITEM' as const),
    identifiers: fc.array(
      fc.record({
        kind: fc.constantFrom<IdentifierKind>('NHS', 'LOCAL', 'CHI'),
        verification: fc.constantFrom('01', '02', null),
      }),
      { minLength: 1 },
    ),
    person: fc.constantFrom({ dateOfBirth: '1990-02-03' }, { dateOfBirth: '2000-01-01' }, {}, null),
  });
  fc.assert(
    fc.property(anyMessage, (message) => {
      expect(reasonsToHold(matched({ ...message, checks: noChecks }))).toEqual([]);
    }),
  );
});

describe('the verdict', () => {
  const before = (changes: Partial<HeldBefore>): HeldBefore => ({
    id: 'earlier',
    reasons: ['DOB_MISMATCH'],
    state: 'HELD',
    decidedAt: null,
    decidedBy: null,
    into: null,
    isSettled: false,
    ...changes,
  });
  const decided = (state: 'APPROVED' | 'REJECTED', changes: Partial<HeldBefore> = {}) =>
    before({ state, decidedAt: new Date('2026-05-01T09:00:00Z'), decidedBy: 'oscar', isSettled: true, ...changes });

  it('holds what gives a reason, and lets go what gives none', () => {
    expect(verdictOn('m', [], [])).toEqual({ go: true, into: null });
    expect(verdictOn('m', ['DOB_MISMATCH'], [])).toMatchObject({ go: false, state: 'HELD', reasons: ['DOB_MISMATCH'] });
  });

  it('lets the message itself go once it is approved, into the record that was chosen, and not before', () => {
    const itself = before({ id: 'm', reasons: ['ID_CONFLICT'] });
    expect(verdictOn('m', ['ID_CONFLICT'], [itself])).toEqual({ go: false, before: itself });
    const approved = decided('APPROVED', { id: 'm', reasons: ['ID_CONFLICT'], into: 'p2', isSettled: false });
    expect(verdictOn('m', ['ID_CONFLICT'], [approved])).toEqual({ go: true, into: 'p2' });
  });

  it('has an earlier decision about the item hold, whatever this message says of the person', () => {
    expect(verdictOn('m', ['DOB_MISMATCH'], [decided('APPROVED')])).toEqual({ go: true, into: null });
    expect(verdictOn('m', [], [decided('REJECTED')])).toMatchObject({ state: 'REJECTED', follows: 'earlier' });
    expect(verdictOn('m', ['DOB_MISMATCH'], [decided('REJECTED')])).toMatchObject({ state: 'REJECTED' });
  });

  it('goes by the latest decision', () => {
    const later = { id: 'later', decidedAt: new Date('2026-05-01T09:00:01Z') };
    expect(verdictOn('m', ['DOB_MISMATCH'], [decided('REJECTED'), decided('APPROVED', later)])).toMatchObject({
      go: true,
    });
    expect(verdictOn('m', [], [decided('APPROVED'), decided('REJECTED', later)])).toMatchObject({
      follows: 'later',
    });
  });

  it('releases what is held about the item by a message with which all is well, and has it wait its turn', () => {
    expect(verdictOn('m', [], [before({})])).toEqual({
      go: false,
      state: 'APPROVED',
      reasons: ['FOLLOWS_HELD'],
      follows: null,
      releases: ['earlier'],
    });
    expect(verdictOn('m', [], [before({ state: 'APPROVED', decidedAt: new Date() })])).toMatchObject({
      state: 'APPROVED',
      releases: [],
    });
  });

  it('never has another message’s approval pass over a doubt about whose record it is', () => {
    const doubts = fc.constantFrom('NHS_STATUS', 'LOCAL_ID_ONLY', 'ID_CONFLICT', 'MULTIPLE_MATCH');
    const earlier = fc.array(
      fc.record({
        id: fc.constantFrom('a', 'b'),
        reasons: fc.array(fc.constantFrom('DOB_MISMATCH', 'ID_CONFLICT', 'FOLLOWS_HELD'), { minLength: 1 }),
        state: fc.constantFrom('HELD', 'APPROVED', 'REJECTED'),
        decidedAt: fc.constantFrom(null, new Date(0)),
        decidedBy: fc.constantFrom(null, 'oscar'),
        into: fc.constant(null),
        isSettled: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(doubts, earlier, (doubt, messages) => {
        expect(verdictOn('m', [doubt], messages)).toMatchObject({ go: false, state: 'HELD', reasons: [doubt] });
      }),
    );
  });
});
