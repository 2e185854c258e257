import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrganisationId, PatientId, TeamId, UserId } from '../../kernel/id.ts';
import { labels, type ItemLabel, type Label } from '../kit/label.ts';
import { shows } from '../kit/purview.ts';
import {
  canRead,
  canReadDemographics,
  type Actor,
  type Capacity,
  type Item,
  type Standing,
  type Subject,
} from './purview.rules.ts';
import { sightOf } from './sight.rules.ts';

const alice = 'alice' as PatientId;
const user = 'user' as UserId;
const team = 'team' as TeamId;
const organisation = 'organisation' as OrganisationId;
const now = new Date('2026-06-01T12:00:00Z');

const actors = {
  patient: { kind: 'patient', user, frozen: false },
  frozenPatient: { kind: 'patient', user, frozen: true },
  carer: { kind: 'carer', user, frozen: false },
  frozenCarer: { kind: 'carer', user, frozen: true },
  teamProfessional: { kind: 'professional', user, teams: [team] },
  individualProfessional: { kind: 'professional', user, teams: [] },
  teamClient: { kind: 'team', teams: [team] },
  organisation: { kind: 'organisation', organisation },
} as const satisfies Record<string, Actor>;

const open: Subject = { frozen: false, sharingDisabled: false };
const stranger: Standing = { consented: [], hasConsent: false, linked: false, breaksGlass: false };
const sharing = (...consented: Label[]): Standing => ({ ...stranger, consented, hasConsent: true, linked: true });
const invited = (...inPerson: Label[]): Standing => ({ ...stranger, inPerson });
const item = (label: ItemLabel, ...sources: string[]): Item => ({ label, sources });
const delayed = (of: Item): Item => ({ ...of, visibleFrom: new Date(now.getTime() + 1) });

const anActor = fc.constantFrom<Actor>(...Object.values(actors));
const aSubject = fc.record({ frozen: fc.boolean(), sharingDisabled: fc.boolean() });
const someLabels = fc.oneof(fc.subarray([...labels]), fc.constant([...labels]));
const aStanding = fc
  .record({
    consented: someLabels,
    consentRow: fc.boolean(),
    linked: fc.boolean(),
    inPerson: fc.option(someLabels, { nil: undefined }),
    breaksGlass: fc.boolean(),
  })
  // Labels come from consent rows only.
  .map(({ consented, consentRow, ...rest }): Standing => ({
    ...rest,
    consented: consentRow ? consented : [],
    hasConsent: consentRow,
  }));
const anItem = fc.record({
  label: fc.constantFrom<ItemLabel>(...labels, 'UNSET'),
  sources: fc.subarray<string>([user, team, organisation, 'somebody else']),
  visibleFrom: fc.constantFrom(undefined, new Date(now.getTime() - 1), now, new Date(now.getTime() + 1)),
});

const runs = { numRuns: fc.readConfigureGlobal().numRuns ?? 10_000 };

describe('what somebody may see, as the sets that every query carries', () => {
  it('is what the decision procedure says of each item, in whatever capacities at once', () => {
    const aCapacity = fc.record({ actor: anActor, standing: aStanding });
    fc.assert(
      fc.property(fc.array(aCapacity, { maxLength: 3 }), aSubject, anItem, (capacities, subject, of) => {
        expect(readThroughSight(capacities, subject, of)).toBe(readInAnyCapacity(capacities, subject, of));
      }),
      runs,
    );
  });

  it('exists exactly where the demographics may be read', () => {
    fc.assert(
      fc.property(anActor, aSubject, aStanding, (actor, subject, standing) => {
        const sight = sightOf({ patient: alice, ...subject }, [{ actor, standing }]);
        expect(sight !== undefined).toBe(canReadDemographics(actor, subject, standing));
      }),
    );
  });

  it('never grows when a label is taken away', () => {
    fc.assert(
      fc.property(
        anActor,
        aSubject,
        aStanding,
        anItem,
        fc.constantFrom(...labels),
        (actor, subject, held, of, lost) => {
          const without = (all: readonly Label[]): Label[] => all.filter((label) => label !== lost);
          const less = {
            ...held,
            consented: without(held.consented),
            inPerson: held.inPerson && without(held.inPerson),
          };
          if (canRead({ actor, standing: less }, subject, { item: of, now }) === 'OPEN')
            expect(canRead({ actor, standing: held }, subject, { item: of, now })).toBe('OPEN');
        },
      ),
    );
  });

  it('is nothing at all for a stranger', () => {
    fc.assert(
      fc.property(anActor, aSubject, anItem, (actor, subject, of) => {
        fc.pre(actor.kind !== 'patient');
        expect(canRead({ actor, standing: stranger }, subject, { item: of, now })).toBe('HIDDEN');
      }),
    );
  });
});

