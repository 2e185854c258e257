import pg from 'pg';
import { topics, type Topic, type Wake } from '../subgraphs/kit/wake.ts';

/** Milliseconds for which rings are gathered: so often at most is the database told. */
const gathering = 20;

/** Milliseconds until a lost connection is tried again. */
const again = 1_000;

const channel = 'tributary_work';

export type OpenWake = Wake & { readonly close: () => Promise<void> };

type Needs = { readonly connectionString: string | undefined; readonly log: (line: string) => void };

/**
 * Wakes by LISTEN and NOTIFY over one connection of its own, which is opened when somebody first waits or rings. NOTIFY is a
 * statement by itself after the commit, for all that was rung meanwhile; who waits in this process is woken without it.
 */
export const openWake = ({ connectionString, log }: Needs): OpenWake => {
  const ears = new Map(topics.map((topic) => [topic, ear()]));
  const toTell = new Set<Topic>();
  let line: Promise<pg.Client | undefined> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let telling: Promise<void> | undefined;
  let closed = false;

  const open = (): void => {
    if (closed || line !== undefined) return;
    const client = new pg.Client({ connectionString, keepAlive: true });
    let lost = false;
    const lose = (error: unknown): void => {
      if (lost || closed) return;
      lost = true;
      line = undefined;
      log(`Nobody listens for work: ${String(error)}`);
      setTimeout(open, again).unref();
    };
    client.on('error', lose);
    let self: number | undefined;
    client.on('notification', ({ payload, processId }) => {
      const topic = topics.find((known) => known === payload);
      // Those here have been woken at once.
      if (topic !== undefined && processId !== self) ears.get(topic)?.wake();
    });
    line = listen(client).then(
      (ours) => {
        self = ours;
        // Whatever was said while nobody listened was missed: so all look.
        for (const { wake } of ears.values()) wake();
        return client;
      },
      (error: unknown) => {
        lose(error);
        return undefined;
      },
    );
  };

  const tell = async (): Promise<void> => {
    const told = [...toTell];
    toTell.clear();
    // Where there is no connection nobody is told, and whoever waits looks by itself.
    const client = await line;
    await client
      ?.query('select pg_notify($1, topic) from unnest($2::text[]) topic', [channel, told])
      .catch(() => undefined);
  };

  const tellSoon = (): void => {
    if (timer !== undefined || closed) return;
    timer = setTimeout(() => {
      telling = tell().finally(() => {
        timer = undefined;
        telling = undefined;
        if (toTell.size > 0) tellSoon();
      });
    }, gathering);
    timer.unref();
  };

  return {
    ring: (topic) => {
      open();
      ears.get(topic)?.wake();
      toTell.add(topic);
      tellSoon();
    },
    heard: (topic, times) => {
      open();
      const found = ears.get(topic);
      return closed || found === undefined ? Promise.resolve(false) : found.heard(times);
    },
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await telling;
      for (const { hush } of ears.values()) hush();
      const client = await line;
      await client?.end();
    },
  };
};

/** Answers the number by which the database knows the connection. */
const listen = async (client: pg.Client): Promise<number | undefined> => {
  await client.connect();
  // A ring that is lost with the power is found by whoever looks for work after it: it need not wait for the disk.
  await client.query('set synchronous_commit = off');
  await client.query(`listen ${channel}`);
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid;
};

/** Those of this process who wait for one topic. */
const ear = () => {
  const waiting = new Set<(rung: boolean) => void>();
  let last = -Infinity;
  const end = (rung: boolean): void => {
    for (const resolve of waiting) resolve(rung);
  };
  return {
    wake: (): void => {
      last = performance.now();
      end(true);
    },
    hush: (): void => {
      end(false);
    },
    heard: ({ within, wait }: Parameters<Wake['heard']>[1]): Promise<boolean> => {
      if (performance.now() - last <= within) return Promise.resolve(true);
      return new Promise((resolve) => {
        const done = (rung: boolean): void => {
          clearTimeout(timer);
          waiting.delete(done);
          resolve(rung);
        };
        const timer = setTimeout(done, wait, false);
        timer.unref();
        waiting.add(done);
      });
    },
  };
};
