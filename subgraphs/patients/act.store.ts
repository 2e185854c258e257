import type { NewId } from '../../kernel/id.ts';
import type { Context } from '../kit/context.ts';
import { nameOf } from '../kit/principal-name.ts';
import type { Sql } from '../kit/sql.ts';

/** One word for each kind of act; the graph shows it as it is. */
export const actKinds = [
  'CONSENT_SET',
  'CONSENT_ENDED',
  'CARER_KEPT',
  'EMERGENCY_SEARCH',
  'GLASS_BROKEN',
  'GLASS_REFUSED',
  'GLASS_MENDED',
  'SHARING_DISABLED',
  'SHARING_ENABLED',
  'ACCESS_FROZEN',
  'ACCESS_UNFROZEN',
  'ORGANISATION_REGISTERED',
  'ORGANISATION_RENAMED',
  'TEAM_CREATED',
  'TEAM_CHANGED',
  'MEMBER_ADDED',
  'MEMBER_REMOVED',
  'INVITED',
  'INVITATION_ACCEPTED',
  'INVITATION_WITHDRAWN',
  'PARTNER_REGISTERED',
  'PARTNER_ENDED',
  'PARTNER_GRANTED',
  'GRANT_REVOKED',
  'LABEL_MAP_SET',
  'LABEL_MAP_REMOVED',
  'CODES_SET',
  'CODES_REMOVED',
  'IDENTIFIER_TYPE_SET',
  'IDENTIFIER_TYPE_REMOVED',
  'ACCESS_EXPLAINED',
  'MATCHING_SET',
  'MESSAGE_APPROVED',
  'MESSAGE_REJECTED',
  'MERGE_PROPOSED',
  'MERGE_AGREED',
  'MERGE_DECLINED',
  'RECORDS_MERGED',
  'MERGE_REVERSED',
  'PATIENTS_INVITED',
  'PATIENT_REGISTERED',
] as const;

export type ActKind = (typeof actKinds)[number];

/** What somebody did, and what it was before and after. */
export type Act = {
  readonly kind: ActKind;
  readonly patient?: string;
  readonly organisation?: string | null;
  readonly team?: string | null;
  /** Who did it, where one of our own processes asks in their name: somebody who has only just come into being. */
  readonly person?: string;
  readonly details: Readonly<Record<string, unknown>>;
};

const insertAct = `insert into patients.act (id, at, actor, person_id, organisation_id, team_id, patient_id, kind, details)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb)`;

/** Writes an act in the transaction that does it: neither is there without the other. */
export const actsIn = (transaction: Sql, newId: NewId) => ({
  record: async (context: Context, { kind, patient, organisation, team, person, details }: Act): Promise<void> => {
    const { principal } = context;
    await transaction.query('patients.act', insertAct, [
      newId(),
      context.clock.now(),
      person === undefined ? nameOf(principal) : `person/${person}`,
      person ?? (principal.kind === 'person' ? principal.user : null),
      organisation ?? null,
      team ?? null,
      patient ?? null,
      kind,
      JSON.stringify(details),
    ]);
  },
});
