import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { testDatabase } from '../test/database.ts';
import { schemaDifferences } from './schema-differences.ts';
import { readPrismaSchema } from './schema-file.ts';

const database = await testDatabase();
afterAll(database.drop);

it('is the same in the Prisma schema and in the migrated database', async () => {
  expect(await schemaDifferences(database.pool)).toEqual([]);
});

describe('a difference is seen', () => {
  it.each([
    [
      'a table',
      'create table mail.postcard (id uuid primary key)',
      'only in the database: mail.postcard.id uuid not null key',
    ],
    ['a column', 'alter table patients.team add colour text', 'only in the database: patients.team.colour text'],
    [
      'a missing column',
      'alter table patients.team drop name',
      'only in the Prisma schema: patients.team.name text not null',
    ],
    [
      'nullability',
      'alter table patients.team alter name drop not null',
      'only in the database: patients.team.name text',
    ],
    [
      'a type',
      'alter table patients.team alter name type varchar(9)',
      'only in the database: patients.team.name character varying(9) not null',
    ],
    [
      'an enum',
      "alter type identity.client_kind add value 'OTHER'",
      'only in the database: identity.client_kind (CUSTOMER_SYSTEM, SYSTEM, TETHERED, USER, INTERNAL, OTHER)',
    ],
  ])('in %s', async (_what, change, difference) => {
    const changed = await testDatabase();
    onTestFinished(changed.drop);
    await changed.pool.query(change);
    expect(await schemaDifferences(changed.pool)).toContain(difference);
  });
});

describe('a Prisma schema', () => {
  it('is read with mapped names, native types, enums, lists, keys and without its relations', () => {
    const text = `
// A model { that is no model
model Letter {
  folder  String   @db.Uuid
  number  Int
  sentAt  DateTime? @map("sent_at") @db.Timestamptz(6) // "not" a type
  kind    Kind     @default(POST)
  tags    String[] @default(["//"])
  pages   Page[]

  @@id([folder, number])
  @@map("letter")
  @@schema("mail")
}
model Page {
  id     Int    @id
  letter Letter @relation(fields: [id], references: [number])
  @@schema("mail")
}
enum Kind {
  POST
  E_MAIL @map("e-mail") // electronic
  @@map("kind")
  @@schema("mail")
}`;
    expect([...readPrismaSchema(text)]).toEqual([
      'mail.letter.folder uuid not null key',
      'mail.letter.number integer not null key',
      'mail.letter.sent_at timestamp(6) with time zone',
      'mail.letter.kind mail.kind not null',
      'mail.letter.tags text[] not null',
      'mail.Page.id integer not null key',
      'mail.kind (POST, e-mail)',
    ]);
  });

  it('with a type that the comparison does not know is an error, not a match', () => {
    expect(() => readPrismaSchema('model A {\n  id Decimal @id\n}')).toThrow('does not know the Prisma type Decimal');
  });
});
