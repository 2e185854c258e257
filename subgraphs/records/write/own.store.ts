import { isFailure } from '../../../kernel/failure.ts';
import type { Sql } from '../../kit/sql.ts';
import { compartmentOf } from '../item-id.ts';
import type { OwnedResult, OwnedWrite } from '../records.types.ts';
import { ownStatement, presentStatement } from './own.sql.ts';
import type { Schema } from './put.sql.ts';
import { columnsOf, inOwnTransaction, onceMoreAfterRace, turnsOf, type Placed } from './put.store.ts';
import { rowOf, type Row, type Target } from './row.ts';

type Needs = Target & { readonly sql: Sql; readonly schema: Schema; readonly now: () => Date };

/** Writes into a customer's store in the order given; one statement as long as no item comes twice. */
export const writeOwned =
  ({ sql, schema, now, ...target }: Needs) =>
  async (writes: readonly OwnedWrite[], within?: Sql): Promise<readonly OwnedResult[]> => {
    const entered = now();
    const turns = turnsOf(writes.map((write) => ownRow(target, write, entered)));
    const own = writingIn(schema, target.store);
    const work = async (transaction: Sql): Promise<readonly OwnedResult[]> => {
      const results: OwnedResult[] = [];
      for (const turn of turns) {
        const done = await own(
          transaction,
          turn.map(({ row }) => row),
        );
        for (const [index, { place }] of turn.entries())
          results[place] = resultOf(writes[place], turn[index], done[index]);
      }
      return results;
    };
    if (within !== undefined) return work(within);
    const results = await onceMoreAfterRace(() => (turns.length === 1 ? work(sql) : inOwnTransaction(sql, work)));
    if (isFailure(results)) throw new Error(results.message);
    return results;
  };

/** Nobody shares a customer's store but its owner: no label tells its items apart, and no clock but ours orders them. */
const ownRow = (target: Target, write: OwnedWrite, entered: Date): Row => {
  const { type, id, content, expected, owner, origin } = write;
  const row = rowOf(
    target,
    {
      type,
      id,
      patient: content === undefined ? null : compartment(type, id, content.resource),
      label: 'UNSET',
      sources: [owner],
      entered,
      order: expected === undefined ? '' : String(expected),
      origin,
      ...(content ?? { resource: {}, deleted: true }),
    },
    id,
  );
  if (isFailure(row)) throw new Error(row.message);
  return row;
};

const compartment = (type: string, id: string, resource: object) => {
  if (type === 'Patient') return compartmentOf(`Patient/${id}`);
  for (const name of ['patient', 'subject']) {
    const value = (resource as Readonly<Record<string, unknown>>)[name];
    const reference = typeof value === 'object' && value !== null && 'reference' in value ? value.reference : undefined;
    if (typeof reference === 'string' && reference.startsWith('Patient/')) return compartmentOf(reference);
  }
  return null;
};

type Written = {
  readonly type: number;
  readonly id: string;
  readonly ver: number;
  readonly updated: Date;
  readonly deleted: boolean;
  readonly existed: boolean;
};
type Present = Pick<Written, 'ver' | 'updated' | 'deleted'> & { readonly n: number };
type Done = { readonly written: Written } | { readonly present: Present | undefined };

const writingIn = (schema: Schema, store: number) => {
  const statements = { one: ownStatement(schema, 'one'), many: ownStatement(schema, 'many') };
  const present = presentStatement(schema);
  return async (sql: Sql, rows: readonly Row[]): Promise<readonly Done[]> => {
    const count = rows.length === 1 ? 'one' : 'many';
    const name = `records.${schema}.own.${count}`;
    const written = await sql.query<Written>(name, statements[count], [store, ...columnsOf(rows)]);
    const byItem = new Map(written.map((one) => [`${one.id}/${String(one.type)}`, one]));
    const missing = rows.filter(({ id, type }) => !byItem.has(`${id}/${String(type)}`));
    const there =
      missing.length === 0
        ? []
        : await sql.query<Present>(`records.${schema}.present`, present, [
            store,
            missing.map(({ type }) => type),
            missing.map(({ id }) => id),
          ]);
    return rows.map((row) => {
      const done = byItem.get(`${row.id}/${String(row.type)}`);
      return done === undefined ? { present: there.find(({ n }) => missing[n - 1] === row) } : { written: done };
    });
  };
};

const resultOf = (write: OwnedWrite | undefined, placed: Placed | undefined, done: Done | undefined): OwnedResult => {
  if (write === undefined || placed === undefined || done === undefined) throw new Error('A write has no result.');
  const { type } = write;
  const { id } = placed.row;
  if ('written' in done) {
    const { ver, updated, deleted, existed } = done.written;
    return {
      type,
      id,
      version: ver,
      lastUpdated: updated,
      outcome: deleted ? 'deleted' : existed ? 'updated' : 'created',
    };
  }
  const { present } = done;
  const at = present === undefined ? { version: 0 } : { version: present.ver, lastUpdated: present.updated };
  // What is deleted already, or never was, is as its sender wants it; unless another version was expected.
  const isGone = write.content === undefined && (present?.deleted ?? true);
  const isExpected = write.expected === undefined || write.expected === at.version;
  return { type, id, ...at, outcome: isGone && isExpected ? 'deleted' : 'refused' };
};
