import { conflict, invalid, type Failure } from '../../../kernel/failure.ts';
import { isLine } from '../../kit/line.rules.ts';
import type { IdentifierKind } from '../identifier.rules.ts';

/** How messages name a type of number; `*` stands for whatever authority, as in the table. */
export type TypeKey = { readonly authority: string; readonly typeCode: string };

export type NumberType = TypeKey & { readonly kind: IdentifierKind; readonly system: string };

/** What an administrator says; absent authority: whatever it is. */
type GivenKey = { readonly authority?: string | null | undefined; readonly typeCode: string };
type Given = GivenKey & { readonly kind: IdentifierKind; readonly system?: string | null | undefined };

/** What is known when a type is to be set: the organisation's own types, everybody's, and whose a system is. */
export type Known = {
  readonly own: readonly NumberType[];
  readonly everybodys: readonly NumberType[];
  /** Another organisation's numbers are, or have been, kept in the system that was given. */
  readonly systemIsForeign: boolean;
};

/** Each message looks its types up. */
export const mostTypes = 100;

/** @returns invalid with the field */
export const keyOf = ({ authority, typeCode }: GivenKey): TypeKey | Failure => {
  const code = typeCode.trim();
  if (code === '' || !isLine(code)) return invalid('A type code has 1 to 200 characters.', 'typeCode');
  const given = authority?.trim() ?? '';
  if (!isLine(given) || given === wildcard)
    return invalid('An authority has at most 200 characters; leave it out for whatever authority.', 'authority');
  return { authority: given === '' ? wildcard : given, typeCode: code };
};

/**
 * The type as it is to be kept. National numbers are kept in the one system that everybody's are, or the same person would
 * have two records; a local system is one organisation's alone, or its feeds could reach the patients of others.
 * Domain reference §4.2
 *
 * @returns invalid or conflict with the field
 */
export const typeToSet = (key: TypeKey, { kind, system }: Given, known: Known): NumberType | Failure => {
  const { own, everybodys } = known;
  const national = everybodys.find((type) => overlap(type, key) && type.kind !== kind);
  if (national !== undefined)
    return conflict(`Numbers of this type are of the kind ${national.kind} for every organisation.`, 'typeCode');
  if (own.length >= mostTypes && !own.some((type) => isSame(type, key)))
    return conflict(`An organisation has at most ${mostTypes} types of numbers.`, 'typeCode');
  const kept = kind === 'LOCAL' ? localSystem(system, known) : systemOf(kind, system, everybodys);
  return typeof kept === 'string' ? { ...key, kind, system: kept } : kept;
};

const localSystem = (given: string | null | undefined, { everybodys, systemIsForeign }: Known): string | Failure => {
  const system = given?.trim() ?? '';
  if (!/^[a-z][a-z\d+.-]*:[^\s|]+$/i.test(system) || !isLine(system))
    return invalid('A local number needs its system: a URI of at most 200 characters, without a bar.', 'system');
  return systemIsForeign || everybodys.some((type) => type.system === system)
    ? conflict('Numbers of others are kept in this system: give one of your own.', 'system')
    : system;
};

const systemOf = (
  kind: IdentifierKind,
  given: string | null | undefined,
  everybodys: readonly NumberType[],
): string | Failure => {
  const system = everybodys.find((type) => type.kind === kind)?.system;
  if (system === undefined) return invalid('Numbers of this kind are kept in no system here.', 'kind');
  return given === null || given === undefined || given.trim() === system
    ? system
    : invalid(`Numbers of this kind are kept in ${system}: leave the system out.`, 'system');
};

const wildcard = '*';

const isSame = (one: TypeKey, other: TypeKey): boolean =>
  one.typeCode === other.typeCode && one.authority === other.authority;

/** There is a number that would be of both types. */
const overlap = (one: TypeKey, other: TypeKey): boolean =>
  one.typeCode === other.typeCode &&
  (one.authority === other.authority || one.authority === wildcard || other.authority === wildcard);
