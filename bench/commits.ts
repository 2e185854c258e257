import pg from 'pg';

/**
 * How many rows a second this database takes when each of the connections inserts one and commits it, and does nothing
 * else: beside it, a message's figure says what it costs above the commit that no promise can do without.
 */
export const bareCommits = async (url: string, connections: number): Promise<number> => {
  const clients = Array.from({ length: connections }, () => new pg.Client({ connectionString: url }));
  await Promise.all(clients.map((client) => client.connect()));
  const [first] = clients;
  await first?.query('create table if not exists bare_commit (id bigint generated always as identity, body text)');
  const insert = { name: 'bare', text: 'insert into bare_commit (body) values ($1)', values: ['x'.repeat(200)] };
  const forSeconds = async (seconds: number): Promise<number> => {
    let committed = 0;
    const end = performance.now() + seconds * 1000;
    await Promise.all(
      clients.map(async (client) => {
        for (; performance.now() < end; committed++) await client.query(insert);
      }),
    );
    return committed / seconds;
  };
  await forSeconds(0.5);
  const rate = await forSeconds(2);
  await first?.query('drop table bare_commit');
  await Promise.all(clients.map((client) => client.end()));
  return Math.round(rate);
};
