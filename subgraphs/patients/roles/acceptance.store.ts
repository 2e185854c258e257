import type { NewId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import type { Sql } from '../../kit/sql.ts';
import { actsIn } from '../act.store.ts';
import type { Newcomer } from './invitation.rules.ts';
import * as statements from './invitation.sql.ts';
import { ownerOf } from './invitation.store.ts';
import type { Invitation, SeenInvitation } from './invitation.types.ts';
import { membershipColumns } from './roles.store.ts';
import type { Membership } from './roles.types.ts';

/** Who accepts; with a newcomer's name, somebody who comes into being by it. */
export type Acceptor = { readonly person: string; readonly newcomer: Newcomer | undefined };

type Accepted = { readonly invitation: Invitation; readonly membership: Membership | null };

export type NotAccepted = 'UNUSABLE' | 'NOBODY' | 'KNOWN' | 'ANOTHERS' | 'OWN_RECORD';

export type AcceptanceStore = ReturnType<typeof acceptanceStore>;

/** Accepting: the invitation is used up and its role is taken in one transaction, or neither. */
export const acceptanceStore = (sql: Sql, newId: NewId) => ({
  /** What the page shows, with whether it is for this person. */
  seen: async (hash: string, now: Date, person: string | null): Promise<SeenInvitation | undefined> =>
    (await sql.query<SeenInvitation>('patients.seen-invitation', statements.seenInvitation, [hash, now, person]))[0],

  accept: (context: Context, hash: string, { person, newcomer }: Acceptor): Promise<Accepted | NotAccepted> =>
    sql.transaction(async (transaction) => {
      const now = context.clock.now();
      await transaction.query('patients.hold-invited-record', statements.holdInvitedRecord, [hash]);
      const [invitation] = await transaction.query<Invitation>('patients.hold-invitation', statements.holdInvitation, [
        ...[hash, now],
      ]);
      if (invitation === undefined) return 'UNUSABLE';
      if (newcomer !== undefined) {
        const { name, dateOfBirth } = newcomer;
        const made = await transaction.query('patients.newcomer', statements.insertPerson, [
          ...[person, invitation.email, name, dateOfBirth],
        ]);
        if (made.length === 0) return 'KNOWN';
      }
      const [found] = await transaction.query<{ isTheirs: boolean; isOwnRecord: boolean }>(
        'patients.addressee',
        statements.addressee,
        [person, invitation.id],
      );
      if (found === undefined) return 'NOBODY';
      if (!found.isTheirs) return 'ANOTHERS';
      if (found.isOwnRecord) return 'OWN_RECORD';
      const taking = { transaction, context, newId, person };
      const membership =
        invitation.patientId == null ? await joinedBy(taking, invitation) : await sharedWith(taking, invitation);
      await transaction.query('patients.use-invitation', statements.useUp, [invitation.id, now, person]);
      await actsIn(transaction, newId).record(context, {
        kind: 'INVITATION_ACCEPTED',
        ...ownerOf(invitation),
        person,
        details: {
          invitation: invitation.id,
          role: invitation.role,
          labels: invitation.labels,
          invitedBy: invitation.invitedBy,
          ...(membership === null ? {} : { membership: membership.id }),
        },
      });
      return { invitation, membership };
    }),
});

type Taking = {
  readonly transaction: Sql;
  readonly context: Context;
  readonly newId: NewId;
  readonly person: string;
};

const joinedBy = async (
  { transaction, context, newId, person }: Taking,
  { role, organisationId, teamId }: Invitation,
): Promise<Membership> => {
  const added = await transaction.query('patients.add-member', statements.insertMembership, [
    ...[newId(), person, role],
    ...[organisationId, teamId, context.clock.now()],
  ]);
  const [held] = await transaction.query<Membership>('patients.held', heldRole, [person, role, organisationId, teamId]);
  if (held === undefined) throw new Error('A role that was just taken is not held.');
  if (added.length > 0)
    await actsIn(transaction, newId).record(context, {
      kind: 'MEMBER_ADDED',
      ...{ organisation: held.organisationId, team: held.teamId ?? null, person },
      details: { membership: held.id, person, role },
    });
  return held;
};

const sharedWith = async (
  { transaction, context, newId, person }: Taking,
  { patientId, role, labels, invitedBy, invitedAt }: Invitation,
): Promise<null> => {
  const shared = await transaction.query('patients.share-by-invitation', statements.insertConsent, [
    ...[patientId, person, role, labels],
    ...[context.clock.now(), invitedBy, invitedAt],
  ]);
  if (patientId != null && shared.length > 0)
    await actsIn(transaction, newId).record(context, {
      kind: 'CONSENT_SET',
      ...{ patient: patientId, person },
      details: { party: person, kind: role, after: { labels, basis: 'PATIENT' } },
    });
  return null;
};

const heldRole = `select ${membershipColumns} from patients.membership m join patients.person p on p.id = m.person_id
  where m.person_id = $1 and m.role = $2 and m.organisation_id = $3 and m.team_id is not distinct from $4 and m.ended_at is null`;
