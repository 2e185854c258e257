import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrganisationId, PatientId, TeamId, UserId } from '../../kernel/id.ts';
import { labels, type ItemLabel, type Label } from '../kit/label.ts';
import { admits, sightOf, type Actor, type Standing, type Subject } from './purview.rules.ts';

const alice = 'alice' as PatientId;
const user = 'user' as UserId;
const team = 'team' as TeamId;
const organisation = 'organisation' as OrganisationId;

const actors = {
  patient: { kind: 'patient', patient: alice, user, frozen: false },
  frozenPatient: { kind: 'patient', patient: alice, user, frozen: true },
  otherPatient: { kind: 'patient', patient: 'bob' as PatientId, user, frozen: false },
  carer: { kind: 'carer', user, frozen: false },
  frozenCarer: { kind: 'carer', user, frozen: true },
  teamProfessional: { kind: 'team professional', user, teams: [team] },
  individualProfessional: { kind: 'individual professional', user },
  organisation: { kind: 'organisation', organisation },
} as const satisfies Record<string, Actor>;

const open: Subject = { patient: alice, frozen: false, sharingDisabled: false };
const stranger: Standing = { consented: [], hasConsent: false, linked: false, breaksGlass: false };
const sharing = (...consented: Label[]): Standing => ({
  consented,
  hasConsent: true,
  linked: true,
  breaksGlass: false,
});

type Item = { readonly label: ItemLabel; readonly sources: readonly string[] };
const item = (label: ItemLabel, ...sources: string[]): Item => ({ label, sources });

const canRead = (
  actor: Actor,
  { subject = open, standing = stranger, of }: { subject?: Subject; standing?: Standing; of: Item },
): boolean => {
  const sight = sightOf(actor, subject, standing);
  return sight !== undefined && admits(sight, of);
};

/** The decision procedure of the domain reference §3.2, word for word, as something to compare with. */
const reference = (actor: Actor, subject: Subject, standing: Standing, of: Item): boolean => {
  if ((actor.kind === 'patient' || actor.kind === 'carer') && actor.frozen) return false;
  const actsAsTeam = actor.kind === 'team professional' || actor.kind === 'organisation';
  if (subject.frozen && !actsAsTeam) return false;
  if (actor.kind === 'patient' && actor.patient === subject.patient) return true;
  const ids: readonly string[] =
    actor.kind === 'organisation'
      ? [actor.organisation]
      : actor.kind === 'team professional'
        ? [actor.user, ...actor.teams]
        : [actor.user];
  if (of.sources.some((source) => ids.includes(source))) return true;
  if (subject.sharingDisabled) return false;
  const professional = actor.kind === 'team professional' || actor.kind === 'individual professional';
  if (professional && standing.breaksGlass) return true;
  if (of.label === 'UNSET') return labels.every((label) => standing.consented.includes(label));
  return standing.consented.includes(of.label);
};

const anActor = fc.constantFrom<Actor>(...Object.values(actors));
const aSubject = fc.record({ patient: fc.constant(alice), frozen: fc.boolean(), sharingDisabled: fc.boolean() });
const aStanding = fc
  .record({
    consented: fc.subarray([...labels]),
    consentRow: fc.boolean(),
    linked: fc.boolean(),
    breaksGlass: fc.boolean(),
  })
  // Labels come from consent rows only.
  .map(({ consented, consentRow, ...rest }) => ({
    ...rest,
    consented,
    hasConsent: consentRow || consented.length > 0,
  }));
const anItem = fc.record({
  label: fc.constantFrom<ItemLabel>(...labels, 'UNSET'),
  sources: fc.subarray<string>([user, team, organisation, 'somebody else']),
});

