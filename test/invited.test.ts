import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { patients, people, teams } from '../prisma/demo.ts';
import { browser, type Browser } from './browser.ts';
import { ofOurPage, session, type Headers } from './callers.ts';
import * as outside from './outside.ts';
import { inManyProcesses, inOneProcess, type Wiring } from './wiring.ts';

// From an invitation to a role and out of it again, as people do it: through the graph, a page, and the graph. ADR 16

/** Stands for the ten seconds that it is outside. */
const remembered = 1;
const email = 'nina@demo.example';

describe.each([
  ['one process', inOneProcess],
  ['many processes', inManyProcesses],
])('in %s, somebody who was unknown', (_name, open) => {
  let system: Wiring;
  let coco: Headers;
  let nina: Browser;
  beforeAll(async () => {
    system = await open({ REMEMBER_SECONDS: String(remembered) });
    coco = await session(system.base, 'coco');
    nina = browser(system.base);
  });
  afterAll(() => system.stop());

  const ask = async <Data>(headers: Headers, query: string): Promise<Data> => {
    const { data, errors } = outside.graphAnswer<Data>(await outside.postGraphWith(system.base, headers, { query }));
    expect(errors).toBeUndefined();
    return data as Data;
  };
  const seesAlice = async (): Promise<boolean> => {
    const query = `{ patient(id: "${patients.alice.id}") { familyName } }`;
    const { patient } = await ask<{ patient: object | null }>(ofOurPage(system.base, nina), query);
    return patient !== null;
  };
  const noLonger = (): Promise<unknown> => wait(remembered * 1_000 + 10);

  it('is asked into a team, makes an account and sees what the team sees', async () => {
    const { inviteMember } = await ask<{ inviteMember: { token: string } }>(
      coco,
      `mutation { inviteMember(input: { role: PROFESSIONAL, teamId: "${teams['riverside-diabetes'].id}", email: "${email}" }) {
        ... on IssuedInvitation { token } } }`,
    );
    const { status, headers } = await nina.submit(`/invitation?token=${inviteMember.token}`, '/invitation', {
      ...{ name: 'Nina New', born: '1990-02-28', chosen: 'three random words' },
    });
    expect([status, headers.get('location')]).toEqual([303, '/invitation/accepted']);
    await noLonger();
    expect(await seesAlice()).toBe(true);
  });

  it('is a member like the others, until the coordinator ends it', async () => {
    const { team } = await ask<{ team: { members: { items: { id: string; name: string }[] } } }>(
      coco,
      `{ team(id: "${teams['riverside-diabetes'].id}") { members { items { id name } } } }`,
    );
    const names = team.members.items.map(({ name }) => name);
    expect(names.toSorted()).toEqual([people.coco.name, people.diaz.name, 'Nina New'].toSorted());
    const id = team.members.items.find(({ name }) => name === 'Nina New')?.id ?? '';
    await ask(coco, `mutation { endMembership(membershipId: "${id}") { ... on Membership { endedAt } } }`);
    await noLonger();
    expect(await seesAlice()).toBe(false);
  });
});
