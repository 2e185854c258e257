import { isFailure } from '../../../kernel/failure.ts';
import type { Sql } from '../../kit/sql.ts';
import { relativeIn } from '../extract/reference.ts';
import { compartmentOf } from '../item-id.ts';
import type { OwnedResult, OwnedWrite } from '../records.types.ts';
import { createdColumns, customerColumns } from './columns.ts';
import { createStatement } from './create.sql.ts';
import { ownStatement, presentStatement } from './own.sql.ts';
import type { Schema } from './put.sql.ts';
import { inOwnTransaction, onceMoreAfterRace, turnsOf, type Placed } from './put.store.ts';
import { rowOf, type Row, type Target } from './row.ts';
import { countOf, valuesIn } from './rows-from.ts';

type Needs = OwnTarget & { readonly sql: Sql; readonly schema: Schema; readonly now: () => Date };

type OwnTarget = Target & { readonly base?: string | undefined };

/**
 * Writes into a customer's store in the order given: what is new in one statement, and the rest in another, as long as no
 * item comes twice and they are not too large for one.
 */
export const writeOwned = ({ sql, schema, now, ...target }: Needs) => {
  const create = creatingIn(schema, target.store);
  const own = writingIn(schema, target.store);
  return async (writes: readonly OwnedWrite[], within?: Sql): Promise<readonly OwnedResult[]> => {
    const entered = now();
    const steps = stepsOf(writes);
    const work = async (transaction: Sql): Promise<readonly OwnedResult[]> => {
      const results: OwnedResult[] = [];
      for (const { areNew, placed } of steps) {
        const rows = placed.map(({ item }) => ownRow(target, item, entered));
        const done = await (areNew ? create : own)(transaction, rows);
        for (const [index, { item, place }] of placed.entries()) results[place] = resultOf(item, done[index]);
      }
      return results;
    };
    if (within !== undefined) return work(within);
    const results = await onceMoreAfterRace(() => (steps.length === 1 ? work(sql) : inOwnTransaction(sql, work)));
    if (isFailure(results)) throw new Error(results.message);
    return results;
  };
};

type Step = { readonly areNew: boolean; readonly placed: readonly Placed<OwnedWrite>[] };

/** What is written together. Items that there can be already come sorted and once a turn; new ones are in nobody's way. */
const stepsOf = (writes: readonly OwnedWrite[]): readonly Step[] => {
  const placed = writes.map((item, place) => ({ item, place }));
  const step = (areNew: boolean) => (of: readonly Placed<OwnedWrite>[]) => ({ areNew, placed: of });
  return [
    ...inPieces(placed.filter(({ item }) => item.isNew === true)).map(step(true)),
    ...turnsOf(placed.filter(({ item }) => item.isNew !== true)).flatMap((turn) => inPieces(turn).map(step(false))),
  ];
};

/** One statement holds all of its rows in memory, several times over: so many at most, and so many characters. */
const largest = { rows: 1000, characters: 2 * 1024 * 1024 };

const inPieces = (placed: readonly Placed<OwnedWrite>[]): readonly (readonly Placed<OwnedWrite>[])[] => {
  const pieces: Placed<OwnedWrite>[][] = [];
  let room = 0;
  for (const one of placed) {
    const size = one.item.content?.text.length ?? 0;
    const last = pieces.at(-1);
    if (last === undefined || last.length === largest.rows || size > room) {
      pieces.push([one]);
      room = largest.characters - size;
    } else {
      last.push(one);
      room -= size;
    }
  }
  return pieces;
};

/** Nobody shares a customer's store but its owner: no label tells its items apart, and no clock but ours orders them. */
const ownRow = (target: OwnTarget, write: OwnedWrite, entered: Date): Row => {
  const { type, id, content, expected, owner, origin } = write;
  const resource = content === undefined ? undefined : foundBy(content, target.base);
  const row = rowOf(
    target,
    {
      type,
      id,
      patient: resource === undefined ? null : compartment(type, id, resource),
      label: 'UNSET',
      sources: [owner],
      entered,
      order: expected === undefined ? '' : String(expected),
      origin,
      ...(content === undefined || resource === undefined
        ? { resource: {}, deleted: true }
        : { resource, text: content.text }),
    },
    id,
  );
  if (isFailure(row)) throw new Error(row.message);
  return row;
};

/** What a resource is found by, in which its own store's URL says nothing; its text stays as it is. */
const foundBy = ({ resource, text }: NonNullable<OwnedWrite['content']>, base: string | undefined): object => {
  const relative = base === undefined ? text : relativeIn(text, base);
  return relative === text ? resource : (JSON.parse(relative) as object);
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

const creatingIn = (schema: Schema, store: number) => {
  const statements = { one: createStatement(schema, 'one'), many: createStatement(schema, 'many') };
  return async (sql: Sql, rows: readonly Row[]): Promise<readonly Done[]> => {
    const count = countOf(rows);
    const values = [store, ...valuesIn(rows, createdColumns)];
    const [made] = await sql.query<{ updated: Date }>(`records.${schema}.own.new.${count}`, statements[count], values);
    if (made === undefined) throw new Error('A creation does not say when it was.');
    const { updated } = made;
    return rows.map(({ type, id }) => ({ written: { type, id, ver: 1, updated, deleted: false, existed: false } }));
  };
};

const writingIn = (schema: Schema, store: number) => {
  const statements = { one: ownStatement(schema, 'one'), many: ownStatement(schema, 'many') };
  const present = presentStatement(schema);
  return async (sql: Sql, rows: readonly Row[]): Promise<readonly Done[]> => {
    const count = countOf(rows);
    const name = `records.${schema}.own.${count}`;
    const written = await sql.query<Written>(name, statements[count], [store, ...valuesIn(rows, customerColumns)]);
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

const resultOf = (write: OwnedWrite, done: Done | undefined): OwnedResult => {
  if (done === undefined) throw new Error('A write has no result.');
  const { type, id } = write;
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
