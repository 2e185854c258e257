import pg from 'pg';
import { httpClient, tokenOf, type HttpClient } from './http.ts';
import { measure, type Figures } from './measure.ts';
import { a31, nhsNumber, oru } from './messages.ts';
import { startSystem } from './system.ts';
import { controlId, sendHl7 } from './world.ts';

// How the time of one search within one record grows: with the patients that there are beside, and with the items that the
// record has. One patient comes in by messages; the others are made of that one by SQL.

const numbers = 'https://fhir.nhs.uk/Id/nhs-number';
const crowds = [1_000, 100_000];
const records = [100, 1_000, 10_000];
/** Whose records are searched, among how many others: with a page and more, while the others have little. */
const looked = 100;
const itemsOfLooked = 40;
const itemsOfOthers = 2;
/** Another identifier than any that `patients` of the other benchmarks have. */
const firstDeep = 1_000_000;

export const growthFigures = async function* (nodeOptions: readonly string[]): AsyncGenerator<Figures> {
  const system = await startSystem(nodeOptions);
  const http = httpClient(system.base, 1);
  const client = new pg.Client(await system.databaseUrl());
  try {
    await client.connect();
    await loadOne(http);
    const grow = await growing(client);
    const token = await tokenOf(http, 'riverside-customer');
    const time = (name: string, person: (n: number) => number, more = ''): Promise<Figures> =>
      measure({
        name: `aggregated-growth-${name}`,
        connections: 1,
        seconds: 3,
        cpu: system.cpu,
        once: (n) => search(http, token, { person: person(n), more }),
      });

    await grow({ from: 1, to: looked, items: itemsOfLooked });
    let made = looked;
    for (const crowd of crowds) {
      await grow({ from: made + 1, to: crowd, items: itemsOfOthers });
      made = crowd;
      yield await time(`${crowd}-patients`, (n) => 1 + (n % looked));
    }
    for (const [nth, items] of records.entries()) await grow({ from: firstDeep + nth, to: firstDeep + nth, items });
    for (const [nth, items] of records.entries()) {
      yield await time(`${items}-items`, () => firstDeep + nth);
      yield await time(`${items}-items-of-one-code`, () => firstDeep + nth, '&code=718-7');
    }
  } finally {
    await client.end();
    http.close();
    await system.stop();
  }
};

/** Patient 0 with forty results. */
const loadOne = async (http: HttpClient): Promise<void> => {
  await sendHl7(http, a31(0, controlId()));
  for (let report = 0; report < 4; report++)
    await sendHl7(http, oru({ patient: 0, controlId: controlId(), report, results: 10 }));
};

type Searched = { readonly person: number; readonly more: string };

/** The first page of twenty results; of one code there may be fewer. */
const search = async (http: HttpClient, token: string, { person, more }: Searched): Promise<void> => {
  const identifier = encodeURIComponent(`${numbers}|${nhsNumber(person)}`);
  const path = `/fhir/aggregated/Observation?subject:Patient.identifier=${identifier}&_count=20${more}`;
  const { status, body } = await http.send('GET', path, { headers: { authorization: `Bearer ${token}` } });
  const found = (JSON.parse(body) as { entry?: unknown[] }).entry?.length ?? 0;
  if (status !== 200 || (more === '' ? found !== 20 : found === 0)) throw new Error(`${status} ${body.slice(0, 300)}`);
};

type Copies = { readonly from: number; readonly to: number; readonly items: number };

/** Makes patients of patient 0, numbered as `nhsNumber` numbers them, each with so many of its results, again and again. */
const growing = async (client: pg.Client) => {
  await client.query('set synchronous_commit = off');
  const { rows } = await client.query<{ id: string }>(
    'select patient_id as id from patients.identifier where system = $1 and value = $2',
    [numbers, nhsNumber(0)],
  );
  const one = rows[0]?.id;
  return async ({ from, to, items }: Copies): Promise<void> => {
    const values = Array.from({ length: to - from + 1 }, (_, n) => nhsNumber(from + n));
    await client.query('drop table if exists copied');
    await client.query(
      'create temp table copied as select value, gen_random_uuid() as id from unnest($1::text[]) value',
      [values],
    );
    for (const statement of copies) await client.query(statement, statement.includes('$2') ? [one, items] : [one]);
    await client.query('analyze');
  };
};

/** What is not named stays as it is in the row that is copied. An item is named by its copy and its own last eight digits. */
const copies = [
  `insert into patients.patient select x.* from copied c cross join patients.patient t,
    jsonb_populate_record(t, jsonb_build_object('id', c.id)) x where t.id = $1`,
  `insert into patients.identifier select x.* from copied c cross join patients.identifier t,
    jsonb_populate_record(t, jsonb_build_object('patient_id', c.id, 'value', c.value)) x where t.patient_id = $1 and t.system = '${numbers}'`,
  `insert into patients.team_link select x.* from copied c cross join patients.team_link t,
    jsonb_populate_record(t, jsonb_build_object('patient_id', c.id)) x where t.patient_id = $1`,
  `insert into clinical.res select x.* from copied c
    cross join (select r, row_number() over (order by r.at, r.rid) - 1 as nth, count(*) over () as results
      from clinical.res r where r.patient = $1 and r.type = (select type from clinical.res where patient = $1 group by type order by count(*) desc limit 1)) t
    cross join generate_series(0, ($2::int - 1) / 40) copy,
    jsonb_populate_record(t.r, jsonb_build_object('rid', nextval('clinical.res_rid'), 'patient', c.id, 'key', gen_random_uuid(),
      'at', (t.r).at - copy * interval '1 hour', 'id', replace(c.id::text, '-', '') || '.' || lpad(copy::text, 5, '0') || right((t.r).id, 8))) x
    where copy * t.results + t.nth < $2`,
  `insert into clinical.ver select x.* from copied c join clinical.res r on r.patient = c.id
    join clinical.res t on t.patient = $1 and t.type = r.type and right(t.id, 8) = right(r.id, 8)
    join clinical.ver v on v.rid = t.rid and v.ver = t.ver,
    jsonb_populate_record(v, jsonb_build_object('rid', r.rid)) x`,
];
