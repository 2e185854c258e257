import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultTeams, grants, organisations, patients, teams } from '../prisma/demo.ts';
import { session, type Headers } from './callers.ts';
import { adt, anInpatient } from './hospital.ts';
import * as outside from './outside.ts';
import { inManyProcesses, inOneProcess, type Wiring } from './wiring.ts';

// An administrator or a coordinator grants a partner, and takes it back: through the door that partners come in by, and
// through HL7. Domain reference §1.1, §11 T16

const { riverside } = organisations;
/** Stands for the ten seconds that a grant is remembered outside. */
const remembered = 1;
const forgotten = (): Promise<void> => wait(remembered * 1_000 + 10);

/** Its record is held by the organisation's default team, and by no other. */
const newcomer = anInpatient();

describe.each([
  ['one process', inOneProcess],
  ['many processes', inManyProcesses],
])('in %s', (_name, open) => {
  let system: Wiring;
  let oscar: Headers;
  let coco: Headers;
  beforeAll(async () => {
    system = await open({ REMEMBER_SECONDS: String(remembered) });
    [oscar, coco] = await Promise.all([session(system.base, 'oscar'), session(system.base, 'coco')]);
    await outside.deliver(system.base, adt('A28', newcomer));
  });
  afterAll(() => system.stop());

  const ask = async <Data>(headers: Headers, query: string): Promise<outside.GraphAnswer<Data>> =>
    outside.graphAnswer(await outside.postGraphWith(system.base, headers, { query }));

  type Outcome = { readonly id?: string; readonly kind?: string; readonly field?: string };
  const change = async (by: Headers, field: string): Promise<Outcome> => {
    const query = `mutation { done: ${field} { ... on PartnerGrant { id } ... on Refusal { kind field } } }`;
    const { data, errors } = await ask<{ done: Outcome }>(by, query);
    return data?.done ?? expect.unreachable(JSON.stringify(errors));
  };

  /** Which of two records the stranger's client sees: Alice's, whom a team shares with, and the newcomer's. */
  const seenByStranger = async (): Promise<readonly boolean[] | number> => {
    const authorization = await outside.bearer(system.base, 'stranger');
    const question = (nhsNumber: string): string =>
      `patients(identifiers: [{ system: "${outside.nhsNumberSystem}", value: "${nhsNumber}" }]) { items { id } }`;
    const reply = await outside.postGraphWith(
      system.base,
      { authorization, 'x-org-public-id': riverside.id },
      { query: `{ alice: ${question(patients.alice.nhsNumber)} newcomer: ${question(newcomer.nhsNumber)} }` },
    );
    if (reply.status !== 200) return reply.status;
    const { data } = outside.graphAnswer<Record<'alice' | 'newcomer', { items: readonly unknown[] }>>(reply);
    return [data?.alice, data?.newcomer].map((found) => found?.items.length === 1);
  };

  it('lets a partner see what a team sees, then what the organisation sees, then nothing again', async () => {
    expect(await seenByStranger()).toBe(403);

    const byTeam = await change(
      coco,
      `grantPartner(input: { teamId: "${teams['riverside-diabetes'].id}", partnerId: "stranger" })`,
    );
    await forgotten();
    expect(await seenByStranger()).toEqual([true, false]);

    const whole = await change(
      oscar,
      `grantPartner(input: { organisationId: "${riverside.id}", partnerId: "stranger" })`,
    );
    await forgotten();
    expect(await seenByStranger()).toEqual([true, true]);

    expect(await change(coco, `revokeGrant(id: "${whole.id}")`)).toEqual({ kind: 'NOT_FOUND', field: 'id' });
    expect(await change(oscar, `revokeGrant(id: "${whole.id}")`)).toEqual({ id: whole.id });
    await forgotten();
    expect(await seenByStranger()).toEqual([true, false]);

    expect(await change(coco, `revokeGrant(id: "${byTeam.id}")`)).toEqual({ id: byTeam.id });
    await forgotten();
    expect(await seenByStranger()).toBe(403);
  });

  it('lets a partner whom two teams granted see what either sees, until one of them takes it back', async () => {
    const granted = (team: keyof typeof teams): Promise<Outcome> =>
      change(oscar, `grantPartner(input: { teamId: "${teams[team].id}", partnerId: "stranger" })`);
    const [sharedWith, holder] = [await granted('riverside-diabetes'), await granted(defaultTeams.riverside)];
    await forgotten();
    expect(await seenByStranger()).toEqual([true, true]);

    expect(await change(oscar, `revokeGrant(id: "${sharedWith.id}")`)).toEqual({ id: sharedWith.id });
    await forgotten();
    expect(await seenByStranger()).toEqual([false, true]);

    expect(await change(oscar, `revokeGrant(id: "${holder.id}")`)).toEqual({ id: holder.id });
    await forgotten();
    expect(await seenByStranger()).toBe(403);
  });

  it('takes an HL7 partner’s messages until its grant is revoked, and under a new alias after the next', async () => {
    const send = async (facility: string): Promise<string | undefined> => {
      const message = adt('A31', newcomer, { facility });
      return outside.msaOf(await outside.postHl7(system.base, message, 'postbridge-hl7')).code;
    };
    expect(await send('riverside-post')).toBe('AA');

    expect(await change(oscar, `revokeGrant(id: "${grants[0].id}")`)).toEqual({ id: grants[0].id });
    expect(await send('riverside-post')).toBe('AR');

    const again = (alias: string): string =>
      `grantPartner(input: { organisationId: "${riverside.id}", partnerId: "postbridge", alias: "${alias}" })`;
    expect(await change(oscar, again('hillside'))).toEqual({ kind: 'CONFLICT', field: 'alias' });
    expect(await change(oscar, again('riverside-letters'))).toEqual({ id: expect.any(String) as string });
    expect([await send('riverside-post'), await send('riverside-letters')]).toEqual(['AR', 'AA']);
  });

  it('shows the administrator who did it', async () => {
    const { data } = await ask<{ acts: { items: readonly { kind: string; by: string; team: string | null }[] } }>(
      oscar,
      `{ acts(organisationId: "${riverside.id}", kinds: [PARTNER_GRANTED, GRANT_REVOKED]) { items { kind by team } } }`,
    );
    expect(data?.acts.items).toEqual([
      { kind: 'PARTNER_GRANTED', by: 'Oscar Lane', team: null },
      { kind: 'GRANT_REVOKED', by: 'Oscar Lane', team: null },
      ...['GRANT_REVOKED', 'GRANT_REVOKED', 'PARTNER_GRANTED', 'PARTNER_GRANTED'].map((kind) => ({
        ...{ kind, by: 'Oscar Lane' },
        team: expect.stringMatching(/^Riverside/) as string,
      })),
      { kind: 'GRANT_REVOKED', by: 'Coco Marsh', team: 'Riverside Diabetes' },
      { kind: 'GRANT_REVOKED', by: 'Oscar Lane', team: null },
      { kind: 'PARTNER_GRANTED', by: 'Oscar Lane', team: null },
      { kind: 'PARTNER_GRANTED', by: 'Coco Marsh', team: 'Riverside Diabetes' },
    ]);
  });
});
