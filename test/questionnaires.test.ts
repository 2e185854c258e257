import type { CapabilityStatement } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isError } from '../fhir/issue.ts';
import { validate } from '../fhir/validate/validate.ts';
import { patients, teams } from '../prisma/demo.ts';
import { callers, session, type Headers } from './callers.ts';
import { entriesOf, json, namesOf } from './customer.ts';
import { ask, bearer, graphAnswer, postGraphWith, type Reply } from './outside.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// Domain reference §2.9a, §7.3: a team asks, the patient answers, and those who may see the answer read it.

const { alice } = patients;
const diabetes = teams['riverside-diabetes'].id;
const definition = {
  resourceType: 'Questionnaire',
  status: 'draft',
  title: 'How are you?',
  item: [
    { linkId: 'well', text: 'Do you feel well?', type: 'boolean', required: true },
    {
      linkId: 'more',
      text: 'What is it?',
      type: 'text',
      required: true,
      enableWhen: [{ question: 'well', operator: '=', answerBoolean: false }],
    },
    {
      linkId: 'body',
      type: 'group',
      item: [
        { linkId: 'temperature', type: 'decimal' },
        {
          linkId: 'where',
          type: 'choice',
          repeats: true,
          answerOption: [{ valueCoding: { code: 'head' } }, { valueString: 'foot' }],
        },
      ],
    },
  ],
};

let system: Wiring;
let coco: Headers;
let diaz: Headers;
let aliceHerself: Headers;
let riverside: Headers;
beforeAll(async () => {
  system = await inOneProcess();
  [coco, diaz, aliceHerself] = (await Promise.all(
    ['coco', 'diaz', 'alice'].map((name) => session(system.base, name)),
  )) as [Headers, Headers, Headers];
  riverside = { authorization: await bearer(system.base, 'riverside-customer') };
});
afterAll(() => system.stop());

type Result = Readonly<Record<string, unknown>>;
const graph = async <Data = Readonly<Record<string, Result>>>(
  who: Headers,
  query: string,
  variables = {},
): Promise<Data> => {
  const { data, errors } = graphAnswer<Data>(await postGraphWith(system.base, who, { query, variables }));
  if (errors !== undefined || data === undefined || data === null) throw new Error(JSON.stringify(errors));
  return data;
};
const refusal = '... on Refusal { kind field message }';

const make = async (label?: string, asked: object = definition): Promise<Result> => {
  const input = { team: diabetes, definition: JSON.stringify(asked), ...(label === undefined ? {} : { label }) };
  const query = `mutation ($input: CreateQuestionnaireInput!) { made: createQuestionnaire(input: $input) { ... on Questionnaire { id state title label } ${refusal} } }`;
  return (await graph(coco, query, { input }))['made'] ?? {};
};
const publish = async (id: unknown, who = coco): Promise<Result> =>
  (
    await graph(
      who,
      `mutation ($id: ID!) { done: publishQuestionnaire(id: $id) { ... on Questionnaire { state } ${refusal} } }`,
      { id },
    )
  )['done'] ?? {};
const published = async (label?: string): Promise<string> => {
  const { id } = await make(label);
  expect(await publish(id)).toEqual({ state: 'PUBLISHED' });
  return String(id);
};
const permitOf = async (who: Headers, { id }: { readonly id: string }): Promise<string> => {
  const { patient } = await graph<{ patient: { permit: string } | null }>(
    who,
    'query ($id: ID!) { patient(id: $id) { permit } }',
    { id },
  );
  return patient?.permit ?? expect.unreachable('The record is there.');
};

