import type { Sql } from '../../subgraphs/kit/sql.ts';

/** How somebody signed in; with NHS login, how sure it is of who that is, and the `jti` of its ID token. */
export type Via =
  | { readonly kind: 'PASSWORD' }
  | { readonly kind: 'NHS_LOGIN'; readonly level: 'P0' | 'P5' | 'P9'; readonly idToken?: string };

/** A level below P9 proves who somebody is to themselves, not that a record is theirs. Domain reference §6 */
export const isUnproven = (via: Via): boolean => via.kind === 'NHS_LOGIN' && via.level !== 'P9';

export type SignedIn = {
  /** The session's public id: what it is listed and ended by. */
  readonly id: string;
  readonly person: string;
  readonly startedAt: Date;
  readonly via: Via;
};

type NewSession = SignedIn & { readonly fingerprint: string; readonly expiresAt: Date };

type Row = {
  readonly id: string;
  readonly person: string;
  readonly via: 'PASSWORD' | 'NHS_LOGIN';
  readonly level: 'P0' | 'P5' | 'P9' | null;
  readonly id_token: string | null;
  readonly started_at: Date;
  readonly last_seen_at: Date;
};

export type SessionStore = {
  readonly add: (session: NewSession) => Promise<void>;
  /** The session, where it is neither ended nor expired, was last seen after `idleSince`, and its account is not disabled. */
  readonly find: (
    fingerprint: string,
    at: { readonly now: Date; readonly idleSince: Date },
  ) => Promise<(SignedIn & { readonly lastSeenAt: Date }) | undefined>;
  readonly seen: (fingerprint: string, now: Date) => Promise<void>;
  readonly end: (fingerprint: string, now: Date) => Promise<void>;
  /** Ends all sessions of a person but one; answers the fingerprints of those that it ended. */
  readonly endOthers: (person: string, keep: string | undefined, now: Date) => Promise<readonly string[]>;
  readonly sweep: (expiredBefore: Date) => Promise<void>;
};

export const sessionStore = (sql: Sql): SessionStore => ({
  add: async ({ fingerprint, id, person, via, startedAt, expiresAt }) => {
    const { level = null, idToken = null } = via.kind === 'NHS_LOGIN' ? via : {};
    await sql.query('identity_session_add', insert, [
      ...[fingerprint, id, person, via.kind, level, idToken, startedAt, expiresAt],
    ]);
  },

  find: async (fingerprint, { now, idleSince }) => {
    const [row] = await sql.query<Row>('identity_session_find', select, [fingerprint, now, idleSince]);
    return row && { ...signedIn(row), lastSeenAt: row.last_seen_at };
  },

  seen: async (fingerprint, now) => {
    await sql.query(
      'identity_session_seen',
      'update identity.session set last_seen_at = greatest(last_seen_at, $2) where fingerprint = $1',
      [fingerprint, now],
    );
  },

  end: async (fingerprint, now) => {
    await sql.query(
      'identity_session_end',
      'update identity.session set ended_at = $2 where fingerprint = $1 and ended_at is null',
      [fingerprint, now],
    );
  },

  endOthers: async (person, keep, now) => {
    const ended = await sql.query<{ fingerprint: string }>(
      'identity_session_end_others',
      `update identity.session set ended_at = $3
        where person = $1 and fingerprint is distinct from $2 and ended_at is null returning fingerprint`,
      [person, keep ?? null, now],
    );
    return ended.map(({ fingerprint }) => fingerprint);
  },

  sweep: async (expiredBefore) => {
    await sql.query('identity_session_sweep', 'delete from identity.session where expires_at < $1', [expiredBefore]);
  },
});

const insert = `insert into identity.session
    (fingerprint, id, person, via, level, id_token, started_at, last_seen_at, expires_at)
  values ($1, $2, $3, $4, $5, $6, $7, $7, $8)`;

const select = `select s.id, s.person, s.via, s.level, s.id_token, s.started_at, s.last_seen_at
  from identity.session s
  where s.fingerprint = $1 and s.ended_at is null and s.expires_at > $2 and s.last_seen_at > $3
    and not exists (select from identity.account a where a.person = s.person and a.disabled_at is not null)`;

const signedIn = ({ id, person, via, level, id_token, started_at }: Row): SignedIn => ({
  id,
  person,
  startedAt: started_at,
  via:
    via === 'PASSWORD' || level === null
      ? { kind: 'PASSWORD' }
      : { kind: via, level, ...(id_token === null ? {} : { idToken: id_token }) },
});