describe('what an actor may see', () => {
  it('is what the decision procedure says, for everybody who stands in some relation to the patient', () => {
    fc.assert(
      fc.property(anActor, aSubject, aStanding, anItem, (actor, subject, standing, of) => {
        // Who has put something in holds the record: a feed's write links its team.
        fc.pre(
          standing.hasConsent ||
            standing.linked ||
            standing.breaksGlass ||
            (actor.kind === 'patient' && actor.patient === alice),
        );
        expect(canRead(actor, { subject, standing, of })).toBe(
          // Breaking the glass without being let in by it leaves nothing, not even one's own items.
          sightOf(actor, subject, standing) === undefined ? false : reference(actor, subject, standing, of),
        );
      }),
      { numRuns: 5_000 },
    );
  });

  it('is nothing at all for a stranger', () => {
    fc.assert(
      fc.property(anActor, aSubject, anItem, (actor, subject, of) => {
        fc.pre(!(actor.kind === 'patient' && actor.patient === alice));
        expect(canRead(actor, { subject, of })).toBe(false);
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
        (actor, subject, standing, of, lost) => {
          const less = { ...standing, consented: standing.consented.filter((label) => label !== lost) };
          if (canRead(actor, { subject, standing: less, of }))
            expect(canRead(actor, { subject, standing, of })).toBe(true);
        },
      ),
    );
  });
});

describe('the domain’s examples', () => {
  it('T12: a mental health item of another team is hidden from a team with general labels, the team’s own is not', () => {
    const standing = sharing('GENERAL_HEALTH');
    expect(canRead(actors.teamProfessional, { standing, of: item('MENTAL_HEALTH', 'other') })).toBe(false);
    expect(canRead(actors.teamProfessional, { standing, of: item('MENTAL_HEALTH', team) })).toBe(true);
  });

  it('T13: breaking the glass does nothing while sharing is disabled; the team’s own data stays', () => {
    const subject = { ...open, sharingDisabled: true };
    const standing = { ...sharing('GENERAL_HEALTH'), breaksGlass: true };
    expect(canRead(actors.teamProfessional, { subject, standing, of: item('GENERAL_HEALTH', 'other') })).toBe(false);
    expect(canRead(actors.teamProfessional, { subject, standing, of: item('GENERAL_HEALTH', team) })).toBe(true);
  });

  it('T14: an unlabelled item needs all four labels', () => {
    expect(
      canRead(actors.organisation, {
        standing: sharing('GENERAL_HEALTH', 'SEXUAL_HEALTH', 'MENTAL_HEALTH'),
        of: item('UNSET'),
      }),
    ).toBe(false);
    expect(canRead(actors.organisation, { standing: sharing(...labels), of: item('UNSET') })).toBe(true);
  });

  it('T10: the patient’s own sight and a carer’s close delayed content, a professional’s does not', () => {
    expect(sightOf(actors.patient, open, stranger)?.masks).toEqual(['DELAYED']);
    expect(sightOf(actors.carer, open, sharing('GENERAL_HEALTH'))?.masks).toEqual(['DELAYED']);
    expect(sightOf(actors.teamProfessional, open, sharing('GENERAL_HEALTH'))?.masks).toEqual([]);
  });

  it('a basis is given for every sight', () => {
    expect(sightOf(actors.patient, open, stranger)?.basis).toBe('SELF');
    expect(sightOf(actors.organisation, open, { ...stranger, linked: true })?.basis).toBe('SOURCE');
    expect(sightOf(actors.organisation, open, sharing('GENERAL_HEALTH'))?.basis).toBe('CONSENT');
    expect(sightOf(actors.teamProfessional, open, { ...stranger, breaksGlass: true })?.basis).toBe('BTG');
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
      const frozen = row.frozen ?? row.carerFrozen ?? false;
      const actor: Actor = row.actor.startsWith('patient')
        ? row.subject === 'another patient'
          ? actors.otherPatient
          : { ...actors.patient, frozen }
        : row.actor.startsWith('carer')
          ? { ...actors.carer, frozen }
          : row.actor.startsWith('individual')
            ? actors.individualProfessional
            : actors.teamProfessional;
      const subject = {
        ...open,
        frozen: row.subjectFrozen ?? (row.actor === 'patient' && frozen),
        sharingDisabled: row.sharingDisabled ?? false,
      };
      const consented: Label[] = row.consentHasFlag === true ? ['GENERAL_HEALTH'] : [];
      const related = row.consentHasFlag !== undefined || Boolean(row.source) || row.breakTheGlass === true;
      const standing: Standing = {
        consented,
        hasConsent: related,
        linked: related,
        breaksGlass: row.breakTheGlass ?? false,
      };
      const of = item(
        'GENERAL_HEALTH',
        ...(row.source ? [actor.kind === 'team professional' ? team : user] : ['somebody else']),
      );
      expect(canRead(actor, { subject, standing, of })).toBe(row.expect.startsWith('allow'));
    });
  },
);