type Requested = { readonly requests?: readonly { readonly id: string; readonly state: string }[] } & Result;
const send = async (questionnaire: string, permits: readonly string[], who = diaz): Promise<Requested> => {
  const query = `mutation ($input: SendQuestionnaireInput!) { sent: sendQuestionnaire(input: $input) { ... on QuestionnaireSent { requests { id state patientId } } ${refusal} } }`;
  return (await graph<{ sent: Requested }>(who, query, { input: { questionnaire, permits } })).sent;
};
const asked = async (label?: string): Promise<{ readonly questionnaire: string; readonly request: string }> => {
  const questionnaire = await published(label);
  const { requests } = await send(questionnaire, [await permitOf(diaz, alice)]);
  return { questionnaire, request: requests?.[0]?.id ?? expect.unreachable('It was sent.') };
};
const answer = async (request: string, answers: readonly object[], who = aliceHerself): Promise<Result> => {
  const query = `mutation ($input: AnswerQuestionnaireInput!) { done: answerQuestionnaire(input: $input) { ... on QuestionnaireRequest { state responseId } ${refusal} } }`;
  return (await graph(who, query, { input: { permit: await permitOf(who, alice), request, answers } }))['done'] ?? {};
};
type Entry = { readonly resource: { readonly id: string } };
const well = [{ linkId: 'well', values: ['true'] }];
const fhir = (path: string): Promise<Reply> =>
  ask(`${system.base}/fhir/aggregated/${path}`, 'GET', { headers: riverside });
const countOf = async (type: string): Promise<unknown> =>
  json(await fhir(`${type}?patient=${alice.id}&_summary=count`))['total'];

describe('a questionnaire', () => {
  it('is made by who coordinates the team, and seen by others once it is published', async () => {
    const draft = await make();
    expect(draft).toMatchObject({ state: 'DRAFT', title: 'How are you?', label: 'GENERAL_HEALTH' });
    const read = '{ questionnaire(id: "ID") { state title } }'.replace('ID', String(draft['id']));
    expect(await graph(aliceHerself, read)).toEqual({ questionnaire: null });
    expect(await graph(diaz, read)).toMatchObject({ questionnaire: { state: 'DRAFT' } });
    expect(await publish(draft['id'], diaz)).toMatchObject({ kind: 'NOT_FOUND' });
    expect(await publish(draft['id'])).toEqual({ state: 'PUBLISHED' });
    expect(await publish(draft['id'])).toMatchObject({ kind: 'CONFLICT' });
    expect(await graph(aliceHerself, read)).toMatchObject({ questionnaire: { state: 'PUBLISHED' } });
    const { questionnaires } = await graph<{ questionnaires: { items: { id: string }[] } }>(
      diaz,
      '{ questionnaires(first: 200) { items { id } } }',
    );
    expect(questionnaires.items.map(({ id }) => id)).toContain(draft['id']);
  });

  it('is refused with the element at fault', async () => {
    expect(await make(undefined, { ...definition, title: undefined })).toMatchObject({
      kind: 'INVALID',
      field: 'definition.title',
    });
    expect(await make(undefined, { ...definition, item: [{ linkId: '1', type: 'attachment' }] })).toMatchObject({
      kind: 'UNSUPPORTED',
      field: 'definition.item[0].type',
    });
  });
});

