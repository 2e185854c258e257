import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import { checkIdentifier, nhsNumberSystem, normalise, type IdentifierKind } from '../identifier.rules.ts';

export type AskedNumber = { readonly system: string; readonly value: string };

/** A number as it was asked, and as it would be kept. */
export type SoughtPatient = AskedNumber & { readonly kept: string };

/** A system of identifiers that feeds use. */
export type KnownSystem = { readonly kind: IdentifierKind; readonly system: string };

/**
 * The numbers of a question about many patients, each once. One system that is no national one refuses the whole question;
 * a number that cannot be one is merely nobody's. Domain reference §7.3
 */
export const soughtPatients = (
  asked: readonly AskedNumber[],
  systems: readonly KnownSystem[],
  { field, most }: { readonly field: string; readonly most: number },
): readonly SoughtPatient[] | Failure => {
  if (asked.length < 1 || asked.length > most) return invalid(`Ask for 1 to ${most} patients at once.`, field);
  const kinds = new Map<string, IdentifierKind>([
    ...systems.filter(({ kind }) => nationalKinds.includes(kind)).map(({ system, kind }) => [system, kind] as const),
    [nhsNumberSystem, 'NHS'],
  ]);
  const sought: SoughtPatient[] = [];
  for (const [nth, number] of asked.entries()) {
    const one = soughtPatient(number, kinds, `${field}[${nth}]`);
    if (isFailure(one)) return one;
    sought.push(one);
  }
  return [...new Map(sought.map((one) => [JSON.stringify([one.system, one.value]), one])).values()];
};

const nationalKinds: readonly IdentifierKind[] = ['NHS', 'CHI', 'HC'];

const soughtPatient = (
  { system, value }: AskedNumber,
  kinds: ReadonlyMap<string, IdentifierKind>,
  field: string,
): SoughtPatient | Failure => {
  const kind = kinds.get(system);
  if (kind === undefined) return invalid('Ask by NHS number, CHI number or Health and Care number.', `${field}.system`);
  const kept = normalise(kind, value);
  const isPossible = checkIdentifier(kind, kept, field) === undefined;
  return { system, value, kept: isPossible ? kept : '' };
};