const readThroughSight = (capacities: readonly Capacity[], subject: Subject, of: Item): string => {
  const sight = sightOf({ patient: alice, ...subject }, capacities);
  if (sight === undefined || !shows(sight, of)) return 'HIDDEN';
  const isDelayed = of.visibleFrom !== undefined && of.visibleFrom > now;
  const isMasked = sight.masks.includes('DELAYED') && !(sight.unmasked !== undefined && shows(sight.unmasked, of));
  return isDelayed && isMasked ? 'MASKED' : 'OPEN';
};

const readInAnyCapacity = (capacities: readonly Capacity[], subject: Subject, of: Item): string => {
  const readings = capacities.map((capacity) => canRead(capacity, subject, { item: of, now }));
  return readings.includes('OPEN') ? 'OPEN' : readings.includes('MASKED') ? 'MASKED' : 'HIDDEN';
};

describe('the domain’s examples', () => {
  const reading = (...[actor, of, standing, subject = open]: [Actor, Item, Standing, Subject?]): string =>
    canRead({ actor, standing }, subject, { item: of, now });

  it('T12: a mental health item of another team is hidden from a team with general labels, the team’s own is not', () => {
    const standing = sharing('GENERAL_HEALTH');
    expect(reading(actors.teamProfessional, item('MENTAL_HEALTH', 'other'), standing)).toBe('HIDDEN');
    expect(reading(actors.teamProfessional, item('MENTAL_HEALTH', team), standing)).toBe('OPEN');
  });

  it('T13: breaking the glass does nothing while sharing is disabled; the team’s own data stays', () => {
    const subject = { ...open, sharingDisabled: true };
    const standing = { ...sharing('GENERAL_HEALTH'), breaksGlass: true };
    expect(reading(actors.teamProfessional, item('GENERAL_HEALTH', 'other'), standing, subject)).toBe('HIDDEN');
    expect(reading(actors.teamProfessional, item('GENERAL_HEALTH', team), standing, subject)).toBe('OPEN');
  });

  it('T14: an unlabelled item needs all four labels', () => {
    const three = sharing('GENERAL_HEALTH', 'SEXUAL_HEALTH', 'MENTAL_HEALTH');
    expect(reading(actors.organisation, item('UNSET'), three)).toBe('HIDDEN');
    expect(reading(actors.organisation, item('UNSET'), sharing(...labels))).toBe('OPEN');
  });

  it('T10: the patient and a carer see that a delayed item is there, a professional what it says', () => {
    const of = delayed(item('GENERAL_HEALTH', 'other'));
    expect(reading(actors.patient, of, stranger)).toBe('MASKED');
    expect(reading(actors.carer, of, sharing('GENERAL_HEALTH'))).toBe('MASKED');
    expect(reading(actors.teamProfessional, of, sharing('GENERAL_HEALTH'))).toBe('OPEN');
  });

  it('labels that a professional holds through a team and in person count together', () => {
    const both = { ...sharing('GENERAL_HEALTH', 'SOCIAL_CARE'), inPerson: ['SEXUAL_HEALTH', 'MENTAL_HEALTH'] as const };
    expect(reading(actors.teamProfessional, item('UNSET'), both)).toBe('OPEN');
    expect(reading(actors.teamProfessional, item('UNSET'), both, { ...open, frozen: true })).toBe('HIDDEN');
  });

  it('frozen access stops who was invited in person, also where that person belongs to some team', () => {
    const frozen = { ...open, frozen: true };
    const of = item('GENERAL_HEALTH', 'other');
    expect(reading(actors.individualProfessional, of, invited('GENERAL_HEALTH'), frozen)).toBe('HIDDEN');
    expect(reading(actors.teamProfessional, of, invited('GENERAL_HEALTH'), frozen)).toBe('HIDDEN');
    expect(reading(actors.teamProfessional, of, sharing('GENERAL_HEALTH'), frozen)).toBe('OPEN');
  });

  it.each([
    ['SELF', actors.patient, stranger, undefined],
    ['SOURCE', actors.organisation, { ...stranger, linked: true }, undefined],
    ['CONSENT', actors.organisation, sharing('GENERAL_HEALTH'), undefined],
    ['PARTNER', actors.teamClient, sharing('GENERAL_HEALTH'), 'PARTNER'],
    ['APP', actors.patient, stranger, 'APP'],
    ['BTG', actors.teamProfessional, { ...stranger, breaksGlass: true }, 'APP'],
  ] as const)('the basis is %s', (basis, actor, standing, through) => {
    expect(sightOf({ patient: alice, ...open }, [{ actor, standing }], through)?.basis).toBe(basis);
  });
});

