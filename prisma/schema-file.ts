/** One line for each column, `mail.letter.id uuid not null`, and for each enum: two schemas compare as two sets. */
export type SchemaLines = ReadonlySet<string>;

/**
 * Reads the text of `.prisma` files as the database that they describe: every stored field with its column, type,
 * nullability and place in the primary key. Knows what our files use, and throws on anything else.
 */
export const readPrismaSchema = (text: string): SchemaLines => {
  const blocks = blocksOf(text);
  const enums = new Map(blocks.filter((block) => block.kind === 'enum').map((block) => [block.name, tableOf(block)]));
  const models = new Set(blocks.filter((block) => block.kind === 'model').map((block) => block.name));
  const lines = blocks.flatMap((block) => {
    if (block.kind === 'enum') return [`${tableOf(block)} (${block.fields.map(enumValue).join(', ')})`];
    if (block.kind !== 'model') return [];
    return block.fields.filter((field) => !models.has(typeOf(field))).map((field) => columnOf(block, field, enums));
  });
  return new Set(lines);
};

type Block = {
  readonly kind: string;
  readonly name: string;
  readonly fields: readonly string[];
  /** `@@map`, `@@id` and the like. */
  readonly attributes: readonly string[];
};

const blocksOf = (text: string): readonly Block[] => {
  const uncommented = text.replaceAll(/("(?:[^"\\]|\\.)*")|\/\/.*$/gm, '$1');
  return [...uncommented.matchAll(/^(\w+) (\w+) \{$(.*?)^\}$/gms)].map(([, kind = '', name = '', body = '']) => {
    const lines = body
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    const isAttribute = (line: string): boolean => line.startsWith('@@');
    return { kind, name, fields: lines.filter((line) => !isAttribute(line)), attributes: lines.filter(isAttribute) };
  });
};

const tableOf = ({ name, attributes }: Block): string =>
  `${argument(attributes, '@@schema') ?? 'public'}.${argument(attributes, '@@map') ?? name}`;

/** The text in `@@map("text")`. */
const argument = (attributes: readonly string[], name: string): string | undefined =>
  attributes
    .map((attribute) => new RegExp(`${name}\\("([^"]*)"\\)`).exec(attribute)?.[1])
    .find((found) => found !== undefined);

const enumValue = (field: string): string => argument([field], '@map') ?? field;

const parts = (field: string): { name: string; type: string; suffix: string; rest: string } => {
  const [, name, type, suffix = '', rest = ''] = /^(\w+)\s+(\w+)(\?|\[\])?(.*)$/.exec(field) ?? [];
  if (name === undefined || type === undefined) throw new Error(`This is no field of a Prisma model: ${field}`);
  return { name, type, suffix, rest };
};

const typeOf = (field: string): string => parts(field).type;

const columnOf = (block: Block, field: string, enums: ReadonlyMap<string, string>): string => {
  const { name, type, suffix, rest } = parts(field);
  const column = argument([rest], '@map') ?? name;
  const native = /@db\.(\w+)(?:\((\d+)\))?/.exec(rest);
  const stored = enums.get(type) ?? columnType(native?.[1] ?? defaultType(type), native?.[2]);
  const list = suffix === '[]' ? '[]' : '';
  const key = isInKey(block, name, rest) ? ' key' : '';
  return `${tableOf(block)}.${column} ${stored}${list}${suffix === '?' ? '' : ' not null'}${key}`;
};

const isInKey = ({ attributes }: Block, name: string, rest: string): boolean => {
  const together = attributes
    .map((attribute) => /^@@id\(\[([^\]]*)\]/.exec(attribute)?.[1])
    .find((found) => found !== undefined);
  return /@id\b/.test(rest) || (together?.split(',').some((field) => field.trim() === name) ?? false);
};

/** What Prisma stores where a field names no `@db.` type. */
const defaultType = (type: string): string => {
  const known = { String: 'Text', Int: 'Integer', BigInt: 'BigInt', Float: 'DoublePrecision', Boolean: 'Boolean' };
  const others = { DateTime: 'Timestamp', Json: 'JsonB', Bytes: 'ByteA' };
  return lookUp({ ...known, ...others }, type);
};

/** In PostgreSQL's own words, as `format_type` says them. */
const columnType = (native: string, size: string | undefined): string => {
  const precise = {
    Timestamptz: `timestamp(${size ?? '3'}) with time zone`,
    Timestamp: `timestamp(${size ?? '3'}) without time zone`,
  };
  const sized = { VarChar: `character varying(${size ?? ''})`, Char: `character(${size ?? '1'})` };
  const numbers = {
    SmallInt: 'smallint',
    Integer: 'integer',
    BigInt: 'bigint',
    Real: 'real',
    DoublePrecision: 'double precision',
  };
  const others = {
    Text: 'text',
    Boolean: 'boolean',
    Date: 'date',
    Uuid: 'uuid',
    Inet: 'inet',
    Json: 'json',
    JsonB: 'jsonb',
    ByteA: 'bytea',
  };
  return lookUp({ ...precise, ...sized, ...numbers, ...others }, native);
};

const lookUp = (table: Readonly<Record<string, string>>, name: string): string => {
  const found = Object.hasOwn(table, name) ? table[name] : undefined;
  if (found === undefined)
    throw new Error(`The comparison with the database does not know the Prisma type ${name} yet.`);
  return found;
};
