import { describe, expect, it } from 'vitest';
import { uuid7 } from '../../kernel/id.ts';
import { inboxStore, type Arrival, type Closing, type Inbox } from './inbox.store.ts';
import { newControl, openMessages } from './messages.fixture.ts';

const { database, prisma, clock } = await openMessages();

describe('the inbox', () => {
  // A statement for each, as from 64 processes: nothing is joined, and only the database keeps order.
  const inbox = inboxStore(database.sql);
  const arrival = (more: Partial<Arrival> = {}): Arrival => ({
    id: uuid7(),
    owner: 'o',
    sender: 's',
    organisation: null,
    partner: null,
    controlId: newControl(),
    type: null,
    raw: Buffer.from(''),
    digest: Buffer.alloc(32),
    receivedAt: clock.now(),
    ...more,
  });
  const closing = (id: string, acknowledgement: string): Closing => ({
    id,
    sender: 's',
    state: 'ACCEPTED',
    acknowledgement,
    reason: null,
    patient: null,
    closedAt: clock.now(),
    addressee: null,
  });

  /** Does `first` in a transaction, begins `second` beside it, and ends the transaction once `second` has to wait. */
  const meanwhile = async <Result>(
    first: (inbox: Inbox) => Promise<unknown>,
    second: () => Promise<Result>,
    end?: Error,
  ) => {
    const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    let isDone: () => void = () => undefined;
    const done = new Promise<void>((resolve) => (isDone = resolve));
    const transaction = database.sql.transaction(async (sql) => {
      await first(inboxStore(sql));
      isDone();
      while ((await database.pool.query(waiting)).rowCount === 0)
        await new Promise((resolve) => setTimeout(resolve, 5));
      if (end !== undefined) throw end;
    });
    await Promise.race([done, transaction]);
    // From outside the transaction, as another process would.
    const begun = second();
    await (end === undefined ? transaction : expect(transaction).rejects.toBe(end));
    return begun;
  };

  it('looks again for a message that another process is just opening', async () => {
    const [first, second] = [arrival({ controlId: 'x' }), arrival({ controlId: 'x' })];
    expect(
      await meanwhile(
        (there) => there.open([first]),
        () => inbox.open([second]),
      ),
    ).toEqual([undefined]);
    expect(await inbox.open([second])).toMatchObject([{ messageId: first.id, isNew: false }]);
  });

  it('opens a message that another process was just opening when it died', async () => {
    const [first, second] = [arrival({ controlId: 'y' }), arrival({ controlId: 'y' })];
    const found = await meanwhile(
      (there) => there.open([first]),
      () => inbox.open([second]),
      new Error('died'),
    );
    expect(found).toMatchObject([{ messageId: second.id, isNew: true }]);
  });

  it('gives the acknowledgement with which another process is just closing', async () => {
    const one = arrival();
    await inbox.open([one]);
    const closed = await meanwhile(
      (there) => there.close([closing(one.id, 'first')]),
      () => inbox.close([closing(one.id, 'second')]),
    );
    expect(closed).toEqual([{ acknowledgement: 'first' }]);
  });

  it('closes a message that another process was just closing when it died', async () => {
    const one = arrival();
    await inbox.open([one]);
    const closed = await meanwhile(
      (there) => there.close([closing(one.id, 'first')]),
      () => inbox.close([closing(one.id, 'second')]),
      new Error('died'),
    );
    expect(closed).toEqual([{ acknowledgement: 'second' }]);
  });

  it('refuses what would read as two things', async () => {
    const write = (more: object) =>
      prisma.inboundMessage.create({
        data: {
          id: uuid7(),
          owner: 'o',
          sender: 's',
          attempt: 1,
          raw: Buffer.from(''),
          digest: Buffer.alloc(32),
          receivedAt: clock.now(),
          ...more,
        },
      });
    await expect(write({ state: 'ACCEPTED' })).rejects.toThrow('message_closed');
    await expect(write({ acknowledgement: 'AA' })).rejects.toThrow('message_closed');
  });

  it('finds a control id and a message by their indexes, however the table grows', async () => {
    const plans: string[] = [];
    const explaining = {
      ...database.sql,
      query: async <Row>(name: string, text: string, values: readonly unknown[]): Promise<Row[]> => {
        const plan = await database.sql.query<{ 'QUERY PLAN': string }>(`${name}.plan`, `explain ${text}`, values);
        plans.push(plan.map((row) => row['QUERY PLAN']).join('\n'));
        return [];
      },
    };
    const explained = inboxStore(explaining);
    await explained.open([arrival()]);
    await explained.close([closing(uuid7(), '')]);
    expect(plans).toHaveLength(2);
    for (const plan of plans) expect(plan).not.toContain('Seq Scan on message');
  });
});
