import { measure, type Figures } from './measure.ts';
import { scenarios } from './scenarios/index.ts';
import { startSystem } from './system.ts';
import { openWorld } from './world.ts';

/** Turns that each of the two has: what disturbs the machine meanwhile disturbs both. */
const turns = 9;

/** What the access log costs a read: the same requests to the system with it and without it, in turns. */
export const accessLogCost = async (nodeOptions: readonly string[], connections: number): Promise<Figures[]> => {
  const [logged, unlogged] = await Promise.all([open('main.js'), open('bench/unlogged.js')]);
  const figures: { logged: Figures[]; unlogged: Figures[] } = { logged: [], unlogged: [] };
  for (let turn = 0; turn < turns; turn++) {
    figures.logged.push(await logged.turn('with-access-log'));
    figures.unlogged.push(await unlogged.turn('without-access-log'));
  }
  await Promise.all([logged.stop(), unlogged.stop()]);
  const share = middle(figures.logged).ops_per_s / middle(figures.unlogged).ops_per_s;
  return [
    middle(figures.unlogged),
    { ...middle(figures.logged), costs_share_of_throughput: Math.round((1 - share) * 1000) / 1000 },
  ];

  async function open(program: string) {
    const system = await startSystem(nodeOptions, program);
    const world = await openWorld(system.base, connections);
    const once = scenarios['graphql-patient']?.(world);
    if (once === undefined) throw new Error('There is no scenario graphql-patient.');
    return {
      turn: (name: string): Promise<Figures> => measure({ name, once, connections, seconds: 3, cpu: system.cpu }),
      stop: (): Promise<void> => {
        world.http.close();
        return system.stop();
      },
    };
  }
};

/** The turn of the middle, by requests a second. */
const middle = (turned: readonly Figures[]): Figures => {
  const sorted = turned.toSorted((a, b) => a.ops_per_s - b.ops_per_s);
  const found = sorted[Math.floor(sorted.length / 2)];
  if (found === undefined) throw new Error('Nothing was measured.');
  return found;
};