type Row = {
  readonly id: string;
  readonly actor: string;
  readonly subject?: string;
  readonly frozen?: boolean;
  readonly carerFrozen?: boolean;
  readonly subjectFrozen?: boolean;
  readonly source?: boolean | string;
  readonly consentHasFlag?: boolean;
  readonly sharingDisabled?: boolean;
  readonly breakTheGlass?: boolean;
  readonly expect: string;
};

const tablePath = join(import.meta.dirname, '../../../shared/cases/access-truth-table.json');

describe.skipIf(!existsSync(tablePath))(
  'the truth table of the public proofs of concept (skipped without ../shared/cases)',
  () => {
    const rows = existsSync(tablePath) ? (JSON.parse(readFileSync(tablePath, 'utf8')) as { rules: Row[] }).rules : [];

    it.each(rows)('$id: $actor → $expect', (row) => {
      const { actor, standing } = capacityIn(row);
      const frozen = row.subjectFrozen ?? (row.actor === 'patient' && row.frozen === true);
      const subject = { frozen, sharingDisabled: row.sharingDisabled ?? false };
      const of = item(
        'GENERAL_HEALTH',
        ...(row.source ? [row.actor.startsWith('team') ? team : user] : ['somebody else']),
      );
      expect(canRead({ actor, standing }, subject, { item: of, now })).toBe(
        row.expect.startsWith('allow') ? 'OPEN' : 'HIDDEN',
      );
    });
  },
);

const capacityIn = (row: Row): Capacity => {
  const frozen = row.frozen ?? row.carerFrozen ?? false;
  const consented: Label[] = row.consentHasFlag === true ? ['GENERAL_HEALTH'] : [];
  const isRelated = row.consentHasFlag !== undefined || Boolean(row.source);
  const standing = { consented, hasConsent: isRelated, linked: isRelated, breaksGlass: row.breakTheGlass ?? false };
  if (row.actor.startsWith('patient')) {
    // Of another patient's record, a patient is a carer whom nobody has asked.
    if (row.subject === 'another patient') return { actor: actors.carer, standing: stranger };
    return { actor: { ...actors.patient, frozen }, standing: stranger };
  }
  if (row.actor.startsWith('carer')) return { actor: { ...actors.carer, frozen }, standing };
  if (row.actor.startsWith('individual'))
    return { actor: actors.individualProfessional, standing: invited(...consented) };
  return { actor: actors.teamProfessional, standing };
};
