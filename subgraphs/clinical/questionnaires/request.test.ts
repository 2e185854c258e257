import { mkdtemp, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { uuid7, type OrganisationId, type PatientId, type TeamId } from '../../../kernel/id.ts';
import type { Principal } from '../../../kernel/principal.ts';
import { organisations, teams } from '../../../prisma/demo.ts';
import { callOf, person } from '../../../test/calls.ts';
import { testDatabase } from '../../../test/database.ts';
import { asking, countingSql } from '../../../test/slice.ts';
import { sealPermit } from '../../kit/permit.ts';
import { directoryBlobs, openClinical } from '../index.ts';

const database = await testDatabase();
const directory = await mkdtemp(join(tmpdir(), 'questionnaires-'));
const sql = countingSql(database.sql);
const clinical = openClinical({ sql, blobs: directoryBlobs(directory, randomUUID) });
afterAll(async () => {
  await database.drop();
  await rm(directory, { recursive: true });
});

const team = teams['riverside-diabetes'].id as TeamId;
const coordinator = person('coco');
const definition = {
  resourceType: 'Questionnaire',
  status: 'draft',
  title: 'How?',
  item: [{ linkId: '1', type: 'text', text: '?' }],
};

const ask = async (by: Principal, query: string, variables: Readonly<Record<string, unknown>>) => {
  const { data, errors } = await asking(clinical, by).run(query, variables);
  expect(errors).toBeUndefined();
  return data?.['r'];
};

/** As the patients slice would give it, for somebody who shares with the team. */
const permitFor = (by: Principal): string =>
  sealPermit(callOf(by), {
    patient: uuid7() as PatientId,
    view: { labels: ['GENERAL_HEALTH'], sources: [] },
    isSelf: false,
    asCarer: [],
    asProfessional: [team],
    writer: { as: 'TEAM', sources: [organisations.riverside.id as OrganisationId, team] },
  });

it('500 patients are asked by as many statements as one', async () => {
  const made = await ask(
    coordinator,
    'mutation ($input: CreateQuestionnaireInput!) { r: createQuestionnaire(input: $input) { ... on Questionnaire { id } } }',
    { input: { team, definition: JSON.stringify(definition) } },
  );
  const { id } = made as { readonly id: string };
  await ask(coordinator, 'mutation ($id: ID!) { r: publishQuestionnaire(id: $id) { __typename } }', { id });
  const send = async (permits: readonly string[]) => {
    sql.queries.length = 0;
    const sent = await ask(
      person('diaz'),
      `mutation ($input: SendQuestionnaireInput!) { r: sendQuestionnaire(input: $input) {
        ... on QuestionnaireSent { requests { patientId } } ... on Refusal { field message } } }`,
      { input: { questionnaire: id, permits } },
    );
    return { sent: sent as { readonly requests?: readonly unknown[] }, statements: [...sql.queries] };
  };
  const permits = Array.from({ length: 500 }, () => permitFor(person('diaz')));
  const toOne = await send([permitFor(person('diaz'))]);
  expect(toOne.sent.requests).toHaveLength(1);
  const toMany = await send(permits);
  expect(toMany.sent.requests).toHaveLength(500);
  expect(toMany.statements).toHaveLength(toOne.statements.length);
});
