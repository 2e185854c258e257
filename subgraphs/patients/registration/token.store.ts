import type { Sql } from '../../kit/sql.ts';

export type NewToken = {
  readonly id: string;
  readonly patient: string;
  readonly code: string;
  readonly tokenHash: string;
};

export type Making = {
  readonly organisation: string;
  readonly team: string;
  readonly by: string;
  readonly at: Date;
  readonly expires: Date;
};

/** The team that asks, with the alias under which its page is found. */
export type AskingTeam = { readonly id: string; readonly alias: string; readonly organisation: string };

export type TokenStore = {
  readonly sql: Sql;
  /** This team of the organisation; null: its default team. */
  team(organisation: string, team: string | null): Promise<AskingTeam | undefined>;
  /** Keeps the tokens, all in one statement; answers the ids of those that are kept: one whose code is taken is not. */
  keep(tokens: readonly NewToken[], making: Making, transaction: Sql): Promise<readonly string[]>;
};

export const tokenStore = (sql: Sql): TokenStore => ({
  sql,
  team: async (organisation, team) =>
    (await sql.query<AskingTeam>('patients.asking-team', askingTeam, [organisation, team]))[0],
  keep: async (tokens, { organisation, team, by, at, expires }, transaction) => {
    const kept = await transaction.query<{ id: string }>('patients.keep-tokens', keepTokens, [
      tokens.map(({ id }) => id),
      tokens.map(({ patient }) => patient),
      tokens.map(({ code }) => code),
      tokens.map(({ tokenHash }) => tokenHash),
      ...[organisation, team, by, at, expires],
    ]);
    return kept.map(({ id }) => id);
  },
});

const askingTeam = `select t.id, t.alias, o.id as organisation from patients.team t join patients.organisation o on o.id = t.organisation_id
  where o.id = $1 and t.id = coalesce($2::uuid, o.default_team_id)`;

const keepTokens = `
  insert into patients.registration_token (id, patient_id, code, token_hash, organisation_id, team_id, made_by, made_at, expires_at)
  select n.id, n.patient, n.code, n.hash, $5, $6, $7, $8, $9
  from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) n(id, patient, code, hash)
  on conflict (code) do nothing returning id`;
