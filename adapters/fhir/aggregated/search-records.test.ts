import type { Bundle } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { ask, base, bundleOf, idsOf, issueOf, linkOf, ofAlice, serve, type Server } from './server.fixture.ts';
import { alice, aliceId, aliceKey, graphOf, nhs, twins } from './world.fixture.ts';

describe('searching a record', () => {
  it.each([
    ['Observation', 'subject'],
    ['DiagnosticReport', 'subject'],
    ['DocumentReference', 'subject'],
    ['Encounter', 'subject'],
    ['Appointment', 'actor'],
  ])('finds %s by the literal spelling with %s', async (type, role) => {
    const bundle = await bundleOf(await serve(), `/${type}?${role}:Patient.identifier=${nhs}|9434765919`);
    expect(idsOf(bundle)).toEqual(alice.items.filter((item) => item.type === type).map(({ id }) => id));
  });

  it('joins the resources as the text they are stored as', async () => {
    const response = await ask(await serve(), `/DiagnosticReport?${ofAlice}`);
    expect(response.body).toContain(
      `{"fullUrl":"${base}/DiagnosticReport/${aliceKey}.r1","resource":{"resourceType":"DiagnosticReport","id":"${aliceKey}.r1","v":1.00},"search":{"mode":"match"}}`,
    );
  });

  it('asks the graph once, and hands the other parameters on as they are', async () => {
    const server = await serve();
    await bundleOf(
      server,
      `/Observation?code=http://loinc.org|718-7&date=ge2026-01-01&${ofAlice}&date=lt2027&_sort=-date`,
    );
    expect(server.graph.calls).toHaveLength(1);
    const { query, ...variables } = server.graph.calls[0]?.variables ?? {};
    expect(variables).toEqual({
      identifier: { system: nhs, value: '9434765919' },
      type: 'Observation',
      first: 50,
      after: null,
      withItems: true,
      withJoined: false,
    });
    expect([...new URLSearchParams(String(query))]).toEqual([
      ['code', 'http://loinc.org|718-7'],
      ['date', 'ge2026-01-01'],
      ['date', 'lt2027'],
      ['_sort', '-date'],
    ]);
  });

  it('takes the same search as a posted form', async () => {
    const server = await serve();
    const posted = await bundleOf(server, '/Observation/_search', {
      method: 'POST',
      payload: `${ofAlice}&_count=2`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(posted).toEqual(await bundleOf(server, `/Observation?${ofAlice}&_count=2`));
  });

  it('does not mind a slash after the type', async () => {
    const server = await serve();
    expect(await bundleOf(server, `/Observation/?${ofAlice}`)).toEqual(
      await bundleOf(server, `/Observation?${ofAlice}`),
    );
  });

  it('says in its self link what it understood', async () => {
    const bundle = await bundleOf(await serve(), `/Observation?${ofAlice}&code=718-7&colour=red&_count=1000`);
    expect(linkOf(bundle, 'self')).toBe(
      `${base}/Observation?subject:Patient.identifier=https://fhir.nhs.uk/Id/nhs-number%7C9434765919&code=718-7&_count=200`,
    );
  });

  it('shows a single page’s total without being asked', async () => {
    expect((await bundleOf(await serve(), `/Observation?${ofAlice}`)).total).toBe(3);
  });

  it('leaves the total out where it is not wanted', async () => {
    expect((await bundleOf(await serve(), `/Observation?${ofAlice}&_total=none`)).total).toBeUndefined();
  });

  it('leaves the total out where only a count of all would tell it', async () => {
    expect((await bundleOf(await serve(), `/Observation?${ofAlice}&_count=2`)).total).toBeUndefined();
  });

  it('counts all where that is asked for', async () => {
    expect((await bundleOf(await serve(), `/Observation?${ofAlice}&_count=2&_total=accurate`)).total).toBe(3);
  });

  it.each(['_count=0', '_summary=count'])('shows nothing but the total with %s', async (parameter) => {
    const server = await serve();
    const bundle = await bundleOf(server, `/Observation?${ofAlice}&${parameter}`);
    expect(bundle).toMatchObject({ type: 'searchset', total: 3 });
    expect([bundle.entry, linkOf(bundle, 'next')]).toEqual([undefined, undefined]);
    expect(server.graph.calls[0]?.variables).toMatchObject({ withItems: false });
  });

  it('marks what is not yet open as masked, and lists it all the same', async () => {
    const bundle = await bundleOf(await serve(), `/DocumentReference?${ofAlice}`);
    expect(bundle.entry?.[0]?.resource).toMatchObject({
      id: `${aliceKey}.delayed`,
      meta: { tag: [{ code: 'SUBSETTED' }] },
    });
  });

  it('refuses an identifier that several patients share, rather than guess', async () => {
    const response = await ask(
      await serve(graphOf(twins)),
      `/Observation?subject:Patient.identifier=${nhs}|5760678914`,
    );
    expect([response.statusCode, issueOf(response)?.code]).toEqual([409, 'multiple-matches']);
  });
});

describe('paging', () => {
  const follow = async (server: Server, path: string): Promise<readonly Bundle[]> => {
    const pages: Bundle[] = [];
    for (
      let next: string | undefined = path;
      next !== undefined;
      next = linkOf(pages.at(-1) ?? { resourceType: 'Bundle', type: 'searchset' }, 'next')?.slice(base.length)
    ) {
      pages.push(await bundleOf(server, next));
    }
    return pages;
  };

  it.each(['Observation?subject', 'Appointment?actor'])('leads through all of %s, each once', async (search) => {
    const pages = await follow(await serve(), `/${search}:Patient.identifier=${nhs}|9434765919&_count=1`);
    const type = search.slice(0, search.indexOf('?'));
    expect(pages.flatMap(idsOf)).toEqual(alice.items.filter((item) => item.type === type).map(({ id }) => id));
  });

  it('carries the search along, and names the patient by id', async () => {
    const bundle = await bundleOf(await serve(), `/Observation?${ofAlice}&status=final&_count=2&colour=red`);
    expect(linkOf(bundle, 'next')).toBe(
      `${base}/Observation?subject=Patient/${aliceId}&status=final&_count=2&page=cursor-2`,
    );
  });

  it('ends without a next link', async () => {
    expect(linkOf(await bundleOf(await serve(), `/Observation?${ofAlice}`), 'next')).toBeUndefined();
  });
});

describe('a patient who is unknown, hidden or not linked', () => {
  it.each([
    `Observation?subject:Patient.identifier=${nhs}|9999999999`,
    'Observation?subject:Patient.identifier=urn:other|9434765919',
    'Observation?patient=00000000-0000-4000-8000-000000000009',
    'Observation?patient=Patient/nonsense',
    `Appointment?actor:Patient.identifier=${nhs}|9999999999`,
    'DocumentReference?subject:Patient.identifier=https://fhir.example.health/id/public-id|x',
    `Patient?identifier=${nhs}|9999999999`,
    'Patient?_id=00000000-0000-4000-8000-000000000009',
  ])('has an empty searchset in %s', async (search) => {
    const { total, entry, link } = await bundleOf(await serve(), `/${search}`);
    expect({ total, entry, relations: link?.map(({ relation }) => relation) }).toEqual({
      total: 0,
      entry: undefined,
      relations: ['self'],
    });
  });

  it('is answered exactly as a patient with nothing to show', async () => {
    const bare = { ...alice, items: [] };
    const path = `/Observation?${ofAlice}&code=1&colour=red&_total=accurate`;
    expect((await ask(await serve(graphOf([])), path)).body).toBe((await ask(await serve(graphOf([bare])), path)).body);
  });
});

describe('the mandatory patient', () => {
  it.each([
    ['Observation', 'subject:Patient.identifier'],
    ['DiagnosticReport', 'subject:Patient.identifier'],
    ['DocumentReference', 'subject:Patient.identifier'],
    ['Encounter', 'subject:Patient.identifier'],
    ['Appointment', 'actor:Patient.identifier'],
    ['Patient', 'identifier'],
  ])('is missed in a search for %s, by name', async (type, parameter) => {
    const server = await serve();
    const response = await ask(server, `/${type}?date=ge2026`);
    expect(response.statusCode).toBe(400);
    expect(issueOf(response)).toMatchObject({ code: 'required', location: [`http.${parameter}`] });
    expect(issueOf(response)?.diagnostics).toContain(parameter);
    expect(server.graph.calls).toEqual([]);
  });
});

describe('parameters that are not known', () => {
  const warnings = ({ entry }: Bundle): unknown =>
    entry?.filter(({ search }) => search?.mode === 'outcome').map(({ resource }) => resource);

  it('are passed over with a warning, and do not reach the graph', async () => {
    const server = await serve();
    const bundle = await bundleOf(server, `/Observation?${ofAlice}&colour=red&_contained=true`);
    expect(warnings(bundle)).toMatchObject([
      { resourceType: 'OperationOutcome', issue: [{ severity: 'warning' }, { severity: 'warning' }] },
    ]);
    expect(bundle.total).toBe(3);
    expect(server.graph.calls[0]?.variables).toMatchObject({ query: '' });
  });

  it('are passed over with a warning where only the graph knows that they are not', async () => {
    const bundle = await bundleOf(await serve(), `/Observation?${ofAlice}&code:unheard-of=1`);
    expect(warnings(bundle)).toHaveLength(1);
    expect(linkOf(bundle, 'self')).not.toContain('unheard-of');
  });

  it.each(['colour=red', 'code:unheard-of=1', '_contained=true'])('are refused strictly: %s', async (parameter) => {
    const response = await ask(await serve(), `/Observation?${ofAlice}&${parameter}`, {
      headers: { prefer: 'handling=strict' },
    });
    expect([response.statusCode, issueOf(response)?.code]).toEqual([400, 'not-supported']);
  });

  it('are refused strictly in a search for patients', async () => {
    const response = await ask(await serve(), `/Patient?identifier=${nhs}|9434765919&colour=red`, {
      headers: { prefer: 'handling=strict' },
    });
    expect([response.statusCode, issueOf(response)?.location]).toEqual([400, ['http.colour']]);
  });
});