describe('patients who are asked', () => {
  it('are asked all or none', async () => {
    const questionnaire = await published();
    const before = await countOf('ServiceRequest');
    const permits = [await permitOf(diaz, alice), 'forged'];
    expect(await send(questionnaire, permits)).toMatchObject({ kind: 'FORBIDDEN', field: 'permits[1]' });
    expect(await send(questionnaire, [])).toMatchObject({ kind: 'INVALID', field: 'permits' });
    expect(await countOf('ServiceRequest')).toBe(before);
  });

  it('are not asked by another team, nor before it is published', async () => {
    const { id } = await make();
    expect(await send(String(id), [await permitOf(diaz, alice)])).toMatchObject({ kind: 'CONFLICT' });
    const hall = await session(system.base, 'hall');
    expect(await send(await published(), [await permitOf(hall, alice)], hall)).toMatchObject({ kind: 'NOT_FOUND' });
  });

  it('find it among their requests, answer once, and the team reads what they said', async () => {
    const { questionnaire, request } = await asked();
    const requests = `{ patient(id: "${alice.id}") { questionnaireRequests { items { id state responseId } } } }`;
    const ofAlice = async (who: Headers) =>
      (
        await graph<{ patient: { questionnaireRequests: { items: readonly { id: string }[] } } }>(who, requests)
      ).patient.questionnaireRequests.items.find(({ id }) => id === request);
    expect(await ofAlice(aliceHerself)).toEqual({ id: request, state: 'REQUESTED', responseId: null });
    const done = await answer(request, [
      ...well,
      { linkId: 'temperature', values: ['37.50'] },
      { linkId: 'where', values: ['head', 'foot'] },
    ]);
    expect(done).toMatchObject({ state: 'COMPLETED' });
    expect(await answer(request, well)).toMatchObject({ kind: 'CONFLICT', field: 'request' });
    expect(await ofAlice(diaz)).toEqual({ id: request, state: 'COMPLETED', responseId: done['responseId'] });
    const sent = `{ questionnaire(id: "${questionnaire}") { requests(state: COMPLETED) { items { id } } } }`;
    expect(await graph(coco, sent)).toEqual({ questionnaire: { requests: { items: [{ id: request }] } } });
    expect(await graph(aliceHerself, sent)).toEqual({ questionnaire: { requests: null } });

    const found = await fhir(
      `QuestionnaireResponse?patient=${alice.id}&based-on=ServiceRequest/${request}&_include=QuestionnaireResponse:based-on`,
    );
    expect(entriesOf(found)[0]?.resource).toMatchObject({
      id: done['responseId'],
      status: 'completed',
      item: [
        { linkId: 'well', answer: [{ valueBoolean: true }] },
        {
          linkId: 'body',
          item: [{ linkId: 'temperature' }, { answer: [{ valueCoding: { code: 'head' } }, { valueString: 'foot' }] }],
        },
      ],
    });
    expect(found.text).toContain('"valueDecimal":37.50');
    expect(namesOf(found, 'include')).toEqual([`ServiceRequest/${request}`]);
    expect(json(await fhir(`ServiceRequest/${request}`))).toMatchObject({ status: 'completed' });
  });

  it('show it to partners and apps in STU3, with the questionnaire that it answers', async () => {
    const { questionnaire, request } = await asked();
    const { responseId } = await answer(request, well);
    const partner = await callers['partner.fhir'](system.base);
    const facade = async (path: string): Promise<Result> => {
      const reply = await ask(`${system.base}/fhir/facade/${path}`, 'GET', { headers: partner });
      expect([reply.status, reply.text]).toEqual([200, expect.any(String)]);
      const resource = json(reply);
      expect(validate('STU3', resource).filter(isError)).toEqual([]);
      return resource;
    };
    const reference = `Questionnaire/${questionnaire}`;
    expect(await facade(`QuestionnaireResponse/${String(responseId)}`)).toMatchObject({ questionnaire: { reference } });
    const [question, ...others] = definition.item;
    const shown = await facade(reference);
    expect(shown).toMatchObject({ id: questionnaire, status: 'active', title: definition.title });
    expect(shown['item']).toMatchObject([
      question,
      { linkId: 'more', enableWhen: [{ question: 'well', answerBoolean: false }] },
      { linkId: 'body', item: [{}, { option: [{ valueCoding: { code: 'head' } }, { valueString: 'foot' }] }] },
    ]);
    expect(others).toHaveLength(2);
    const url = encodeURIComponent(String(shown['url']));
    expect(await facade(`Questionnaire?url=${url}`)).toMatchObject({ total: 1, entry: [{ resource: shown }] });
    expect(json(await fhir(`QuestionnaireResponse/${String(responseId)}`))['questionnaire']).toBe(shown['url']);
    const ids = ((await facade(`Patient/${alice.id}/$timeline`))['entry'] as readonly Entry[]).map(
      ({ resource }) => resource.id,
    );
    expect(ids).toContain(responseId);
  });

  it.each([
    ['a question left out', [], 'answers'],
    ['one that is asked for what was answered', [{ linkId: 'well', values: ['false'] }], 'answers'],
    ['one that is not asked', [...well, { linkId: 'more', values: ['x'] }], 'answers[1].linkId'],
    ['no such question', [...well, { linkId: 'other', values: ['x'] }], 'answers[1].linkId'],
    ['another type', [{ linkId: 'well', values: ['perhaps'] }], 'answers[0].values[0]'],
    ['no option', [...well, { linkId: 'where', values: ['hand'] }], 'answers[1].values[0]'],
    ['two answers where there is one', [{ linkId: 'well', values: ['true', 'false'] }], 'answers[0].values[1]'],
  ])('are told of %s, by its place', async (_what, answers, field) => {
    const { request } = await asked();
    expect(await answer(request, answers)).toMatchObject({ kind: 'INVALID', field });
    expect(await answer(request, well)).toMatchObject({ state: 'COMPLETED' });
  });

  it('alone answer', async () => {
    const { request } = await asked();
    expect(await answer(request, well, diaz)).toMatchObject({ kind: 'FORBIDDEN' });
  });

  it('share the answer by the questionnaire’s label; its team keeps it whatever that is', async () => {
    const { request } = await asked('MENTAL_HEALTH');
    const { responseId } = await answer(request, well);
    const response = `{ patient(id: "${alice.id}") { record(type: "QuestionnaireResponse", id: "${String(responseId)}") { label } } }`;
    expect(await graph(diaz, response)).toEqual({ patient: { record: { label: 'MENTAL_HEALTH' } } });
    expect(await graph(await session(system.base, 'hall'), response)).toEqual({
      patient: { record: { label: 'MENTAL_HEALTH' } },
    });
    expect(await graph(await session(system.base, 'carol'), response)).toEqual({ patient: { record: null } });
    // Of the organisation's teams the one that asked sees it by that alone.
    expect((await fhir(`QuestionnaireResponse/${String(responseId)}`)).status).toBe(404);
  });
});

