import type { NewId } from '../../../kernel/id.ts';
import { defineBatch } from '../../kit/batch.ts';
import type { Context } from '../../kit/context.ts';
import type { Label } from '../../kit/label.ts';
import { wantMails } from '../../kit/mail.ts';
import type { Sql } from '../../kit/sql.ts';
import { actsIn } from '../act.store.ts';
import * as statements from './invitation.sql.ts';
import type { Invitation, InvitedRole } from './invitation.types.ts';
import { stands, type Standing } from './keeping.store.ts';
import { byPlace, type Nth, type Slot } from './roles.store.ts';

export type NewInvitation = {
  readonly id: string;
  readonly role: InvitedRole;
  readonly email: string;
  readonly tokenHash: string;
  /** For the e-mail alone: it is not kept here. */
  readonly token: string;
  readonly organisationId: string | null;
  readonly teamId: string | null;
  readonly patientId: string | null;
  readonly labels: readonly Label[];
  readonly invitedBy: string;
  readonly invitedAt: Date;
  readonly expiresAt: Date;
};

export type FoundInvitation = Invitation & { readonly acceptedAt: Date | null };

type Owned = { readonly id: string; readonly now: Date };

/** Why nobody was asked. */
export type NotInvited = 'NO_STANDING' | 'DISABLED' | 'TOO_MANY';

export type InvitationStore = ReturnType<typeof invitationStore>;

/** Invitations until somebody accepts them. */
export const invitationStore = (sql: Sql, newId: NewId) => {
  const openOf = (owner: Parameters<typeof statements.openOf>[0]) => {
    const text = statements.openOf(owner);
    return defineBatch<Owned, readonly Invitation[], Slot>(async (asked, { limit, after }) =>
      byPlace(
        asked,
        await sql.query<Nth<Invitation>>(`patients.invitations.${owner}`, text, [
          asked.map(({ id }) => id),
          asked.map(({ now }) => now),
          after,
          limit,
        ]),
      ),
    );
  };

  const add = async (
    transaction: Sql,
    context: Context,
    invitation: NewInvitation,
  ): Promise<Invitation | 'TOO_MANY'> => {
    const { id, role, email, organisationId, teamId, patientId, labels } = invitation;
    const now = context.clock.now();
    await transaction.query('patients.withdraw-same', statements.withdrawSame, [
      ...[now, email, role],
      ...[organisationId, teamId, patientId],
    ]);
    const [count] = await transaction.query<{ open: number }>('patients.open-invitations', statements.countOpen, [
      ...[now, patientId, organisationId],
    ]);
    if ((count?.open ?? 0) >= mostOpen) return 'TOO_MANY';
    const [made] = await transaction.query<Invitation>('patients.invite', statements.insertInvitation, [
      ...[id, role, email, invitation.tokenHash],
      ...[organisationId, teamId, patientId, labels],
      ...[invitation.invitedBy, invitation.invitedAt, invitation.expiresAt],
    ]);
    if (made === undefined) throw new Error('An invitation that was just written is not there.');
    const kind = patientId === null ? ('INVITED_TO_TEAM' as const) : ('INVITED_TO_RECORD' as const);
    await wantMails(transaction, context.keys, [{ kind, to: email, token: invitation.token }]);
    await actsIn(transaction, newId).record(context, {
      kind: 'INVITED',
      ...ownerOf(made),
      details: { invitation: id, role, email, labels },
    });
    return made;
  };

  return {
    ofTeam: openOf('team_id'),
    ofOrganisation: openOf('organisation_id'),
    ofPatient: openOf('patient_id'),

    find: async (id: string): Promise<FoundInvitation | undefined> =>
      (await sql.query<FoundInvitation>('patients.invitation', statements.findInvitation, [id]))[0],

    inviteMember: (context: Context, by: Standing, invitation: NewInvitation): Promise<Invitation | NotInvited> =>
      sql.transaction(async (transaction) => {
        await transaction.query('patients.hold-organisation', holdOrganisation, [by.organisation]);
        return (await stands(transaction, by)) ? add(transaction, context, invitation) : 'NO_STANDING';
      }),

    inviteToRecord: (context: Context, invitation: NewInvitation): Promise<Invitation | NotInvited> =>
      sql.transaction(async (transaction) => {
        const [patient] = await transaction.query<{ disabled: boolean }>('patients.hold-own-record', holdRecord, [
          invitation.patientId,
          invitation.invitedBy,
        ]);
        if (patient === undefined) return 'NO_STANDING';
        return patient.disabled ? 'DISABLED' : add(transaction, context, invitation);
      }),

    withdraw: (context: Context, id: string): Promise<Invitation | undefined> =>
      sql.transaction(async (transaction) => {
        const [withdrawn] = await transaction.query<Invitation>('patients.withdraw', statements.withdraw, [
          id,
          context.clock.now(),
        ]);
        if (withdrawn === undefined) return undefined;
        await actsIn(transaction, newId).record(context, {
          kind: 'INVITATION_WITHDRAWN',
          ...ownerOf(withdrawn),
          details: { invitation: id, role: withdrawn.role, email: withdrawn.email },
        });
        return withdrawn;
      }),
  };
};

/** Whose acts tell of it. */
export const ownerOf = ({ organisationId, teamId, patientId }: Invitation) => ({
  organisation: organisationId ?? null,
  team: teamId ?? null,
  ...(patientId == null ? {} : { patient: patientId }),
});

/** More than any ward takes on in a fortnight; without a bound our links would be a way to write to strangers. */
const mostOpen = 200;

/** Whoever asks in the same organisation waits: what is counted stays so. */
const holdOrganisation = 'select from patients.organisation where id = $1 for no key update';

const holdRecord = `select p.sharing_disabled as disabled from patients.patient p
    join patients.patient own on coalesce(own.merged_into, own.id) = p.id join patients.person a on a.patient_id = own.id
  where p.id = $1 and a.id = $2 and not p.deceased and not p.access_frozen for no key update of p`;