describe('$send-questionnaire-request', () => {
  const { bob } = patients;
  const operation = (questionnaire: string) => `Questionnaire/${questionnaire}/$send-questionnaire-request`;
  const to = (...ids: readonly string[]) => ({
    resourceType: 'Parameters',
    parameter: ids.map((id) => ({ name: 'target', valueReference: { reference: `Patient/${id}` } })),
  });
  const post = (path: string, body: object): Promise<Reply> =>
    ask(`${system.base}/fhir/aggregated/${path}`, 'POST', {
      headers: { 'content-type': 'application/fhir+json', ...riverside },
      body: JSON.stringify(body),
    });

  it('asks the targets, and answers with their ServiceRequests', async () => {
    const questionnaire = await published();
    const sent = await post(operation(questionnaire), to(alice.id));
    expect(sent.status, sent.text).toBe(200);
    const { parameter } = json(sent) as { parameter: readonly { name: string; resource: { id: string } }[] };
    expect(parameter).toMatchObject([
      { name: 'return', resource: { status: 'active', subject: { reference: `Patient/${alice.id}` } } },
    ]);
    expect((await fhir(`ServiceRequest/${parameter[0]?.resource.id ?? ''}`)).status).toBe(200);
    expect(json(await fhir(`Questionnaire/${questionnaire}`))).toMatchObject({
      status: 'active',
      title: definition.title,
    });
  });

  it('refuses all of them for one, by its place, and asks nobody', async () => {
    const questionnaire = await published();
    const before = await countOf('ServiceRequest');
    for (const other of [bob.id, 'nobody']) {
      const refused = await post(operation(questionnaire), to(alice.id, other));
      expect([refused.status, json(refused)['issue']]).toMatchObject([
        400,
        [{ expression: ['Parameters.parameter[1]'] }],
      ]);
    }
    expect(await countOf('ServiceRequest')).toBe(before);
  });

  it('is defined, as is the other operation of this base, to everybody', async () => {
    const open = async (url: string) => json(await ask(url, 'GET', {}));
    const statement = (await open(`${system.base}/fhir/aggregated/metadata`)) as unknown as CapabilityStatement;
    const [{ operation = [], resource = [] } = { operation: [], resource: [] }] = statement.rest ?? [];
    const all = [...operation, ...resource.flatMap((one) => one.operation ?? [])];
    expect(all.map(({ name }) => name).sort()).toEqual(['purview', 'send-questionnaire-request']);
    for (const { name, definition: url } of all) {
      const defined = await open(url);
      expect(defined).toMatchObject({ resourceType: 'OperationDefinition', code: name, url });
      expect(validate('R4', defined).filter(isError)).toEqual([]);
    }
  });

  it('wants 1 to 500 targets, and a questionnaire of one’s own', async () => {
    const questionnaire = await published();
    expect((await post(operation(questionnaire), { resourceType: 'Parameters' })).status).toBe(400);
    expect((await post(operation(questionnaire), to(...Array.from({ length: 501 }, () => alice.id)))).status).toBe(413);
    expect((await post(operation(questionnaire), { resourceType: 'Patient' })).status).toBe(400);
    expect((await post(operation('none'), to(alice.id))).status).toBe(404);
  });
});
